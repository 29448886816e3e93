/**
 * The table of speech (SPK-1): everything that is spoken, who hears it, at which level, in which
 * words, until when it is true, and what silences it. It is the specification: docs/spoken.md is
 * written from it, and nothing reaches a live region that has no row here. Sentences that are
 * found in the same step are spoken in the order of the rows.
 *
 * Never spoken: typing, resonance in public, participants who come or go, and whatever comes
 * from a person whom one hides (VOI-9).
 */
import type { Utterance } from '../ui/speech-queue.ts';
import { pageRows } from '../words/spoken.ts';
import type { Heard, Row, Step } from './row.ts';
import { coming } from './rows-coming.ts';
import { connection } from './rows-connection.ts';
import { floor } from './rows-floor.ts';
import { leading } from './rows-leading.ts';
import { own } from './rows-own.ts';
import { turn } from './rows-turn.ts';
import { words } from './rows-words.ts';

/** Rows by what they are about. */
export const table: Readonly<Record<string, readonly Row[]>> = {
  'Coming, going, and the parts of a meeting': coming,
  'Words, and what becomes of one’s own': words,
  'What facilitators do that concerns me, and what I asked for': own,
  'The floor and the turns of others': floor,
  'My own turn, hand and seat': turn,
  'For facilitators': leading,
  'The connection': connection,
  'What a press did': pageRows,
};

const rows = Object.values(table).flat();

/** Everything that is to be spoken between two states, in order. `latest`: the state at any time. */
export const utterances = (step: Step, latest: () => Heard): readonly Utterance[] =>
  rows.flatMap((each) => each.utterances(step, latest));
