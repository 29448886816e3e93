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
import { promised, replyWith } from '../ledger/command-reply.ts';
import { traceCommand } from '../ops/command-trace.ts';
import type { Subscription } from '../projection/subscription.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { ClientSocket } from './client-socket.ts';
import { RateLimits } from './rate-limits.ts';
import { RunningCommand, type RunningCommandParts } from './running-command.ts';

/** What the handlers of all connections share. */
export interface SocketHandlerParts extends RunningCommandParts {
  readonly limits: RateLimits;
  /** The clock that all nodes share (CON-2). */
  readonly now: () => Millis;
}

/** The person, session and device of one connection; its subscription is one. */
export type HandledDevice = Pick<Subscription<unknown>, 'person' | 'session' | 'device'>;

/** A client that waits for answers as long as it is connected. */
export interface WaitingClient {
  readonly connected: boolean;
}

/** Milliseconds. */
const catchUpRetryDelay = 200;
const tooSoonAnswer: CommandAnswer = { refused: 'too-soon' };

export class SocketHandler<Carrier = ClientSocket> {
  readonly #parts: SocketHandlerParts;
  readonly #circle: CircleRuntime<Carrier>;
  readonly #who: HandledDevice;
  readonly #client: WaitingClient;

  constructor(
    parts: SocketHandlerParts,
    circle: CircleRuntime<Carrier>,
    who: HandledDevice,
    client: WaitingClient,
  ) {
    this.#parts = parts;
    this.#circle = circle;
    this.#who = who;
    this.#client = client;
  }

  /** Answers when the command is durable and its effects are sent to this node's clients. */
  command(input: unknown): Promise<CommandAnswer> {
    return promised(({ resolve }) => this.runCommand(input, resolve));
  }

  /** The same without a promise: `answer` is called once, also within this call. */
  runCommand(input: unknown, answer: (answer: CommandAnswer) => void): void {
    const who = this.#who;
    const trace = traceCommand(input, () => ({
      ...this.#circle.ids,
      person: who.person,
      device: who.device,
    }));
    const running = new RunningCommand(this.#parts, trace, answer);
    const parsed = readCommand(input);
    if ('invalid' in parsed) {
      running.resolve(parsed);
      return;
    }
    running.name = parsed.command.do;
    try {
      this.#handle(parsed.id, parsed.command, running);
    } catch (error) {
      running.reject(error);
    }
  }

  /**
   * Answers with the time once everything that was durable at the call is sent to this node's
   * clients; null: no answer.
   */
  async sync(): Promise<Millis | null> {
    if (!(await this.#waitForQuota())) return null;
    await this.#catchUp();
    const circle = this.#circle;
    const who = this.#who;
    // A forgotten person gets the answer that it is done, and nothing else.
    const isAnswered = circle.hasLiveSession(who) || circle.isForgotten(who.person);
    return isAnswered ? this.#parts.now() : null;
  }

  /** The page before that message; null: no answer. */
  async earlierPage(before: unknown): Promise<EarlierPage | null> {
    const circle = this.#circle;
    if (!(await this.#waitForQuota()) || !circle.hasLiveSession(this.#who)) return null;
    return circle.earlierPage(this.#who.person, typeof before === 'string' ? before : '');
  }

  /** Whether the page of this connection is behind others (TRN-8). */
  async setPageHidden(subscription: Subscription<Carrier>, hidden: unknown): Promise<void> {
    if (typeof hidden === 'boolean' && this.#circle.hasLiveSession(subscription)) {
      this.#circle.setHidden(subscription, hidden);
    }
  }

  /** Sends the older items to the connection, then answers. */
  async loadOlderDesk(
    subscription: Subscription<Carrier>,
    name: unknown,
  ): Promise<{ more: boolean } | null> {
    if (!(await this.#waitForQuota())) return null;
    const list = deskListNames.find((each) => each === name);
    return { more: list !== undefined && this.#circle.loadOlderDesk(subscription, list) };
  }

  /** Retries while the store is unreachable: without an answer the client would wait for ever. */
  async #catchUp(): Promise<void> {
    while (this.#client.connected) {
      try {
        return await this.#circle.caughtUp();
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        await pause(catchUpRetryDelay, undefined, { ref: false });
      }
    }
  }

  #handle(id: string, command: ClientCommand, running: RunningCommand): void {
    const { limits } = this.#parts;
    const circle = this.#circle;
    const who = this.#who;
    const isExpired = () => running.isAnswered || !this.#client.connected;
    if (RateLimits.isQueued(command)) {
      // DSK-5: no limit drops it. When too many wait, the client asks again.
      this.#waitForQuota(command)
        .then((isAllowed) => {
          if (isAllowed) circle.handle(who, id, command, isExpired, running);
          else running.resolve({ unknown: true });
        })
        .catch((error: unknown) => running.reject(error));
    } else if (limits.allowCommand(who.person, command)) {
      circle.handle(who, id, command, isExpired, running);
    } else {
      // A retry of a processed command, whose answer was lost, is not refused.
      const answer = circle
        .hasProcessed(who.person, id)
        .then((isProcessed): CommandAnswer => (isProcessed ? { ok: true } : tooSoonAnswer));
      replyWith(answer, running);
    }
  }

  async #waitForQuota(command?: ClientCommand): Promise<boolean> {
    const wait = this.#parts.limits.queueDelay(this.#who.person, command);
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
