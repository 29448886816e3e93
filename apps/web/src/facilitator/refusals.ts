/** Refusals that mean something else to who leads than to who would like to write. */
import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { refusals } from '../words/refusals.ts';

const leading: Readonly<Partial<Record<RefusalCode, MessageDescriptor>>> = {
  'not-open-yet': msg`It has not begun yet. Open the doors first, then press “Begin”.`,
  full: msg`All seats to share are taken, so this person goes on waiting. They can choose to listen, and you can let them in then.`,
  'on-hold': msg`The circle rests. Press “Go on where we were” first.`,
  'no-voice': msg`This person is muted. You can lift the mute first, if they should speak.`,
  'no-turn': msg`There is no turn like that any more. Look at how it is now.`,
  'floor-closed': msg`Not just now: somebody has the piece, or the circle pauses. You can do it between two turns, or press “Go on where we were” first.`,
  'not-offered': msg`This is not open just now. Look at how it is, then choose again.`,
  'already-spoke': msg`This person has spoken in this round. You can give them the floor between two turns.`,
  'not-yours': msg`This is for another facilitator or the organiser to do. You can ask them under “Among facilitators”.`,
};

export const refusalFor = (code: RefusalCode): MessageDescriptor => leading[code] ?? refusals[code];
