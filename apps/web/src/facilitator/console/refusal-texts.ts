/** Texts of refusals that need other words for a facilitator than for a participant. */
import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { refusalTexts } from '../../lib/i18n/refusal-texts.ts';

const facilitatorRefusals: Readonly<Partial<Record<RefusalCode, MessageDescriptor>>> = {
  'not-open-yet': msg`It hasn’t begun yet. Open the doors first, then press “Begin”.`,
  full: msg`All sharing seats are taken, so this person keeps waiting. If they choose to listen, you can let them in.`,
  'on-hold': msg`The circle is paused. Press “Continue where we were” first.`,
  'no-voice': msg`This person is muted. You can unmute them first if they should speak.`,
  'no-turn': msg`That turn is over. Check how it is now.`,
  'floor-closed': msg`Not right now: someone has the piece, or the circle is paused. Do it between two turns, or press “Continue where we were” first.`,
  'not-offered': msg`This isn’t possible right now. Check how it is now, then choose again.`,
  'already-spoke': msg`This person has already spoken in this round. You can give them the piece between two turns.`,
  'not-yours': msg`Only another facilitator or the organiser can do this. You can ask them under “Among facilitators”.`,
};

export const facilitatorRefusalText = (code: RefusalCode): MessageDescriptor =>
  facilitatorRefusals[code] ?? refusalTexts[code];
