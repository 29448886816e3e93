/** What facilitators say among themselves (DSK-3): theirs alone, not even the organisers'. */

import type { BackChannelEntry } from '../desk-items.ts';
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { jsonByteLength } from '../measure.ts';
import { textRefusal } from '../text.ts';
import type { PersonId } from '../vocabulary.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskEvolvers, DeskRules } from './rule.ts';
import type { DeskState } from './state.ts';

type KeptState = Pick<DeskState, 'backChannel' | 'erased'>;

const backChannelPrefix = (entry: number) => `back.${entry}`;
const backChannelSlot = (entry: number, what: 'text' | 'name') =>
  `${backChannelPrefix(entry)}.${what}`;

export const backChannelRules: DeskRules<'back-channel'> = {
  'back-channel': {
    decide({ text, debrief, meeting }, { state, who: by, name, now: at }) {
      const wrong = textRefusal(text);
      if (wrong) return refuse(wrong);
      const entry = state.backChannel.length;
      const words = {
        [backChannelSlot(entry, 'text')]: text,
        [backChannelSlot(entry, 'name')]: name,
      };
      const about = debrief ? { debrief: meeting } : {};
      const bytes = jsonByteLength(text);
      return [{ type: 'BackChannelWritten', entry, by, at, bytes, ...about, words }];
    },
  },
};

export const backChannelEvolvers: DeskEvolvers<'BackChannelWritten'> = {
  BackChannelWritten: (state, { type: _, entry: _entry, bytes: _bytes, ...written }) => ({
    ...state,
    backChannel: [...state.backChannel, written],
  }),
};

interface KeptEntry {
  readonly written: DeskState['backChannel'][number];
  readonly entry: number;
}

/** By what is erased: one more line costs itself alone, however many were ever written. */
const knownEntries = new WeakMap<
  KeptState['erased'],
  { readonly of: KeptState['backChannel']; readonly kept: readonly KeptEntry[] }
>();

/** Those whose time is not over, with their places. Lines are only ever added at the end. */
function keptEntries({ backChannel, erased }: KeptState): readonly KeptEntry[] {
  const known = knownEntries.get(erased);
  if (known?.of === backChannel) return known.kept;
  const last = (known?.of.length ?? 0) - 1;
  const goesOn = known !== undefined && known.of[last] === backChannel[last];
  const first = goesOn ? last + 1 : 0;
  const added = backChannel.slice(first).flatMap((written, n): KeptEntry[] => {
    const entry = first + n;
    return erased.has(backChannelPrefix(entry)) ? [] : [{ written, entry }];
  });
  const kept = goesOn ? [...known.kept, ...added] : added;
  knownEntries.set(erased, { of: backChannel, kept });
  return kept;
}

export const backChannelOf = (state: DeskState, words: Words): BackChannelEntry[] =>
  keptEntries(state).map(({ written, entry }) => ({
    id: backChannelPrefix(entry),
    ...written,
    name: words.get(backChannelSlot(entry, 'name')) ?? '',
    text: words.get(backChannelSlot(entry, 'text')) ?? '',
  }));

const ownSlots = (state: DeskState, person: PersonId, what: 'text' | 'name'): Slot[] =>
  keptEntries(state).flatMap(({ written, entry }) =>
    written.by === person ? [backChannelSlot(entry, what)] : [],
  );

/** What this facilitator wrote there (PRV-4); that they did stays. */
export const ownBackChannelSlots = (state: DeskState, person: PersonId): Slot[] =>
  ownSlots(state, person, 'text');

/** Where this facilitator's name stands there. */
export const ownBackChannelNameSlots = (state: DeskState, person: PersonId): Slot[] =>
  ownSlots(state, person, 'name');

export const retainedBackChannel = (state: DeskState): RetainedWords[] =>
  keptEntries(state).map(({ written, entry }) => ({
    slotPrefix: backChannelPrefix(entry),
    since: written.at,
    slots: () => [backChannelSlot(entry, 'text'), backChannelSlot(entry, 'name')],
  }));
