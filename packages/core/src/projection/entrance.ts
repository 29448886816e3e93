/**
 * How a person would come in now (WAY-2, LIM-1), shown on the card before they press: by
 * themselves or let in by a facilitator, to a seat or listening. It tells no number, and nothing
 * at all to a person who is out or excluded.
 */
import { listensFirst } from '../meeting/seat-queue.ts';
import { seatsLeft } from '../meeting/seats.ts';
import type { MeetingState } from '../meeting/state.ts';
import type { CircleSettings } from '../settings.ts';
import type { Standing } from '../standing.ts';
import type { Millis } from '../vocabulary.ts';
import type { CardViewer } from './circle-card.ts';

export interface Entrance {
  /** They come in by themselves; else a facilitator lets them in (PHA-2). */
  readonly byThemselves: boolean;
  /** All seats to share are taken; listening is open (FLR-7). */
  readonly isFull: boolean;
  /** Who wants to share listens first, and gets a seat when one is free (RHY-6). */
  readonly listensFirst?: true;
  /** A facilitator locked the meeting to newcomers. */
  readonly isLocked: boolean;
}

interface EntranceFacts {
  /** Those of the circle; a meeting keeps those that it was planned with. */
  readonly settings: CircleSettings;
  readonly meeting: MeetingState | null;
  /** Null for an invited person who has not joined. */
  readonly standing: Standing | null;
  /** Whether the next person who joins gets a seat by the list; absent where there is none. */
  readonly newcomerHasSeat?: boolean | undefined;
  readonly now: Millis;
}

export function entranceOf(
  viewer: CardViewer,
  { settings, meeting, standing, newcomerHasSeat, now }: EntranceFacts,
): Entrance | null {
  if (viewer === 'out' || viewer === 'excluded') return null;
  if (viewer === 'organiser' || standing?.role === 'facilitator') {
    return { byThemselves: true, isFull: false, isLocked: false };
  }
  const { admit } = meeting?.settings ?? settings;
  const hasSeat = standing ? standing.hasSeat : newcomerHasSeat;
  const who = standing?.person;
  const waits = meeting !== null && listensFirst({ state: meeting, hasSeat, now, who }, 'sharer');
  const wasIn = standing !== null && (meeting?.people.get(standing.person)?.from ?? null) !== null;
  return {
    byThemselves: wasIn || admit === 'everyone' || (admit === 'members' && !!standing?.known),
    // A newcomer knows of no list yet: to them the seats are taken.
    isFull:
      hasSeat === undefined
        ? meeting !== null && seatsLeft(meeting, who) === 0
        : waits && !standing,
    ...(waits && standing ? { listensFirst: true as const } : {}),
    isLocked: meeting?.locked === true && !wasIn,
  };
}
