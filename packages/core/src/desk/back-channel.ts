/** What facilitators say among themselves (DSK-3): theirs alone, not even the organisers'. */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { bytesOf } from '../measure.ts';
import { unfitText } from '../text.ts';
import type { BackChannelEntry } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import type { Kept } from './keeping.ts';
import type { Evolvers, Rules } from './rule.ts';
import { facilitators } from './rule.ts';
import type { DeskState } from './state.ts';

const allOf = (entry: number) => `back.${entry}`;
const slot = (entry: number, what: 'text' | 'name') => `${allOf(entry)}.${what}`;

export const backChannelRules: Rules<'back-channel'> = {
  'back-channel': {
    may: facilitators,
    decide({ text, debrief, meeting }, { state, who: by, name, now: at }) {
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const entry = state.backChannel.length;
      const words = { [slot(entry, 'text')]: text, [slot(entry, 'name')]: name };
      const about = debrief ? { debrief: meeting } : {};
      const bytes = bytesOf(text);
      return [{ type: 'BackChannelWritten', entry, by, at, bytes, ...about, words }];
    },
  },
};

export const backChannelEvolvers: Evolvers<'BackChannelWritten'> = {
  BackChannelWritten: (state, { type: _, entry: _entry, bytes: _bytes, ...written }) => ({
    ...state,
    backChannel: [...state.backChannel, written],
  }),
};

export const backChannelOf = (state: DeskState, words: Words): BackChannelEntry[] =>
  state.backChannel.map((written, entry) => ({
    id: `${allOf(entry)}`,
    ...written,
    name: words.get(slot(entry, 'name')) ?? '',
    text: words.get(slot(entry, 'text')) ?? '',
  }));

/** What this facilitator wrote there (PRV-4); that they did stays. */
export const ownLines = ({ backChannel, erased }: DeskState, person: PersonId): Slot[] =>
  backChannel.flatMap(({ by }, n) =>
    by === person && !erased.has(allOf(n)) ? [slot(n, 'text')] : [],
  );

/** Where this facilitator's name stands there. */
export const ownNameLines = ({ backChannel, erased }: DeskState, person: PersonId): Slot[] =>
  backChannel.flatMap(({ by }, n) =>
    by === person && !erased.has(allOf(n)) ? [slot(n, 'name')] : [],
  );

export const backChannelKept = ({ backChannel }: DeskState): Kept[] =>
  backChannel.map(({ at: since }, n) => {
    const slots = () => [slot(n, 'text'), slot(n, 'name')];
    return { of: allOf(n), since, slots };
  });
