/**
 * Soft time (TRN-5): how long a turn has been held, with the time away left out. Time never
 * cuts text; it only leads to a private note to the holder.
 */
import type { Millis } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingState, Turn } from './state.ts';

/** The clock of a turn stands still. */
export const withClockStopped = (turn: Turn, at: Millis): Turn =>
  turn.runningSince === null
    ? turn
    : { ...turn, used: turn.used + at - turn.runningSince, runningSince: null };

type TurnAndSettings = Pick<MeetingState, 'turn' | 'settings'>;

/** When the holder gets the next note about the soft length; null when never. */
export function nextTurnNoteAt({ turn, settings }: TurnAndSettings): Millis | null {
  if (settings.turn === null || turn?.state !== 'held' || turn.runningSince === null) return null;
  if (turn.noted === 100) return null;
  const share = turn.noted === 0 ? 80 : 100;
  return turn.runningSince + (settings.turn * share) / 100 - turn.used;
}

/** A holder who missed the note at 80 gets the one at 100. */
export function turnNotes({ turn, settings }: TurnAndSettings, now: Millis): MeetingEvent[] {
  if (!turn || settings.turn === null) return [];
  const share = withClockStopped(turn, now).used >= settings.turn ? 100 : 80;
  return [{ type: 'TurnNoted', turn: turn.id, share }];
}
