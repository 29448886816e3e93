/**
 * Handles the requests of one connection, for every transport (socket-events.ts,
 * stream-server.ts). It trusts no input: it checks shapes, takes the person from the handshake,
 * and leaves permissions to the ledgers. A command is always answered and never throws.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientCommand, Millis } from '@holdspace/core';
import { deskListNames } from '@holdspace/core';
import type { CommandAnswer, EarlierPage } from '@holdspace/protocol';
import { commandId, parseCommand } from '@holdspace/protocol/commands';
import type { CircleRuntime } from '../circles/circle-runtime.ts';
import { outcomeOf, traceCommand } from '../ops/command-trace.ts';
import type { ReportError } from '../ops/log.ts';
import type { Subscription } from '../projection/subscription.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { ClientSocket } from './client-socket.ts';
import { RateLimits } from './rate-limits.ts';
import type { RealtimeMetrics } from './realtime-metrics.ts';

export interface SocketHandlerOptions<Carrier> {
  readonly circle: CircleRuntime<Carrier>;
  readonly who: Pick<Subscription<Carrier>, 'person' | 'session' | 'device'>;
  /** Whether the client has gone and waits for no answer. */
  readonly isGone: () => boolean;
  readonly limits: RateLimits;
  readonly metrics: RealtimeMetrics;
  /** Commands without an answer yet. */
  readonly inFlight: Set<Promise<unknown>>;
  readonly reportError: ReportError;
  /** The clock that all nodes share (CON-2). */
  readonly now: () => Millis;
}

/** Milliseconds. Shorter than the client's timeout, so that it gets `unknown` from the server. */
const commandDeadline = 3000;
const catchUpRetryDelay = 200;
const tooSoonAnswer: CommandAnswer = { refused: 'too-soon' };

export class SocketHandler<Carrier = ClientSocket> {
  readonly #options: SocketHandlerOptions<Carrier>;

  constructor(parts: SocketHandlerOptions<Carrier>) {
    this.#options = parts;
  }

  /** Answers when the command is durable and its effects are sent to this node's clients. */
  async command(input: unknown): Promise<CommandAnswer> {
    const { circle, who, metrics, inFlight } = this.#options;
    const stop = metrics.answered.startTimer();
    const trace = traceCommand(input, () => ({
      ...circle.ids,
      person: who.person,
      device: who.device,
    }));
    const running = this.#runCommand(input);
    inFlight.add(running);
    const answer = await running;
    inFlight.delete(running);
    stop();
    metrics.commands.inc({ answer: outcomeOf(answer) });
    trace(answer);
    return answer;
  }

  /**
   * Answers with the time once everything that was durable at the call is sent to this node's
   * clients; null: no answer.
   */
  async sync(): Promise<Millis | null> {
    if (!(await this.#waitForQuota())) return null;
    await this.#catchUp();
    const { circle, who, now } = this.#options;
    // A forgotten person gets the answer that it is done, and nothing else.
    return circle.hasLiveSession(who) || circle.isForgotten(who.person) ? now() : null;
  }

  /** The page before that message; null: no answer. */
  async earlierPage(before: unknown): Promise<EarlierPage | null> {
    const { circle, who } = this.#options;
    if (!(await this.#waitForQuota()) || !circle.hasLiveSession(who)) return null;
    return circle.earlierPage(who.person, typeof before === 'string' ? before : '');
  }

  /** Whether the page of this connection is behind others (TRN-8). */
  async setPageHidden(subscription: Subscription<Carrier>, hidden: unknown): Promise<void> {
    const { circle } = this.#options;
    if (typeof hidden === 'boolean' && circle.hasLiveSession(subscription)) {
      circle.setHidden(subscription, hidden);
    }
  }

  /** Sends the older items to the connection, then answers. */
  async loadOlderDesk(
    subscription: Subscription<Carrier>,
    name: unknown,
  ): Promise<{ more: boolean } | null> {
    if (!(await this.#waitForQuota())) return null;
    const list = deskListNames.find((each) => each === name);
    return { more: list !== undefined && this.#options.circle.loadOlderDesk(subscription, list) };
  }

  /** Retries while the store is unreachable: without an answer the client would wait for ever. */
  async #catchUp(): Promise<void> {
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
    const parsed = readCommand(input);
    if ('invalid' in parsed) return parsed;
    let isExpired = false;
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<CommandAnswer>((resolve) => {
      timer = setTimeout(() => {
        isExpired = true;
        resolve({ unknown: true });
      }, commandDeadline);
    });
    try {
      const { isGone } = this.#options;
      const answer = this.#handle(parsed.id, parsed.command, () => isExpired || isGone());
      return await Promise.race([answer, expired]);
    } catch (error) {
      this.#options.reportError(error, `handle command ${parsed.command.do}`);
      return { unknown: true };
    } finally {
      clearTimeout(timer);
    }
  }

  async #handle(
    id: string,
    command: ClientCommand,
    isExpired: () => boolean,
  ): Promise<CommandAnswer> {
    const { circle, who, limits } = this.#options;
    if (RateLimits.isQueued(command)) {
      // DSK-5: no limit drops it. When too many wait, the client asks again.
      if (!(await this.#waitForQuota(command))) return { unknown: true };
    } else if (!limits.allowCommand(who.person, command)) {
      // A retry of a processed command, whose answer was lost, is not refused.
      return (await circle.hasProcessed(who.person, id)) ? { ok: true } : tooSoonAnswer;
    }
    return circle.handle(who, id, command, isExpired);
  }

  async #waitForQuota(command?: ClientCommand): Promise<boolean> {
    const { limits, who } = this.#options;
    const wait = limits.queueDelay(who.person, command);
    if (wait === null) return false;
    if (wait > 0) await pause(wait, undefined, { ref: false });
    return true;
  }
}

/** `invalid` names the wrong field and what is expected. */
export function readCommand(
  input: unknown,
): { readonly id: string; readonly command: ClientCommand } | { readonly invalid: string } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { invalid: 'command: needs to be an object with `id`, `do` and its fields' };
  }
  const { id, ...rest } = input as Record<string, unknown>;
  const parsedId = commandId.safeParse(id);
  if (!parsedId.success) {
    return { invalid: 'id: needs 8 to 64 letters, digits, - or _, new for every intent' };
  }
  const parsed = parseCommand(rest);
  if (parsed.success) return { id: parsedId.data, command: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'command';
  return { invalid: `${where}: ${issue?.message ?? 'cannot be read'}`.slice(0, 500) };
}
