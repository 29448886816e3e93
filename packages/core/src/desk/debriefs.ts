/**
 * What carers talk over after a meeting that was hard (CVR-5): with a call for help, a removal or an
 * exclusion. It belongs to those who said yes to it, to nobody else, organisers included; it is erased
 * with what else the desk keeps. They are named by their identity in the house.
 */
import type { Receipt } from '../desk-items.ts';
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskEvolvers, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';

export interface DebriefFacts {
  readonly meeting: MeetingId;
  /** Who said yes, in this order. */
  readonly staff: readonly PersonId[];
  /** When the first of them did. */
  readonly at: Millis;
  readonly entries: readonly { readonly by: PersonId; readonly at: Millis }[];
}

export interface DebriefText {
  readonly by: PersonId;
  readonly at: Millis;
  readonly text: string;
}

/** So many texts belong to one at most. */
export const maxDebriefEntries = 300;

const debriefPrefix = (meeting: MeetingId): Slot => `debrief.${meeting}`;
const debriefSlot = (meeting: MeetingId, entry: number): Slot =>
  `${debriefPrefix(meeting)}.${entry}`;

const debriefOf = ({ debriefs }: Pick<DeskState, 'debriefs'>, meeting: MeetingId) =>
  debriefs.find((each) => each.meeting === meeting);

const isErased = ({ erased }: Pick<DeskState, 'erased'>, meeting: MeetingId): boolean =>
  erased.has(debriefPrefix(meeting));

/** The server has asked whether they may. */
export const debriefSystemRules: DeskSystemRules<'join-debrief' | 'write-debrief'> = {
  /** Refusal: `closed` once it is erased. */
  'join-debrief'(state, { meeting, staff }, at) {
    if (isErased(state, meeting)) return refuse('closed');
    const isIn = debriefOf(state, meeting)?.staff.includes(staff);
    return isIn ? [] : [{ type: 'DebriefJoined', meeting, staff, at }];
  },
  /**
   * Refusals: `not-here` for who did not say yes; `closed` once it is erased; `full`; `empty`,
   * `too-long`.
   */
  'write-debrief'(state, { meeting, staff, text }, at) {
    const debrief = debriefOf(state, meeting);
    if (!debrief?.staff.includes(staff)) return refuse('not-here');
    if (isErased(state, meeting)) return refuse('closed');
    const wrong = textRefusal(text);
    if (wrong) return refuse(wrong);
    const entry = debrief.entries.length;
    if (entry >= maxDebriefEntries) return refuse('full');
    const words = { [debriefSlot(meeting, entry)]: text };
    return [{ type: 'DebriefWritten', meeting, entry, by: staff, at, words }];
  },
};

export const debriefEvolvers: DeskEvolvers<'DebriefJoined' | 'DebriefWritten'> = {
  DebriefJoined(state, { meeting, staff, at }) {
    const known = debriefOf(state, meeting);
    const debriefs = known
      ? state.debriefs.map((each) =>
          each === known ? { ...each, staff: [...each.staff, staff] } : each,
        )
      : [...state.debriefs, { meeting, staff: [staff], at, entries: [] }];
    return { ...state, debriefs };
  },
  DebriefWritten: (state, { meeting, by, at }) => ({
    ...state,
    debriefs: state.debriefs.map((each) =>
      each.meeting === meeting ? { ...each, entries: [...each.entries, { by, at }] } : each,
    ),
  }),
};

/** Null for who did not say yes to it. */
export function debriefFor(
  state: DeskState,
  words: Words,
  meeting: MeetingId,
  staff: PersonId,
): (Omit<DebriefFacts, 'entries'> & { readonly entries: readonly DebriefText[] }) | null {
  const debrief = debriefOf(state, meeting);
  if (!debrief?.staff.includes(staff)) return null;
  const texts = debrief.entries.map((entry, n) => ({
    ...entry,
    text: words.get(debriefSlot(meeting, n)) ?? '',
  }));
  return { ...debrief, entries: isErased(state, meeting) ? [] : texts };
}

/** Whether this debrief is over: its words are erased. */
export const isDebriefOver = (state: Pick<DeskState, 'erased'>, meeting: MeetingId): boolean =>
  isErased(state, meeting);

/** Where the texts of this member of the staff stand that can still be read (PRV-4). */
const ownEntries = ({ debriefs, erased }: DeskState, staff: PersonId, only: MeetingId | null) =>
  debriefs
    .filter(({ meeting }) => !erased.has(debriefPrefix(meeting)))
    .filter(({ meeting }) => only === null || meeting === only)
    .flatMap(({ meeting, entries }) =>
      entries.map(({ by, at }, n) => ({ by, at, slot: debriefSlot(meeting, n) })),
    )
    .filter(({ by, slot }) => by === staff && !erased.has(slot));

/** For their erasure; that something was written stays. `meeting`: there alone. */
export const ownDebriefSlots = (
  state: DeskState,
  staff: PersonId,
  meeting: MeetingId | null = null,
): Slot[] => ownEntries(state, staff, meeting).map(({ slot }) => slot);

/** For their export, oldest meeting first. */
export const ownDebriefTexts = (
  state: DeskState,
  words: Words,
  staff: PersonId,
): { readonly at: Millis; readonly text: string }[] =>
  ownEntries(state, staff, null).flatMap(({ at, slot }) => {
    const text = words.get(slot);
    return text === undefined ? [] : [{ at, text }];
  });

export const retainedDebriefs = ({ debriefs }: DeskState): RetainedWords[] =>
  debriefs.map(({ meeting, at, entries }) => ({
    slotPrefix: debriefPrefix(meeting),
    since: entries.at(-1)?.at ?? at,
    slots: () => entries.map((_, n) => debriefSlot(meeting, n)),
  }));

const hardReceipts: readonly Receipt['kind'][] = ['remove', 'exclude', 'exclude-everywhere'];

/** Whether there was a call for help, a removal or an exclusion in this time (CVR-5). */
export function wasHard(
  { threads, receipts }: Pick<DeskState, 'threads' | 'receipts'>,
  { from, to }: { readonly from: Millis; readonly to: Millis },
): boolean {
  const isThen = (at: Millis) => at >= from && at <= to;
  return (
    threads.some(
      ({ kind, by, entries }) =>
        kind === 'help' && entries.some((entry) => entry.by === by && isThen(entry.at)),
    ) || receipts.some(({ kind, at }) => hardReceipts.includes(kind) && isThen(at))
  );
}
