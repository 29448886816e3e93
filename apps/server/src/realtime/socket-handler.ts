/**
 * What one person asks over a connection, and what it is answered. Nothing that comes in here
 * is believed: shapes are checked, who it is comes from the handshake, and what they may do is
 * decided by the ledgers. Whatever goes wrong, a command is answered and nothing is thrown. It
 * is the same for every carrier: socket-handler.ts and streams.ts only bring it here.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientCommand, Millis } from '@holdspace/core';
import { deskListNames } from '@holdspace/core';
import type { CommandAnswer, EarlierPage } from '@holdspace/protocol';
import { commandId, parseCommand } from '@holdspace/protocol/commands';
import type { CircleRuntime } from '../circles/circle-runtime.ts';
import { outcomeOf, traceCommand } from '../ops/command-trace.ts';
import type { Subscription } from '../projection/broadcaster.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { ClientSocket } from './client-socket.ts';
import { RateLimits } from './rate-limits.ts';
import type { RealtimeMetrics } from './realtime-metrics.ts';

export interface SocketHandlerOptions<Carrier> {
  readonly circle: CircleRuntime<Carrier>;
  readonly who: Pick<Subscription<Carrier>, 'person' | 'session' | 'device'>;
  /** Whether nobody waits for an answer any more. */
  readonly isGone: () => boolean;
  readonly limits: RateLimits;
  readonly metrics: RealtimeMetrics;
  /** Commands without an answer yet. */
  readonly inFlight: Set<Promise<unknown>>;
  readonly failed: (error: unknown) => void;
  /** The clock that the store's nodes agree on (CON-2). */
  readonly now: () => Millis;
}

/** Shorter than a client's patience, so that it hears `unknown` from us. */
const commandDeadline = 3000;
const catchUpRetryDelay = 200;
const tooSoonAnswer: CommandAnswer = { refused: 'too-soon' };

export class SocketHandler<Carrier = ClientSocket> {
  readonly #options: SocketHandlerOptions<Carrier>;

  constructor(parts: SocketHandlerOptions<Carrier>) {
    this.#options = parts;
  }

  /** Answers when it is durable and what follows from it has been sent on this node. */
  async command(input: unknown): Promise<CommandAnswer> {
    const { circle, who, metrics, inFlight: underWay } = this.#options;
    const stop = metrics.answered.startTimer();
    const trace = traceCommand(input, () => ({
      ...circle.ids,
      person: who.person,
      device: who.device,
    }));
    const asked = this.#runCommand(input);
    underWay.add(asked);
    const result = await asked;
    underWay.delete(asked);
    stop();
    metrics.commands.inc({ answer: outcomeOf(result) });
    trace(result);
    return result;
  }

  /**
   * Answers with the time, when everything that was durable at the asking has been sent on this
   * node; null when it is not to be answered.
   */
  async sync(): Promise<Millis | null> {
    if (!(await this.#waitForQuota())) return null;
    await this.#caughtUp();
    const { circle, who, now } = this.#options;
    // Who was forgotten hears that it is done; there is nothing else for them here.
    return circle.hasLiveSession(who) || circle.isForgotten(who.person) ? now() : null;
  }

  /** A page from before that message; null when it is not to be answered. */
  async earlierPage(before: unknown): Promise<EarlierPage | null> {
    const { circle, who } = this.#options;
    if (!(await this.#waitForQuota()) || !circle.hasLiveSession(who)) return null;
    return circle.earlierPage(who.person, typeof before === 'string' ? before : '');
  }

  /** Whether the page of this connection is in front (TRN-8). */
  async setPageHidden(watcher: Subscription<Carrier>, hidden: unknown): Promise<null> {
    const { circle } = this.#options;
    if (typeof hidden === 'boolean' && circle.hasLiveSession(watcher))
      circle.setHidden(watcher, hidden);
    return null;
  }

  /** The older items are sent to the connection before this is answered. */
  async loadOlderDesk(
    watcher: Subscription<Carrier>,
    name: unknown,
  ): Promise<{ more: boolean } | null> {
    if (!(await this.#waitForQuota())) return null;
    const list = deskListNames.find((each) => each === name);
    return { more: list !== undefined && this.#options.circle.loadOlderDesk(watcher, list) };
  }

  /** What is out of reach is asked for again: a client that heard nothing would wait for ever. */
  async #caughtUp(): Promise<void> {
    while (!this.#options.isGone()) {
      try {
        return await this.#options.circle.caughtUp();
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        await pause(catchUpRetryDelay, undefined, { ref: false });
      }
    }
  }

  async #runCommand(input: unknown): Promise<CommandAnswer> {
    const { circle, who, limits, failed, isGone } = this.#options;
    const read = readCommand(input);
    if ('invalid' in read) return read;
    const { id, command } = read;
    const queues = RateLimits.isQueued(command);
    const tooSoon = !queues && !limits.allowCommand(who.person, command);
    const work = async (): Promise<CommandAnswer> => {
      // DSK-5: never dropped by a limit; when too many wait, the client asks again.
      if (queues && !(await this.#waitForQuota(command))) return { unknown: true };
      // Done already, and asked again because the answer was lost: it must not be said to be refused.
      if (tooSoon)
        return (await circle.hasProcessed(who.person, id)) ? { ok: true } : tooSoonAnswer;
      return circle.handle(who, id, command, () => over || isGone());
    };
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CommandAnswer>((resolve) => {
      timer = setTimeout(() => {
        over = true;
        resolve({ unknown: true });
      }, commandDeadline);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      failed(error);
      return { unknown: true };
    } finally {
      clearTimeout(timer);
    }
  }

  async #waitForQuota(command?: ClientCommand): Promise<boolean> {
    const { limits, who } = this.#options;
    const wait = limits.queueDelay(who.person, command);
    if (wait === null) return false;
    if (wait > 0) await pause(wait, undefined, { ref: false });
    return true;
  }
}

/** `invalid` names what is wrong and what would be right. */
export function readCommand(
  input: unknown,
): { readonly id: string; readonly command: ClientCommand } | { readonly invalid: string } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { invalid: 'command: needs to be an object with `id`, `do` and its fields' };
  }
  const { id, ...rest } = input as Record<string, unknown>;
  const known = commandId.safeParse(id);
  if (!known.success) {
    return { invalid: 'id: needs 8 to 64 letters, digits, - or _, new for every intent' };
  }
  const parsed = parseCommand(rest);
  if (parsed.success) return { id: known.data, command: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'command';
  return { invalid: `${where}: ${issue?.message ?? 'cannot be read'}`.slice(0, 500) };
}
