/**
 * Closes the connections of sessions that have ended (KEY-2). It reads the sessions from the
 * circle's ledger and does not end any itself.
 */
import type { Millis } from '@holdspace/core';
import type {
  CircleSubscriber,
  CommittedEvent,
  RestartedEvent,
} from '../projection/circle-events.ts';
import type { CircleReplica } from '../projection/circle-replica.ts';
import type { PacketDelivery, Subscription } from '../projection/subscription.ts';

/**
 * Milliseconds. A new return code renews the session of the browser that asked for it, and another
 * sign-in in the same browser replaces it; the new cookie comes with the answer and must arrive
 * before the browser connects again.
 */
const graceForNewCookie = 300;
/** Milliseconds. A person who asked to be forgotten gets the answer, also on a retry. */
const graceAfterForgetting = 10_000;

type CircleStep = Extract<CommittedEvent, { ledger: 'circle' }>['step'];

/**
 * Whether sessions may have ended. A sign-in alone looks at no other connection: each start adds one
 * session, so where fewer were added, some have gone.
 */
function hasEndedSessions({ before, after, commit }: CircleStep): boolean {
  if (before.sessions === after.sessions) return false;
  const started = commit.facts.filter(({ type }) => type === 'SessionStarted').length;
  return after.sessions.size < before.sessions.size + started;
}

export class SessionCloser<Line> implements CircleSubscriber {
  readonly subscriberName = 'session closer';
  readonly #replica: CircleReplica;
  readonly #subscriptions: ReadonlySet<Subscription<Line>>;
  readonly #delivery: Pick<PacketDelivery<Line>, 'close'>;
  #scheduled: NodeJS.Immediate | null = null;

  constructor(parts: {
    readonly replica: CircleReplica;
    readonly subscriptions: ReadonlySet<Subscription<Line>>;
    readonly delivery: Pick<PacketDelivery<Line>, 'close'>;
  }) {
    this.#replica = parts.replica;
    this.#subscriptions = parts.subscriptions;
    this.#delivery = parts.delivery;
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger === 'circle' && hasEndedSessions(step)) this.#schedule();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger === 'circle') this.#schedule();
  }

  /** At the end of this turn: by then all commits of a restarted log are applied. */
  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = null;
      this.#closeEndedSessions();
    });
  }

  #closeEndedSessions(): void {
    for (const each of [...this.#subscriptions]) {
      if (this.#replica.hasLiveSession(each.person, each.session)) continue;
      const grace = this.#graceFor(each);
      if (grace === 0) this.#delivery.close(each.line);
      else setTimeout(() => this.#delivery.close(each.line), grace).unref();
    }
  }

  #graceFor({ person, session }: Subscription<Line>): Millis {
    if (this.#replica.isForgotten(person)) return graceAfterForgetting;
    const ending = this.#replica.circle.state.endings.get(session);
    const comesBack = ending?.why === 'new-code' || ending?.why === 'replaced';
    return comesBack ? graceForNewCookie : 0;
  }
}
