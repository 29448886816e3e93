/** The inbox as one identity of the staff sees it (ALR-6), with the names of now. */
import {
  compareAlerts,
  type HouseState,
  houseSlots,
  inboxOf,
  type MeetingId,
  type PersonId,
  type StaffAlert,
  type StaffIdentity,
} from '@holdspace/core';
import {
  type AlertDetail,
  type InboxAlert,
  type InboxPacket,
  maxLiveAlerts,
} from '@holdspace/protocol';
import type { HouseLedger } from '../ledger/ledgers.ts';

type HouseReading = Pick<HouseLedger, 'state' | 'words'>;
type InboxViewer = Pick<StaffIdentity, 'person' | 'key'>;

const nameIn =
  ({ words }: HouseReading) =>
  (staff: PersonId): string =>
    words.get(houseSlots.staffName(staff)) ?? '';

function toAlertBody(house: HouseReading, { person }: InboxViewer, alert: StaffAlert) {
  const { id, kind, circle, at, since, thread, meeting, report, channel, by, given } = alert;
  return {
    ...{ id, kind, circle, at, since, yours: given.has(person) },
    ...(thread === undefined ? {} : { thread }),
    ...(meeting === undefined ? {} : { meeting, ...startOf(house, alert) }),
    ...(report === undefined ? {} : { report }),
    ...(channel === undefined ? {} : { channel }),
    ...(by === null ? {} : { by, byName: nameIn(house)(by) }),
  };
}

/** Of a meeting that nobody carries (CVR-4). */
function startOf({ state }: HouseReading, { kind, meeting }: StaffAlert) {
  const missing = kind === 'uncovered' && state.cover.missing.get(meeting as MeetingId);
  return missing ? { start: missing.start } : {};
}

const stateOf = ({ state }: StaffAlert): InboxAlert['state'] =>
  state === 'taken' ? 'taken' : 'open';

const toInboxAlert =
  (house: HouseReading, viewer: InboxViewer) =>
  (alert: StaffAlert): InboxAlert => ({
    ...toAlertBody(house, viewer, alert),
    state: stateOf(alert),
  });

/** In the order of harm; `after` is the last alert of the page before, which may be settled by now. */
export function inboxPage(
  house: HouseReading,
  viewer: InboxViewer,
  { after, limit }: { readonly after?: StaffAlert; readonly limit: number },
): InboxAlert[] {
  const all = inboxOf(house.state, viewer);
  const rest = after ? all.filter((each) => compareAlerts(after, each) < 0) : all;
  return rest.slice(0, limit).map(toInboxAlert(house, viewer));
}

/** What is sent live. */
export function inboxPacketOf(house: HouseReading, viewer: InboxViewer): InboxPacket {
  const all = inboxOf(house.state, viewer);
  const taken = all.filter(({ state }) => state === 'taken').length;
  return {
    alerts: all.slice(0, maxLiveAlerts).map(toInboxAlert(house, viewer)),
    counts: { open: all.length - taken, taken },
  };
}

/** Whether two states of the house lead to the same inboxes. */
export const isSameForInbox = (before: HouseState, after: HouseState): boolean =>
  before.alerts === after.alerts && before.staff === after.staff;

export const alertDetailOf = (
  house: HouseReading,
  viewer: InboxViewer,
  alert: StaffAlert,
): AlertDetail => ({
  ...toAlertBody(house, viewer, alert),
  state: alert.state,
  given: [...alert.given].map(([staff, given]) => ({
    staff,
    name: nameIn(house)(staff),
    ...given,
  })),
  deliveries: [...alert.deliveries.values()].map(
    ({ target: { channel, staff }, state, at, attempts, sendAt }) => ({
      ...{ channel, staff, state, at, attempts },
      kind: house.state.channels.get(channel)?.kind ?? null,
      next: sendAt,
    }),
  ),
});
