/**
 * What one person asks over a connection, and what it is answered. Nothing that comes in here
 * is believed: shapes are checked, who it is comes from the handshake, and what they may do is
 * decided by the ledgers. Whatever goes wrong, a command is answered and nothing is thrown. It
 * is the same for every carrier: socket-handler.ts and streams.ts only bring it here.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientCommand, Millis } from '@holdspace/core';
import { deskLists } from '@holdspace/core';
import type { CommandAnswer, Earlier } from '@holdspace/protocol';
import { commandId, parseCommand } from '@holdspace/protocol/commands';
import type { Watcher } from '../live/audience.ts';
import type { LiveCircle } from '../live/circle.ts';
import { StoreFault } from '../stores/port.ts';
import { Limits } from './limits.ts';
import type { Line } from './line.ts';
import type { Metrics } from './metrics.ts';

export interface ConversationParts<Carrier> {
  readonly circle: LiveCircle<Carrier>;
  readonly who: Pick<Watcher<Carrier>, 'person' | 'session' | 'device'>;
  /** Whether nobody waits for an answer any more. */
  readonly isGone: () => boolean;
  readonly limits: Limits;
  readonly metrics: Metrics;
  /** Commands without an answer yet. */
  readonly underWay: Set<Promise<unknown>>;
  readonly failed: (error: unknown) => void;
  /** The clock that the store's nodes agree on (CON-2). */
  readonly now: () => Millis;
}

/** Shorter than a client's patience, so that it hears `unknown` from us. */
const deadline = 3000;
const settleAgainAfter = 200;
const tooSoonAnswer: CommandAnswer = { refused: 'too-soon' };

export class Conversation<Carrier = Line> {
  readonly #parts: ConversationParts<Carrier>;

  constructor(parts: ConversationParts<Carrier>) {
    this.#parts = parts;
  }

  /** Answers when it is durable and what follows from it has been sent on this node. */
  async command(input: unknown): Promise<CommandAnswer> {
    const { metrics, underWay } = this.#parts;
    const stop = metrics.answered.startTimer();
    const asked = this.#commanded(input);
    underWay.add(asked);
    const result = await asked;
    underWay.delete(asked);
    stop();
    metrics.commands.inc({ answer: kindOf(result) });
    return result;
  }

  /**
   * Answers with the time, when everything that was durable at the asking has been sent on this
   * node; null when it is not to be answered.
   */
  async sync(): Promise<Millis | null> {
    if (!(await this.#mayGoOn())) return null;
    await this.#settled();
    const { circle, who, now } = this.#parts;
    // Who was forgotten hears that it is done; there is nothing else for them here.
    return circle.lives(who) || circle.isForgotten(who.person) ? now() : null;
  }

  /** A page from before that message; null when it is not to be answered. */
  async earlier(before: unknown): Promise<Earlier | null> {
    const { circle, who } = this.#parts;
    if (!(await this.#mayGoOn()) || !circle.lives(who)) return null;
    return circle.earlier(who.person, typeof before === 'string' ? before : '');
  }

  /** Whether the page of this connection is in front (TRN-8). */
  async page(watcher: Watcher<Carrier>, hidden: unknown): Promise<null> {
    const { circle } = this.#parts;
    if (typeof hidden === 'boolean' && circle.lives(watcher)) circle.turnTo(watcher, hidden);
    return null;
  }

  /** The older items are sent to the connection before this is answered. */
  async deskEarlier(watcher: Watcher<Carrier>, name: unknown): Promise<{ more: boolean } | null> {
    if (!(await this.#mayGoOn())) return null;
    const list = deskLists.find((each) => each === name);
    return { more: list !== undefined && this.#parts.circle.olderDesk(watcher, list) };
  }

  /** What is out of reach is asked for again: a client that heard nothing would wait for ever. */
  async #settled(): Promise<void> {
    while (!this.#parts.isGone()) {
      try {
        return await this.#parts.circle.settled();
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        await pause(settleAgainAfter, undefined, { ref: false });
      }
    }
  }

  async #commanded(input: unknown): Promise<CommandAnswer> {
    const { circle, who, limits, failed, isGone } = this.#parts;
    const read = readCommand(input);
    if ('invalid' in read) return read;
    const { id, command } = read;
    const queues = Limits.waits(command);
    const tooSoon = !queues && !limits.take(who.person, command);
    const work = async (): Promise<CommandAnswer> => {
      // DSK-5: never dropped by a limit; when too many wait, the client asks again.
      if (queues && !(await this.#mayGoOn(command))) return { unknown: true };
      // Done already, and asked again because the answer was lost: it must not be said to be refused.
      if (tooSoon) return (await circle.hasDone(who.person, id)) ? { ok: true } : tooSoonAnswer;
      return circle.ask(who, id, command, () => over || isGone());
    };
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CommandAnswer>((resolve) => {
      timer = setTimeout(() => {
        over = true;
        resolve({ unknown: true });
      }, deadline);
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

  async #mayGoOn(command?: ClientCommand): Promise<boolean> {
    const { limits, who } = this.#parts;
    const wait = limits.queue(who.person, command);
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

const kindOf = (answer: CommandAnswer): string =>
  'refused' in answer ? answer.refused : (Object.keys(answer)[0] ?? 'unknown');
