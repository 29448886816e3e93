/** How long the turn has lasted beside its soft length; facilitators only (TRN-5). */
import type { TurnPace } from '@holdspace/protocol';

export interface TurnDuration {
  /** Whole minutes so far. */
  readonly minutes: number;
  /** Whole minutes beyond the soft length, from 1; null while within it, or when there is none. */
  readonly over: number | null;
}

const minute = 60_000;

export function turnDuration({ soft, used, since }: TurnPace, now: number): TurnDuration {
  const length = used + (since === null ? 0 : Math.max(0, now - since));
  const beyond = soft === null ? 0 : length - soft;
  return {
    minutes: Math.floor(length / minute),
    over: beyond > 0 ? Math.max(1, Math.floor(beyond / minute)) : null,
  };
}
