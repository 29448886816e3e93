/**
 * One connection: reads what it asks, hands it over, answers. Nothing that comes in here is
 * believed: shapes are checked, who it is comes from the handshake, and what they may do is
 * decided by the ledgers. Whatever goes wrong, a command is answered and nothing is thrown.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientCommand, Millis } from '@holdspace/core';
import { deskLists } from '@holdspace/core';
import type { CommandAnswer, Earlier } from '@holdspace/protocol';
import { commandId, parseCommand } from '@holdspace/protocol/commands';
import type { Watcher } from '../live/audience.ts';
import type { LiveCircle } from '../live/circle.ts';
import { StoreFault } from '../stores/port.ts';
import type { Line } from './fan-out.ts';
import { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';

export interface Conversation {
  readonly line: Line;
  readonly circle: LiveCircle<Line>;
  readonly watcher: Watcher<Line>;
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

export function converse(conversation: Conversation): void {
  const { line, circle, watcher, failed } = conversation;
  // Anything can come in under these names, so nothing is taken for what it should be.
  const on = (name: string, listen: (...heard: unknown[]) => Promise<void>) =>
    line.on(
      name as 'sync',
      ((...heard: unknown[]) => {
        listen(...heard).catch(failed);
      }) as never,
    );

  on('command', async (input, answer) => {
    if (typeof answer !== 'function') return;
    const { commands, answered } = conversation.metrics;
    const stop = answered.startTimer();
    const asked = commanded(conversation, input);
    conversation.underWay.add(asked);
    const result = await asked;
    conversation.underWay.delete(asked);
    stop();
    commands.inc({ answer: kindOf(result) });
    answer(result);
  });

  on('sync', async (answer) => {
    if (typeof answer !== 'function') return;
    if (!(await mayGoOn(conversation))) return;
    await settled(conversation);
    // Who was forgotten hears that it is done; there is nothing else for them here.
    if (circle.lives(watcher) || circle.isForgotten(watcher.person)) answer(conversation.now());
  });

  on('earlier', async (before, answer) => {
    if (typeof answer !== 'function') return;
    if (!(await mayGoOn(conversation)) || !circle.lives(watcher)) return;
    const page: Earlier = circle.earlier(watcher.person, typeof before === 'string' ? before : '');
    answer(page);
  });

  on('page', async (hidden) => {
    if (typeof hidden === 'boolean' && circle.lives(watcher)) circle.turnTo(watcher, hidden);
  });

  on('desk-earlier', async (name, answer) => {
    if (typeof answer !== 'function') return;
    if (!(await mayGoOn(conversation))) return;
    const list = deskLists.find((each) => each === name);
    // The older items are sent before this is answered.
    answer({ more: list !== undefined && circle.olderDesk(watcher, list) });
  });
}

/** What is out of reach is asked for again: a client that heard nothing would wait for ever. */
async function settled({ circle, line }: Conversation): Promise<void> {
  while (line.connected) {
    try {
      return await circle.settled();
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      await pause(settleAgainAfter, undefined, { ref: false });
    }
  }
}

async function commanded(conversation: Conversation, input: unknown): Promise<CommandAnswer> {
  const { circle, line, watcher, limits, failed } = conversation;
  const read = readCommand(input);
  if ('invalid' in read) return read;
  const { id, command } = read;
  const queues = Limits.waits(command);
  const tooSoon = !queues && !limits.take(watcher.person, command);
  const work = async (): Promise<CommandAnswer> => {
    // DSK-5: never dropped by a limit; when too many wait, the client asks again.
    if (queues && !(await mayGoOn(conversation, command))) return { unknown: true };
    // Done already, and asked again because the answer was lost: it must not be said to be refused.
    if (tooSoon) return (await circle.hasDone(watcher.person, id)) ? { ok: true } : tooSoonAnswer;
    return circle.ask(watcher, id, command, () => over || !line.connected);
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

const tooSoonAnswer: CommandAnswer = { refused: 'too-soon' };

async function mayGoOn(
  { limits, watcher }: Conversation,
  command?: ClientCommand,
): Promise<boolean> {
  const wait = limits.queue(watcher.person, command);
  if (wait === null) return false;
  if (wait > 0) await pause(wait, undefined, { ref: false });
  return true;
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
