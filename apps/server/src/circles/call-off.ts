/// <reference lib="esnext.temporal" />
/**
 * What becomes of a meeting that nobody carries and that begins soon (CVR-4): by one press it is
 * postponed or cancelled. Place pages and feeds follow the plan.
 */
import {
  type HouseStanding,
  isTimeTaken,
  localTimeAt,
  type Millis,
  type PlannedMeeting,
} from '@holdspace/core';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import type { CirclePlanning } from './circle-planning.ts';
import { zoneRules } from './zone-rules.ts';

const day: Millis = 24 * 60 * 60 * 1000;
/** Days that are tried, one after the other. */
const mostDays = 6;

/** The same local time so many days later; where there is no zone, so many times 24 hours. */
function daysLater(start: Millis, days: number, zone: string | null): Millis {
  if (zone === null) return start + days * day;
  const [date = '', at = ''] = localTimeAt(start, zone, zoneRules).split('T');
  const later = Temporal.PlainDate.from(date).add({ days }).toString();
  return zoneRules.instantOf(later, at, zone).at;
}

/**
 * The next day on which the circle has no other meeting at that time. The next slot of the rhythm is no
 * choice: the meeting of that slot is planned already. Null when all days of a week are taken.
 */
export function postponedTime(
  { state }: Pick<CircleLedger, 'state'>,
  { meeting, start, end }: PlannedMeeting,
): { readonly start: Millis; readonly end: Millis } | null {
  const zone = state.rhythm?.rule.zone ?? null;
  for (let days = 1; days <= mostDays; days++) {
    const later = daysLater(start, days, zone);
    const times = { start: later, end: later + end - start };
    if (!isTimeTaken(state, { meeting, ...times })) return times;
  }
  return null;
}

/** Moves it, or cancels it with a sentence. Refusals are those of the plan. */
export async function callOffMeeting(
  planning: CirclePlanning,
  circle: CircleLedger,
  { meeting }: PlannedMeeting,
  change: { readonly start: Millis; readonly end: Millis } | { readonly note: string },
  context: CommandContext<HouseStanding>,
): Promise<CommandResult> {
  return planning.change(
    circle,
    'note' in change
      ? { do: 'cancel-meeting', meeting, note: change.note }
      : { do: 'move-meeting', meeting, ...change },
    context,
  );
}
