/**
 * The speech table (SPK-1): for each spoken sentence its hearers, level, text, end of validity and
 * the setting that silences it. It is the specification: docs/spoken.md is generated from it, and
 * a live region speaks only sentences of its rows. Sentences of the same step are spoken in the
 * order of the rows.
 *
 * Never spoken: typing, resonance in public, participants who come or go, and anything that
 * comes from a hidden person (VOI-9).
 */

import { pageRules } from '../../lib/speech/page-rules.ts';
import type { Utterance } from '../../lib/speech/speech-queue.ts';
import type { SpeechRule, SpeechState, SpeechStep } from '../../lib/speech/speech-rule.ts';
import { placeRules } from '../../place/place-speech.ts';
import { connectionRules } from './rules-connection.ts';
import { facilitatorRules } from './rules-facilitators.ts';
import { floorRules } from './rules-floor.ts';
import { meetingRules } from './rules-meeting.ts';
import { messageRules } from './rules-messages.ts';
import { ownTurnRules } from './rules-own-turn.ts';
import { personalRules } from './rules-personal.ts';

/** The rows by subject. */
export const speechTable: Readonly<Record<string, readonly SpeechRule[]>> = {
  'Coming, going, and the parts of a meeting': meetingRules,
  'Words, and what becomes of one’s own': messageRules,
  'What facilitators do that concerns me, and what I asked for': personalRules,
  'The floor and the turns of others': floorRules,
  'My own turn, hand and seat': ownTurnRules,
  'For facilitators': facilitatorRules,
  'The connection': connectionRules,
  'The place page': placeRules,
  'What a press did': pageRules,
};

const allRules = Object.values(speechTable).flat();

/** The sentences between two states, in order. `latest` returns the present state. */
export const utterances = (step: SpeechStep, latest: () => SpeechState): readonly Utterance[] =>
  allRules.flatMap((each) => each.utterances(step, latest));
