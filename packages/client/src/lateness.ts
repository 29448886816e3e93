/**
 * Whether a command was written for another moment than the one in which it would be sent
 * (TXT-5). What happens to it then is in the catalogue of commands (`whenLate`).
 */
import type { MessageId, View } from '@holdspace/protocol';
import { serverClock } from './clock.ts';

/** After this long without an answer, in ms. */
export const askUserAfter = 2 * 60_000;

/** What a circle was doing when something was written. */
export interface CircleMoment extends Pick<View, 'start' | 'round' | 'turn' | 'respondTo'> {
  /** The last message; null when there was none. */
  readonly last: MessageId | null;
}

/** `waited`: for two minutes; `moved-on`: the turn or the round is another one. */
export type LateReason = 'waited' | 'moved-on';

export interface WriteContext {
  /** By the clock of the device, and by the one that nobody sets, in ms: a phone may sleep. */
  readonly at: number;
  readonly ticks: number;
  /** Null before anything was seen of the circle. */
  readonly moment: CircleMoment | null;
}

function circleMomentOf(view: View): CircleMoment {
  const { start, round, turn, respondTo, timeline } = view;
  return { start, round, turn, respondTo, last: timeline.at(-1)?.id ?? null };
}

const deviceTime = (): number => serverClock.gap() + performance.now();

export const writeContextNow = (view: View | null): WriteContext => ({
  at: deviceTime(),
  ticks: performance.now(),
  moment: view && circleMomentOf(view),
});

/** How long ago that was, in ms. */
export const waitingTimeOf = ({ at, ticks }: WriteContext): number =>
  Math.max(deviceTime() - at, performance.now() - ticks);

/** Null while it may go by itself. */
export function lateness(written: WriteContext, now: View | null): LateReason | null {
  const { moment } = written;
  if (waitingTimeOf(written) >= askUserAfter) return 'waited';
  if (!moment || !now) return null;
  const { start, round, turn, respondTo } = moment;
  const same =
    start === now.start && round === now.round && turn === now.turn && respondTo === now.respondTo;
  return same ? null : 'moved-on';
}
