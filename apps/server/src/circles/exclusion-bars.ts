/**
 * Brings a circle into line with the exclusions from the organisation (VOI-12): memberships that
 * are used in a browser that one binds are barred, here and in the meeting that is now, and
 * those whose exclusion was lifted are barred no more. Safe to do at any time and on any node.
 */
import type { CircleId, PersonId } from '@holdspace/core';
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
  const member = circle.state.members.get(person);
  if (ref === null || !member || member.barred !== undefined) return;
  await circle.handle({ do: 'bar', member: person, ref }, systemContext);
}

/** `used`: every membership that is connected. */
export async function reconcileBars(
  circle: CircleLedger,
  exclusions: Exclusions,
  used: Iterable<BrowserUse>,
): Promise<void> {
  const id = circle.state.circle as CircleId;
  const standing = exclusions.barsFor(id);
  for (const [member, { barred }] of circle.state.members) {
    if (barred === undefined || standing.has(barred)) continue;
    await circle.handle({ do: 'unbar', member, ref: barred }, systemContext);
  }
  for (const each of used) await barExcluded(circle, exclusions, each);
}

/** In the meeting everybody is out whom the circle has barred, and nobody else for that. */
export async function reconcileMeetingBars(
  { state: { members } }: CircleLedger,
  meeting: MeetingLedger,
): Promise<void> {
  for (const { id, barred } of meeting.state.people.values()) {
    const isBarred = members.get(id)?.barred !== undefined;
    if (isBarred === Boolean(barred)) continue;
    await meeting.handle({ do: isBarred ? 'bar' : 'unbar', person: id }, systemContext);
  }
}
