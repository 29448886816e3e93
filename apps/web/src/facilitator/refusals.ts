/** Refusals that mean something else to who leads than to who would like to write. */
import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { refusals } from '../words/refusals.ts';

const leading: Readonly<Partial<Record<RefusalCode, MessageDescriptor>>> = {
  'not-open-yet': msg`It has not begun yet. Open the doors and begin first.`,
  'on-hold': msg`The circle rests. Press “Go on where we were” first.`,
  'no-voice': msg`This person is muted. Lift the mute first if they should speak.`,
  'no-turn': msg`There is no turn like that any more. Look at how it is now.`,
  'floor-closed': msg`Not just now: somebody has the piece, or the circle pauses. It can be done between two turns, or after “Go on where we were”.`,
  'not-offered': msg`This is not open just now. Look at how it is, then choose again.`,
  'already-spoke': msg`This person has spoken in this round. You can give them the floor between two turns.`,
  'not-yours': msg`This is for another facilitator or the organiser to do.`,
};

export const refusalFor = (code: RefusalCode): MessageDescriptor => leading[code] ?? refusals[code];
