/**
 * Whether a command is for another moment than the one in which it would go out (TXT-5). Words
 * are asked about; most acts are given back undone. What people ask of the desk, and what takes
 * words or themselves away, is right at any time and always goes.
 */
import type { MessageId, View, WireCommand } from '@holdspace/protocol';
import { isKept } from '@holdspace/protocol';
import { serverClock } from './clock.ts';

/** After this long without an answer, in ms. */
export const askAfter = 2 * 60_000;

/** What a circle was doing when something was written. */
export interface Moment extends Pick<View, 'start' | 'round' | 'turn' | 'respondTo'> {
  /** The last message; null when there was none. */
  readonly last: MessageId | null;
}

/** `waited`: for two minutes; `moved-on`: the turn or the round is another one. */
export type Late = 'waited' | 'moved-on';

export interface Written {
  /** By the clock of the device, and by the one that nobody sets, in ms: a phone may sleep. */
  readonly at: number;
  readonly ticks: number;
  /** Null before anything was seen of the circle. */
  readonly moment: Moment | null;
}

function momentOf(view: View): Moment {
  const { start, round, turn, respondTo, timeline } = view;
  return { start, round, turn, respondTo, last: timeline.at(-1)?.id ?? null };
}

const deviceTime = (): number => serverClock.gap() + performance.now();

export const writtenNow = (view: View | null): Written => ({
  at: deviceTime(),
  ticks: performance.now(),
  moment: view && momentOf(view),
});

const always: ReadonlySet<WireCommand['do']> = new Set([
  ...(['join', 'come-back', 'write-here', 'leave', 'step-out'] as const),
  ...(['hide', 'unhide', 'take-back', 'redact', 'lower-hand', 'see'] as const),
  ...(['intend', 'intention', 'export-mine', 'erase-mine', 'forget-me'] as const),
]);

/** `ask`: its person is asked; `drop`: it is given back undone; `always`: it goes whenever it can. */
export const whenLate = (command: WireCommand): 'ask' | 'drop' | 'always' => {
  if (command.do === 'say') return 'ask';
  return isKept(command) || always.has(command.do) ? 'always' : 'drop';
};

/** How long ago that was, in ms. */
export const waitedFor = ({ at, ticks }: Written): number =>
  Math.max(deviceTime() - at, performance.now() - ticks);

/** Null while it may go by itself. */
export function lateness(written: Written, now: View | null): Late | null {
  const { moment } = written;
  if (waitedFor(written) >= askAfter) return 'waited';
  if (!moment || !now) return null;
  const { start, round, turn, respondTo } = moment;
  const same =
    start === now.start && round === now.round && turn === now.turn && respondTo === now.respondTo;
  return same ? null : 'moved-on';
}
