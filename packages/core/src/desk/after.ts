/**
 * What a meeting leaves on the organiser's side of the desk: incidents, filed by the server
 * (FAC-5, FAC-6), and feedback (PHA-5), which names nobody and keeps no time or order by
 * which its author could be told.
 */
import type { Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { unfitText } from '../text.ts';
import type { MeetingId } from '../vocabulary.ts';
import type { Evolvers, Rules, SystemRules } from './rule.ts';
import { members } from './rule.ts';
import type { DeskState } from './state.ts';

export interface Feedback {
  readonly id: string;
  readonly meeting: MeetingId | null;
  readonly text: string;
}

const slot = (feedback: string) => `feedback.${feedback}`;

export const feedbackRules: Rules<'feedback'> = {
  feedback: {
    may: members,
    decide({ text, meeting }, { draw }) {
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const feedback = draw.id<string>('f');
      return [{ type: 'FeedbackGiven', feedback, meeting, words: { [slot(feedback)]: text } }];
    },
  },
};

export const incidentSystemRules: SystemRules<'file-incident'> = {
  'file-incident'(state, { what, meeting, at }) {
    const known = state.incidents.some((each) => each.what === what && each.meeting === meeting);
    return known ? [] : [{ type: 'IncidentFiled', what, meeting, at }];
  },
};

export const afterEvolvers: Evolvers<'IncidentFiled' | 'FeedbackGiven'> = {
  IncidentFiled: (state, { what, meeting, at }) => ({
    ...state,
    incidents: [...state.incidents, { what, meeting, at }],
  }),
  // Sorted by an id that was drawn: the order of arrival tells authors apart.
  FeedbackGiven: (state, { feedback: id, meeting }) => ({
    ...state,
    feedback: [...state.feedback, { id, meeting }].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }),
};

export const feedbackOf = (state: DeskState, words: Words): Feedback[] =>
  state.feedback.map((each) => ({ ...each, text: words.get(slot(each.id)) ?? '' }));
