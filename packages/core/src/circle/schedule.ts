/** The meetings of a circle: planned by an organiser, ended by the meeting itself. */
import { refuse } from '../kernel.ts';
import { answeredIntentionSlots, withoutAnsweredIntentions } from './intention.ts';
import { withAttendance } from './retention.ts';
import { type CircleEvolvers, type CircleRules, organiserGuard } from './rule.ts';

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
