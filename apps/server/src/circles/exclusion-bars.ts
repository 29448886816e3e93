/**
 * Brings a circle into line with the exclusions from the organisation (VOI-12): memberships that
 * are used in a browser that one binds are barred, here and in the meeting that is now, and
 * those whose exclusion was lifted are barred no more. Safe to do at any time and on any node.
 */
import type { CircleId, PersonId } from '@holdspace/core';
import { barCommand, meetingBarCommands, unbarCommands } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { Exclusions } from './exclusions.ts';

/** A membership and a browser that it is used in. */
export interface BrowserUse {
  readonly person: PersonId;
  readonly browser: string | null;
}

export async function barExcluded(
  circle: CircleLedger,
  exclusions: Exclusions,
  { person, browser }: BrowserUse,
): Promise<void> {
  const id = circle.state.circle;
  const ref = id === null || browser === null ? null : exclusions.barFor(id, browser);
  const command = barCommand(circle.state, person, ref);
  if (command) await circle.handle(command, systemContext);
}

/** `used`: every membership that is connected. */
export async function reconcileBars(
  circle: CircleLedger,
  exclusions: Exclusions,
  used: Iterable<BrowserUse>,
): Promise<void> {
  const id = circle.state.circle as CircleId;
  for (const command of unbarCommands(circle.state, exclusions.barsFor(id))) {
    await circle.handle(command, systemContext);
  }
  for (const each of used) await barExcluded(circle, exclusions, each);
}

/** In the meeting everybody is out whom the circle has barred, and nobody else for that. */
export async function reconcileMeetingBars(
  circle: CircleLedger,
  meeting: MeetingLedger,
): Promise<void> {
  for (const command of meetingBarCommands(circle.state, meeting.state)) {
    await meeting.handle(command, systemContext);
  }
}
