/**
 * Tells the meetings of a circle what was changed of its settings. Those whose doors have not opened
 * take them; the others keep what they began with. Every node that runs the circle does the same after
 * the commit (see MeetingRegistry), so it survives the death of the node that made the change.
 */
import {
  type CircleSettings,
  changedSettings,
  followsSettings,
  isMeetingOver,
  type MeetingId,
  type Millis,
} from '@holdspace/core';
import type { CircleLedger, Ledgers } from '../ledger/ledgers.ts';
import { meetingLedger, openMeetingsAtHand } from './meeting-ledgers.ts';

/** A meeting with open doors, or one that goes on. */
export interface MeetingWithOldSettings {
  readonly meeting: MeetingId;
  readonly start: Millis;
}

/**
 * Answers when the meetings at hand have the settings of the circle, with those that keep others of
 * `wanted`, in the order of their start. A meeting further away has no settings yet.
 */
export async function tellSettings(
  ledgers: Ledgers,
  circle: CircleLedger,
  wanted: Partial<CircleSettings>,
): Promise<readonly MeetingWithOldSettings[]> {
  const open = await openMeetingsAtHand(ledgers, circle.state);
  const known = await Promise.all(open.map((each) => meetingLedger(ledgers, circle.state, each)));
  return known
    .map(({ state }) => state)
    .filter((state) => !followsSettings(state) && !isMeetingOver(state))
    .filter(({ settings }) => Object.keys(changedSettings(settings, wanted)).length > 0)
    .map(({ meeting, start }) => ({ meeting, start }));
}
