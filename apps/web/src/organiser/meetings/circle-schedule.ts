/** When a circle meets, as its page for organisers shows it: the rhythm, its state and the next meetings. */
import type { CircleRhythmBody, MeetingBody } from '@holdspace/protocol';
import type { QueryState } from '../../lib/api/use-query.ts';
import { now } from '../../lib/time/now.ts';
import { useStaffQuery } from '../page/use-staff-query.ts';

/** Twelve weeks of a weekly circle, with some that were added. */
const shownAtMost = 20;
/** The state of a meeting and who carries it change without a press here; ms. */
const refreshInterval = 30_000;

export interface CircleSchedule {
  readonly rhythm: CircleRhythmBody;
  /** Those that are not over, the earliest first; the cancelled ones too. */
  readonly meetings: readonly MeetingBody[];
}

/** What each part of it gets. */
export interface CircleScheduleProps {
  readonly circle: string;
  readonly schedule: CircleSchedule;
  /** Loads it again. */
  readonly onChanged: () => void;
}

export function useCircleSchedule(
  circle: string,
): [QueryState<CircleSchedule>, reload: () => void] {
  return useStaffQuery(
    async (api) => {
      const from = new Date(now()).toISOString();
      const [rhythm, page] = await Promise.all([
        api.circleRhythm(circle),
        api.meetingPage(circle, { from, limit: shownAtMost }),
      ]);
      return { rhythm, meetings: page.items };
    },
    circle,
    refreshInterval,
  );
}

/** It can still be moved or cancelled. */
export const isChangeable = ({ state }: MeetingBody): boolean =>
  state === 'planned' || state === 'moved';
