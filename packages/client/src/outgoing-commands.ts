/**
 * Sends what a person gives out: fills in which floor or turn they saw, remembers when and to what
 * it was written, shows their own words as pending. The queue and its retries are outbox.ts.
 */
import type { CommandAnswer, View, WireCommand } from '@holdspace/protocol';
import { isWireFloorCommand, isWireTurnCommand } from '@holdspace/protocol';
import { askInTime } from './ask-in-time.ts';
import type { CircleSnapshot } from './circle-connection.ts';
import type { WriteContext } from './lateness.ts';
import { lateness, waitingTimeOf, writeContextNow } from './lateness.ts';
import type { CommandAttempt, SendAnswer } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { fitsPacket } from './packet-size.ts';
import type { PendingMessages } from './pending-messages.ts';
import {
  addPending,
  applyAnswer,
  markAsking,
  markSending,
  messageContentOf,
  removePending,
} from './pending-messages.ts';
import { randomId } from './random.ts';
import type { Transport } from './websocket-transport.ts';

export interface OutgoingCommandsParts {
  readonly transport: Transport;
  readonly getSnapshot: () => CircleSnapshot;
  readonly update: (change: Partial<CircleSnapshot>) => void;
  /** No answer came in time: the connection is not to be trusted. */
  readonly onLate: () => void;
}

export class OutgoingCommands {
  readonly #parts: OutgoingCommandsParts;
  readonly outbox = new Outbox({
    onQueuedChange: (queued) => this.#parts.update({ queued }),
    latenessOf: (id) => lateness(this.#writeContextOf(id), this.#parts.getSnapshot().view),
    hasArrived: (id) => hasArrived(id, this.#writeContextOf(id), this.#parts.getSnapshot()),
    onLate: (id, why) => {
      const waited = waitingTimeOf(this.#writeContextOf(id));
      this.#updatePending((pending) => markAsking(pending, id, why, waited));
    },
  });
  /** When, and to what, commands without an answer were written. */
  readonly #writeContexts = new Map<string, WriteContext>();
  readonly #attemptTimers = new Set<ReturnType<typeof setTimeout>>();

  constructor(parts: OutgoingCommandsParts) {
    this.#parts = parts;
  }

  async send(command: WireCommand): Promise<SendAnswer> {
    const { view } = this.#parts.getSnapshot();
    const seen = withSeenPosition(command, view);
    const id = this.outbox.idOf(seen) ?? randomId();
    this.#writeContexts.set(id, writeContextNow(view));
    if (command.do === 'say') {
      this.#updatePending((pending) => addPending(pending, id, messageContentOf(command)));
    }
    const intent = { id, command: seen };
    // TXT-3: a packet that is too large is refused here, or the server would cut the line.
    const answer: SendAnswer = fitsPacket(intent)
      ? await this.outbox.add(intent)
      : { refused: 'too-long' };
    this.#writeContexts.delete(id);
    this.#updatePending((pending) => applyAnswer(pending, id, answer));
    return answer;
  }

  confirmPending(id: string): void {
    this.#updatePending((pending) => markSending(pending, id));
    this.outbox.release(id);
  }

  discardPending(id: string): void {
    this.#updatePending((pending) => removePending(pending, id));
    this.outbox.withdraw(id);
  }

  /** A connection is there: calls for help go. */
  open(): void {
    this.outbox.open(this.#attempt);
  }

  /** The connection is gone; `broke`: not by us. */
  pause(broke: boolean): void {
    this.outbox.pause(broke);
    for (const timer of this.#attemptTimers) clearTimeout(timer);
    this.#attemptTimers.clear();
  }

  #writeContextOf = (id: string): WriteContext =>
    this.#writeContexts.get(id) ?? writeContextNow(null);

  #attempt: CommandAttempt = ({ id, command }) =>
    askInTime<CommandAnswer | null>(
      (answer) => this.#parts.transport.command({ id, ...command }, answer),
      () => {
        this.#parts.onLate();
        return null;
      },
      this.#attemptTimers,
    );

  #updatePending(change: (pending: PendingMessages) => PendingMessages): void {
    this.#parts.update({ pending: change(this.#parts.getSnapshot().pending) });
  }
}

/** Facilitators say which floor they saw (RND-18), everyone which turn of theirs (TXT-5). */
function withSeenPosition(command: WireCommand, view: View | null): WireCommand {
  if (!view) return command;
  const { mine, turn, holder, offered } = view;
  if (mine.role === 'facilitator' && isWireFloorCommand(command))
    return { seen: mine.floor, ...command };
  const own = turn !== null && (holder === mine.person || offered === mine.person);
  return own && isWireTurnCommand(command) ? { turn, ...command } : command;
}

/** An answer was lost, and the words are in the circle: said by this person, since then. */
function hasArrived(
  id: string,
  { moment }: WriteContext,
  { pending, view }: CircleSnapshot,
): boolean {
  const words = pending.find((each) => each.id === id);
  const { timeline = [], mine } = view ?? {};
  const before = timeline.findIndex((each) => each.id === moment?.last);
  return timeline
    .slice(before + 1)
    .some(
      ({ by, text, note }) => by === mine?.person && text === words?.text && note === words.note,
    );
}
