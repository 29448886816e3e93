/**
 * Saves a circle as a kit (KIT-1): what organisers wrote about it and how it is set. It reads no
 * membership, link, meeting or message, so it holds nothing of its members.
 */
import { type CircleRhythm, circleSlots, clauseTexts, guideOf } from '@holdspace/core';
import type { Kit, KitRhythm } from '@holdspace/protocol';
import { kitVersion, unsafeKitCharacter } from '@holdspace/protocol/http';
import type { CircleLedger } from '../ledger/ledgers.ts';

const unsafeCharacters = new RegExp(unsafeKitCharacter, 'gu');
const languageTag = /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i;
/** BCP 47 for a language that is not known. */
const unknownLanguage = 'und';

/** What was written elsewhere may have characters that a kit cannot have. */
const clean = (text: string): string => text.replace(unsafeCharacters, '').trim();
const cleanLine = (text: string): string => clean(text.replace(/\s+/g, ' '));

export function kitOfCircle({ state, words }: Pick<CircleLedger, 'state' | 'words'>): Kit {
  const { rhythm } = state;
  const { piece, resonances, language } = state.settings;
  const purpose = clean(words.get(circleSlots.purpose) ?? '');
  const shownPiece = cleanLine(piece);
  return {
    kit: kitVersion,
    name: cleanLine(words.get(circleSlots.name) ?? '') || 'A circle',
    language: languageTag.test(language) ? language : unknownLanguage,
    ...(purpose === '' ? {} : { purpose }),
    ...(rhythm ? { rhythm: toKitRhythm(rhythm) } : {}),
    ...(shownPiece === '' ? {} : { piece: shownPiece }),
    resonances: resonances.map(cleanLine).filter((each) => each !== ''),
    agreements: clauseTexts(state.agreements, words)
      .map(({ text, safety }) => ({ text: clean(text), ...(safety && { safety }) }))
      .filter(({ text }) => text !== ''),
    ...(guideOf(words) ?? {}),
  };
}

/** Dates and zone are those of this circle alone. */
function toKitRhythm({ rule: { every, interval, on, at }, minutes }: CircleRhythm): KitRhythm {
  return { every, ...(interval === 1 ? {} : { interval }), on, at, minutes };
}
