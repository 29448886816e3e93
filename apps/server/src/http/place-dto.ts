/**
 * The place page of a member (RHY-7): what they are told of their circle between meetings. Nothing of
 * other people is in it, and nothing that was said in a meeting.
 */
import {
  type CircleState,
  cardViewer,
  cardWords,
  circleSlots,
  circleStatusAt,
  intentionOf,
  isAttending,
  isHeldAndOver,
  isListedMeeting,
  isMeetingOver,
  localTimeAt,
  type Millis,
  mustStillAgree,
  ownSeatIn,
  type PersonId,
  type PlannedMeeting,
  plannedMeetingStatus,
  shelfOf,
  waitingPlaceIn,
} from '@holdspace/core';
import type { PlaceBody, PlaceMeeting, PlaceNextMeeting } from '@holdspace/protocol';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import { seatPlanOf } from '../circles/seat-choice.ts';
import { zoneRules } from '../circles/zone-rules.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import { defaultSupport } from './default-texts.ts';
import type { HttpContext } from './http-context.ts';
import type { Membership } from './request-authenticator.ts';

/** So many dates beside the next one. */
const datesShown = 6;

const iso = (at: Millis): string => new Date(at).toISOString();

/** One's circle at one moment. */
interface PlaceMoment {
  readonly circle: CircleLedger;
  readonly person: PersonId;
  readonly now: Millis;
  /** The meeting that is under way or comes next; null when there is none. */
  readonly current: MeetingLedger['state'] | null;
}

export async function toPlace(
  { ledgers, settings }: HttpContext,
  { circle, standing }: Membership,
): Promise<PlaceBody> {
  const now = ledgers.store.now();
  const { state, words } = circle;
  const { person } = standing;
  const current = (await currentMeetingLedger(ledgers, circle))?.state ?? null;
  const viewer = cardViewer(standing, current, now);
  const { name, purpose } = cardWords(viewer, state, words);
  const told = viewer !== 'excluded';
  const moment = { circle, person, now, current };
  const next = told ? nextMeetingOf(moment) : null;
  const intention = told ? intentionOf(state, words, person) : null;
  return {
    ...{ circle: state.circle ?? '', name, purpose, viewer },
    me: { member: person, name: standing.name, role: standing.role },
    language: state.settings.language,
    zone: zoneOf(state),
    ...statusOf(circle, now),
    next: next && toNextMeeting(moment, next, viewer === 'member'),
    coming: told ? comingMeetings(moment, next).map((each) => toPlaceMeeting(moment, each)) : [],
    seat: next && seatIn(moment, next),
    agreements: {
      version: state.agreements.version,
      agreed: state.members.get(person)?.agreed?.version ?? null,
      changed: mustStillAgree(state, person),
    },
    intention: intention && { text: intention.text, outcome: intention.outcome },
    shelf: [
      ...(viewer === 'member' ? shelfOf(words) : []),
      ...(settings.support ?? defaultSupport),
    ],
    feed: told ? await feedOf(ledgers, circle, person) : null,
  };
}

/** Of the membership; staff have one for all circles that they lead (RHY-5). */
async function feedOf(
  ledgers: Ledgers,
  { state }: CircleLedger,
  person: PersonId,
): Promise<PlaceBody['feed']> {
  const member = state.members.get(person);
  const staff = member?.staff;
  const owner = staff ? (await ledgers.house()).state.staff.get(staff.staff) : member;
  return { exists: owner?.feed !== undefined, title: owner?.feed?.title ?? 'neutral' };
}

const zoneOf = ({ rhythm }: CircleState): string | null => rhythm?.rule.zone ?? null;

function statusOf(
  { state, words }: CircleLedger,
  now: Millis,
): Pick<PlaceBody, 'state' | 'pausedUntil' | 'closing'> {
  const status = circleStatusAt(state, now);
  const until = state.pause?.until ?? null;
  const closing = words.get(circleSlots.closing);
  return {
    state: status,
    ...(status === 'paused' ? { pausedUntil: until === null ? null : iso(until) } : {}),
    ...(state.ending && closing !== undefined ? { closing } : {}),
  };
}

/** The one that goes on, or else the first that takes place. */
function nextMeetingOf({ circle, current, person, now }: PlaceMoment): PlannedMeeting | null {
  const toCome = circle.state.meetings
    .filter((each) => !each.ended && statusAt(circle.state, each, now) !== 'over')
    .sort((a, b) => a.start - b.start);
  // PHA-5: after the end it stays theirs who were in it, for what they take along.
  const isOver = current !== null && isMeetingOver(current) && !isInside(current, person);
  const left = isOver ? toCome.filter(({ meeting }) => meeting !== current.meeting) : toCome;
  return left.find(({ meeting }) => meeting === current?.meeting) ?? left[0] ?? null;
}

/** Dates that a pause leaves out are told by the pause. */
const comingMeetings = ({ circle, now }: PlaceMoment, next: PlannedMeeting | null) =>
  circle.state.meetings
    .filter((each) => isListedMeeting(each) && each.off?.why !== 'paused')
    .filter((each) => each.meeting !== next?.meeting && !isHeldAndOver(each) && each.end > now)
    .sort((a, b) => a.start - b.start)
    .slice(0, datesShown);

const statusAt = (
  { settings }: CircleState,
  planned: PlannedMeeting,
  now: Millis,
  isUnderWay = false,
) => plannedMeetingStatus(planned, { doorsLead: settings.doorsLead, now, isUnderWay });

const isOpenNow = ({ current }: PlaceMoment, { meeting }: PlannedMeeting): boolean =>
  current?.meeting === meeting && current.phase !== 'scheduled' && !isMeetingOver(current);

const isOverNow = ({ current }: PlaceMoment, { meeting }: PlannedMeeting): boolean =>
  current?.meeting === meeting && isMeetingOver(current);

/** In it, stepped out of it, or waiting to be let in. */
function isInside({ people }: MeetingLedger['state'], person: PersonId): boolean {
  const attendee = people.get(person);
  return attendee !== undefined && isAttending(attendee);
}

function toPlaceMeeting(moment: PlaceMoment, planned: PlannedMeeting): PlaceMeeting {
  const { circle, now } = moment;
  const { state, words } = circle;
  const { meeting, start, end, off } = planned;
  const zone = zoneOf(state);
  const note = words.get(circleSlots.meetingNote(meeting));
  return {
    id: meeting,
    start: iso(start),
    end: iso(end),
    local: zone === null ? null : localTimeAt(start, zone, zoneRules),
    state: isOverNow(moment, planned)
      ? 'over'
      : statusAt(state, planned, now, isOpenNow(moment, planned)),
    ...(off && note !== undefined ? { note } : {}),
    seat: seatIn(moment, planned),
  };
}

function toNextMeeting(
  moment: PlaceMoment,
  planned: PlannedMeeting,
  mayEnter: boolean,
): PlaceNextMeeting {
  const { circle, person, current } = moment;
  const own = current?.meeting === planned.meeting ? current : null;
  const { doorsLead } = own?.settings ?? circle.state.settings;
  return {
    ...toPlaceMeeting(moment, planned),
    doorsAt: iso(planned.start - doorsLead),
    open: mayEnter && isOpenNow(moment, planned),
    inside: mayEnter && own !== null && isInside(own, person),
    waitingPlace: waitingPlaceIn(seatPlanOf(circle, planned.meeting), person),
  };
}

const seatIn = ({ circle, person }: PlaceMoment, { meeting }: PlannedMeeting) =>
  ownSeatIn(seatPlanOf(circle, meeting), person);
