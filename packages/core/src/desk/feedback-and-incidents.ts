/**
 * What a meeting leaves on the organiser's side of the desk: incidents, filed by the server
 * (FAC-5, FAC-6), and feedback (PHA-5), which names nobody and keeps no time or order by
 * which its author could be told.
 */
import type { Words } from '../kernel.ts';
import { oncePerSlices, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { MeetingId, Millis } from '../vocabulary.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskEvolvers, DeskRules, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';

export interface FeedbackEntry {
  readonly id: string;
  readonly meeting: MeetingId | null;
  readonly text: string;
}

const feedbackSlot = (feedback: string) => `feedback.${feedback}`;
const hourDuration = 60 * 60 * 1000;

/** The end of the hour that a moment is in. */
export const endOfHour = (at: Millis): Millis => Math.ceil(at / hourDuration) * hourDuration;

/** Feedback that waits for the end of its hour, outside the chain and in no order (PRV-11). */
export interface PendingFeedback {
  /** Tells nobody; the same one twice is one. */
  readonly id: string;
  readonly meeting: MeetingId | null;
  readonly hour: Millis;
  readonly text: string;
}

export const feedbackRules: DeskRules<'feedback'> = {
  feedback: {
    /** Judged here; it enters the ledger with all that was given in the same hour. */
    decide({ text }) {
      const wrong = textRefusal(text);
      return wrong ? refuse(wrong) : [];
    },
  },
};

export const feedbackSystemRules: DeskSystemRules<'collect-feedback'> = {
  /** All at once, by ids that say nothing of their order. */
  'collect-feedback'({ feedback: known }, { given }) {
    if (given.length === 0) return [];
    const fresh = given
      .filter(({ id }) => !known.some((each) => each.id === id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return [
      ...fresh.map(({ id: feedback, meeting, hour, text }) => {
        const words = { [feedbackSlot(feedback)]: text };
        return { type: 'FeedbackGiven', feedback, meeting, hour, words } as const;
      }),
      { type: 'FeedbackCollected', takes: given.map(({ id }) => id) },
    ];
  },
};

export const incidentSystemRules: DeskSystemRules<'file-incident'> = {
  'file-incident'(state, { what, meeting, at }) {
    const known = state.incidents.some((each) => each.what === what && each.meeting === meeting);
    return known ? [] : [{ type: 'IncidentFiled', what, meeting, at }];
  },
};

export const feedbackAndIncidentEvolvers: DeskEvolvers<
  'IncidentFiled' | 'FeedbackGiven' | 'FeedbackCollected'
> = {
  FeedbackCollected: (state) => state,
  IncidentFiled: (state, { what, meeting, at }) => ({
    ...state,
    incidents: [...state.incidents, { what, meeting, at }],
  }),
  // Sorted by an id that was drawn: the order of arrival tells authors apart.
  FeedbackGiven: (state, { feedback: id, meeting, hour }) => ({
    ...state,
    feedback: [...state.feedback, { id, meeting, hour }].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }),
};

/** Of all that was ever given what is not erased yet. */
const keptFeedback = oncePerSlices(
  ['feedback', 'erased'],
  ({ feedback, erased }: Pick<DeskState, 'feedback' | 'erased'>) =>
    feedback.filter(({ id }) => !erased.has(feedbackSlot(id))),
);

export const feedbackOf = (state: DeskState, words: Words): FeedbackEntry[] =>
  keptFeedback(state).map(({ id, meeting }) => ({
    id,
    meeting,
    text: words.get(feedbackSlot(id)) ?? '',
  }));

export const retainedFeedback = (state: DeskState): RetainedWords[] =>
  keptFeedback(state).map(({ id, hour }) => ({
    slotPrefix: feedbackSlot(id),
    since: hour,
    slots: () => [feedbackSlot(id)],
  }));
