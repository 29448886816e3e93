/** The meetings of a circle: planned by an organiser, ended by the meeting itself. */
import { earlierOf, refuse } from '../kernel.ts';
import type { Millis } from '../vocabulary.ts';
import { answeredIntentionSlots, withoutAnsweredIntentions } from './intention.ts';
import { withAttendance } from './retention.ts';
import { type CircleEvolvers, type CircleRules, organiserGuard } from './rule.ts';
import type { CircleState } from './state.ts';

/** A meeting that is past its end and has not ended is looked after this often. */
const overdueCheckInterval: Millis = 60 * 60 * 1000;

/**
 * When the meetings that have not ended are looked after next, beside their own deadlines: a fault
 * between two ledgers leaves a meeting without a ledger, or a meeting that is over and not ended
 * here. Null when all have ended.
 */
export function nextMeetingCheck(
  { meetings, settings }: Pick<CircleState, 'meetings' | 'settings'>,
  now: Millis,
): Millis | null {
  let next: Millis | null = null;
  for (const { start, end, ended } of meetings) {
    if (ended) continue;
    const times = [start - settings.doorsLead, start, end, now + overdueCheckInterval];
    next = earlierOf(next, times.find((time) => time > now) ?? null);
  }
  return next;
}

export const scheduleRules: CircleRules<'schedule' | 'end-meeting'> = {
  schedule: {
    may: organiserGuard,
    decide({ meeting, start, end }, { state }) {
      if (state.meetings.some((each) => each.meeting === meeting)) return [];
      return end > start
        ? [{ type: 'MeetingScheduled', meeting, start, end }]
        : refuse('bad-order');
    },
  },
  'end-meeting': {
    may: organiserGuard,
    decide(command, { state, now }) {
      const planned = state.meetings.find((each) => each.meeting === command.meeting);
      if (!planned) return refuse('not-here');
      if (planned.ended) return [];
      const erases = answeredIntentionSlots(state);
      const came = command.came?.filter((each) => state.members.has(each)) ?? [];
      const present = came.length > 0 ? { at: now, came } : {};
      const ended = { type: 'MeetingEnded', meeting: planned.meeting, ...present } as const;
      return [erases.length > 0 ? { ...ended, erases } : ended];
    },
  },
};

export const scheduleEvolvers: CircleEvolvers<'MeetingScheduled' | 'MeetingEnded'> = {
  MeetingScheduled: (state, { meeting, start, end }) => ({
    ...state,
    meetings: [...state.meetings, { meeting, start, end, ended: false }],
  }),
  MeetingEnded: (state, { meeting, came = [], at = 0 }) => ({
    ...state,
    meetings: state.meetings.map((each) =>
      each.meeting === meeting ? { ...each, ended: true } : each,
    ),
    members: withAttendance(withoutAnsweredIntentions(state.members), came, at),
  }),
};
