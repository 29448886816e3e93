/**
 * The one table from a refusal to words. A refusal is a kind no: each sentence says what
 * one can do now.
 */

import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const refusals: Readonly<Record<RefusalCode, MessageDescriptor>> = {
  closed: msg`This meeting is over. You can keep your words as a draft, and support stays open.`,
  'not-open-yet': msg`It has not begun yet. You can wait here; it opens by itself.`,
  excluded: msg`You cannot come in to this circle now. You can read why, ask somebody else to look at it, and write to the facilitators.`,
  'not-here': msg`You are not in the circle at the moment. You can write to the facilitators.`,
  full: msg`All seats are taken. You can join as a listener, or wait here for a seat.`,
  locked: msg`The circle is closed to newcomers for now. You can wait here, or write to the facilitators.`,
  paused: msg`Many people asked to come in at once, so joining is paused for a moment. You can wait here: this page asks again by itself.`,
  'not-facilitator': msg`Only a facilitator can do this. You can write to them and ask.`,
  elsewhere: msg`You are writing on another device. Press “Write here” to go on with this one.`,
  'on-hold': msg`The circle is resting. Your draft waits for you, and support is open.`,
  'no-voice': msg`You are listening at the moment. You can raise your hand or change your seat, and your draft waits.`,
  quiet: msg`It is a time of quiet. Your draft waits until it ends.`,
  'not-your-turn': msg`Somebody else has the turn. Your draft waits for yours.`,
  'not-offered': msg`The turn cannot come to you just now. You can raise your hand, and it will find you.`,
  'no-turn': msg`There is no turn of yours to finish. You can raise your hand to ask for one.`,
  'already-spoke': msg`You have answered already, one reply each. You can let them know you heard, or keep your words as a draft.`,
  'just-listen': msg`This time we just listen. You can let them know you heard, or keep your words as a draft.`,
  'floor-closed': msg`That cannot be done while the floor is as it is. Your words are kept; press again when it has changed.`,
  'bad-order': msg`That order has somebody twice, or somebody who is not waiting. Please look at it once more.`,
  stale: msg`Another facilitator changed this a moment ago. Look at how it is now, then press again if you still want it.`,
  'too-soon': msg`That was a little fast. Your words are kept; wait a few seconds, then press again.`,
  'unknown-person': msg`This person is not in the circle any more. You can choose somebody who is.`,
  'unknown-message': msg`This is not there any more. Nothing is left for you to do here.`,
  'not-yours': msg`That is somebody else’s to do. If it troubles you, you can report it or write to the facilitators.`,
  empty: msg`There are no words in it yet. Write something first.`,
  'too-long': msg`This is longer than one message can be. You can send it in parts.`,
};
