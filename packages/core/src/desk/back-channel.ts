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

export const backChannelOf = (state: DeskState, words: Words): BackChannelEntry[] =>
  state.backChannel.map((written, entry) => ({
    id: `${backChannelPrefix(entry)}`,
    ...written,
    name: words.get(backChannelSlot(entry, 'name')) ?? '',
    text: words.get(backChannelSlot(entry, 'text')) ?? '',
  }));

/** What this facilitator wrote there (PRV-4); that they did stays. */
export const ownBackChannelSlots = ({ backChannel, erased }: DeskState, person: PersonId): Slot[] =>
  backChannel.flatMap(({ by }, n) =>
    by === person && !erased.has(backChannelPrefix(n)) ? [backChannelSlot(n, 'text')] : [],
  );

/** Where this facilitator's name stands there. */
export const ownBackChannelNameSlots = (
  { backChannel, erased }: DeskState,
  person: PersonId,
): Slot[] =>
  backChannel.flatMap(({ by }, n) =>
    by === person && !erased.has(backChannelPrefix(n)) ? [backChannelSlot(n, 'name')] : [],
  );

export const retainedBackChannel = ({ backChannel }: DeskState): RetainedWords[] =>
  backChannel.map(({ at: since }, n) => {
    const slots = () => [backChannelSlot(n, 'text'), backChannelSlot(n, 'name')];
    return { slotPrefix: backChannelPrefix(n), since, slots };
  });
