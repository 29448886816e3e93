/**
 * The draft of a new circle as it is typed, and the request it becomes. The draft stays in this
 * tab until the circle is open.
 */
import type { NewCircleRequest } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import type { ChosenKit } from '../kits/chosen-kit.ts';
import { isCardCount, maxCards } from '../links/card-labels.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { draftStart, nextQuarterHour, toScheduleDraft } from '../schedule/date-inputs.ts';
import {
  emptyRhythmDraft,
  type RhythmDraft,
  rhythmGaps,
  toRhythm,
} from '../schedule/rhythm-draft.ts';
import type { ClauseDraft } from './agreements-field.tsx';
import type { CircleSettingsDraft } from './circle-settings-draft.ts';
import { defaultSettingsDraft, toSettings } from './circle-settings-draft.ts';

export type NewCircleStep = 'about' | 'when' | 'who';
export const newCircleSteps = ['about', 'when', 'who'] as const satisfies readonly NewCircleStep[];

/** Whether it meets again by itself. */
export type CircleRepeats = RhythmDraft['every'] | 'once';
/** One invitation for all, or a card for each person. */
export type InvitationKind = 'link' | 'cards';

export interface CircleDraft extends CircleSettingsDraft {
  readonly step: NewCircleStep;
  /** The same at each try, so that a lost answer opens no second circle. */
  readonly press: string;
  readonly name: string;
  readonly purpose: string;
  readonly agreements: readonly ClauseDraft[];
  /** The kit that it started from. */
  readonly kit: ChosenKit | null;
  readonly repeats: CircleRepeats;
  /** `2026-05-12` and `18:30`, in the organiser's own zone, for a circle that meets once. */
  readonly date: string;
  readonly time: string;
  readonly rhythm: RhythmDraft;
  /** Ids of staff who will look after it. */
  readonly facilitators: readonly string[];
  readonly invite: InvitationKind;
  /** How many cards, as it is typed. */
  readonly cards: string;
}

export const emptyCircleDraft = (
  agreements: readonly ClauseDraft[],
  press: string,
): CircleDraft => {
  const { date, time } = toScheduleDraft(nextQuarterHour(), 75);
  return {
    ...{ step: 'about', press, name: '', purpose: '', agreements, kit: null },
    ...{ repeats: 'week', date, time, rhythm: emptyRhythmDraft() },
    ...{ facilitators: [], invite: 'link', cards: '8' },
    ...defaultSettingsDraft,
  };
};

/** Empty fields are sent as they are; the server answers with an error for each field. */
export const toNewCircleRequest = (draft: CircleDraft): NewCircleRequest => {
  const rhythm = draft.repeats === 'once' ? null : toRhythm(draft.rhythm);
  const agreements = draft.agreements
    .map(({ text, safety }) => ({ text: text.trim(), safety: safety === true }))
    .filter(({ text }) => text !== '');
  return {
    id: draft.press,
    name: draft.name.trim(),
    purpose: draft.purpose.trim(),
    agreements,
    ...(draft.kit && { kit: draft.kit.kit }),
    ...(rhythm === null ? { start: draftStart(draft)?.toISOString() ?? '' } : { rhythm }),
    minutes: Number(draft.rhythm.minutes),
    settings: toSettings(draft),
  };
};

/** What is missing in a step before one can go on, by field. */
export function stepGaps(draft: CircleDraft): FieldErrors {
  if (draft.step === 'about' && draft.name.trim() === '') {
    return { name: t`Give the circle a name that people will recognise.` };
  }
  if (draft.step === 'when') {
    if (draft.repeats !== 'once') return rhythmGaps(draft.rhythm);
    return draftStart(draft) ? {} : { start: t`Choose a day and a time.` };
  }
  if (draft.step === 'who' && draft.invite === 'cards' && !isCardCount(draft.cards)) {
    return { cards: t`Write a number from 1 to ${maxCards}.` };
  }
  return {};
}

/** The step of the form that has this field of the request. */
export function stepOfField(field: string): NewCircleStep {
  if (field === 'start' || field === 'minutes' || field.startsWith('rhythm')) return 'when';
  return field.startsWith('settings') ? 'who' : 'about';
}
