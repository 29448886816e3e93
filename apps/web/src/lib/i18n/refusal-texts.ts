/**
 * The table from a refusal code to its text. Each sentence is kind and says what the person can do
 * now.
 */

import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const refusalTexts: Readonly<Record<RefusalCode, MessageDescriptor>> = {
  closed: msg`This meeting is over. Your words are saved as a draft, and Support stays open.`,
  'not-open-yet': msg`It hasn’t started yet. You can wait here: this page opens by itself.`,
  excluded: msg`You can’t come into this circle now. You can read why, ask someone else to review it, and write to the facilitators.`,
  'not-here': msg`You’re not in the circle right now. You can write to the facilitators.`,
  full: msg`All seats are taken. You can join as a listener, or wait here for a seat.`,
  locked: msg`The circle isn’t taking newcomers right now. You can wait here or write to the facilitators.`,
  paused: msg`Many people asked to join at once, so joining is paused for a moment. You can wait here: this page tries again by itself.`,
  'not-facilitator': msg`Only a facilitator can do this. You can write to them and ask.`,
  'needs-proof': msg`Please confirm with your passkey first, then press again.`,
  elsewhere: msg`You’re writing in another tab or device. Press “Write here” to write in this one.`,
  'on-hold': msg`The circle is paused. Your draft is saved, and Support is open.`,
  'no-voice': msg`You’re listening right now. You can raise your hand or change your seat. Your draft is saved.`,
  quiet: msg`It’s a quiet time. Your draft is saved until it ends.`,
  'not-your-turn': msg`It’s someone else’s turn. Your draft is saved for yours.`,
  'not-offered': msg`The turn can’t come to you right now. Raise your hand and you’ll get one.`,
  'no-turn': msg`You don’t have a turn to finish. Raise your hand to ask for one.`,
  'already-spoke': msg`You’ve already replied; it’s one reply each. You can let them know you heard them, or keep your words as a draft.`,
  'just-listen': msg`This time we just listen. You can let them know you heard them, or keep your words as a draft.`,
  'floor-closed': msg`That isn’t possible right now. Your words are saved. Press again when the circle has moved on.`,
  'bad-order': msg`This order has someone twice, or someone who isn’t waiting. Please check it.`,
  stale: msg`Things have changed since then, so this wasn’t done. Check how it is now, then press again if you still want to.`,
  'too-soon': msg`That was a little fast. Your words are saved. Wait a few seconds, then press again.`,
  'unknown-person': msg`This person isn’t in the circle any more. Please choose someone who is.`,
  'unknown-message': msg`This is gone. There’s nothing left for you to do here.`,
  'not-yours': msg`Only the person it belongs to can do that. If it troubles you, you can report it or write to the facilitators.`,
  empty: msg`It’s still empty. Write something first.`,
  'too-long': msg`This is longer than one message can be. Please split it into parts.`,
};
