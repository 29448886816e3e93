/**
 * Talking a hard meeting over (CVR-5): who may, who has said yes, and what they wrote. It lasts as long
 * as the desk keeps words; the offer lasts a fortnight.
 */
import {
  attendeesOf,
  type CircleId,
  circleSlots,
  debriefCallsFor,
  debriefFor,
  houseSlots,
  isDebriefOver,
  isHeldAndOver,
  type MeetingId,
  type Millis,
  openDebriefCall,
  type PersonId,
  type PlannedMeeting,
  wasHard,
} from '@holdspace/core';
import type { DebriefBody, OwnDebrief } from '@holdspace/protocol';
import type { CircleLedger, DeskLedger, HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { carerCirclesOf, openedCircle } from './own-meetings.ts';

const hour: Millis = 60 * 60 * 1000;
/** So long after a meeting it is offered. */
const offerTime: Millis = 14 * 24 * hour;
/** A facilitator can open the doors early and extend a meeting, and people ask for help after it. */
const around: Millis = 4 * hour;

/** One meeting that somebody may talk over. */
export interface OfferedDebrief {
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly planned: PlannedMeeting;
}

export class Debriefs {
  readonly #ledgers: Ledgers;

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
  }

  /** What this person is offered, or takes part in, the latest meeting first. */
  async ownOf(house: HouseLedger, staff: PersonId): Promise<OwnDebrief[]> {
    const { circles } = await carerCirclesOf(this.#ledgers, house, staff);
    const asCarer = await Promise.all(circles.map((each) => this.#inCircle(each, staff)));
    const called = await Promise.all(
      debriefCallsFor(house.state, staff, this.#now()).map(({ circle, meeting }) =>
        this.#called(circle, meeting),
      ),
    );
    const all = new Map<MeetingId, OfferedDebrief>();
    for (const each of [...asCarer.flat(), ...called.flatMap((found) => found ?? [])]) {
      all.set(each.planned.meeting, each);
    }
    return [...all.values()]
      .sort((a, b) => b.planned.start - a.planned.start)
      .map((each) => this.#shown(house, each, staff));
  }

  /** Null when this person has nothing to do with it, as for a meeting that there is not. */
  async find(
    house: HouseLedger,
    circle: CircleLedger,
    meeting: string,
    staff: PersonId,
  ): Promise<OfferedDebrief | null> {
    const own = await carerCirclesOf(this.#ledgers, house, staff);
    const leads = own.circles.some(({ state }) => state.circle === circle.state.circle);
    const found = leads ? await this.#inCircle(circle, staff) : [];
    const asCarer = found.find(({ planned }) => planned.meeting === meeting);
    if (asCarer) return asCarer;
    const calls = debriefCallsFor(house.state, staff, this.#now());
    const call = calls.find((each) => each.meeting === meeting);
    return call && call.circle === circle.state.circle
      ? this.#called(call.circle, call.meeting)
      : null;
  }

  /** Whether it is offered to this person as one of those who carried the meeting. */
  async carried({ circle, planned }: OfferedDebrief, staff: PersonId): Promise<boolean> {
    const { state } = await this.#ledgers.readMeeting(planned.meeting);
    const came = new Set(attendeesOf(state));
    return [...circle.state.members].some(
      ([id, member]) => member.staff?.staff === staff && came.has(id),
    );
  }

  /** With what was written; null for who has not said yes. */
  conversation(house: HouseLedger, debrief: OfferedDebrief, staff: PersonId): DebriefBody | null {
    const { desk, planned } = debrief;
    const own = debriefFor(desk.state, desk.words, planned.meeting, staff);
    if (!own) return null;
    return {
      ...this.#shown(house, debrief, staff),
      entries: own.entries.map(({ by, at, text }) => ({
        ...{ at, text, by: nameOf(house, by), mine: by === staff },
      })),
    };
  }

  async #inCircle(circle: CircleLedger, staff: PersonId): Promise<OfferedDebrief[]> {
    const now = this.#now();
    const { state } = circle;
    const { doorsLead, deskRetention } = state.settings;
    const ahead = Math.max(doorsLead, around);
    const kept = offerTime + deskRetention;
    const recent = state.meetings.filter((each) => isHeldAndOver(each) && each.end + kept > now);
    if (recent.length === 0 || state.circle === null) return [];
    const desk = await this.#ledgers.desk(state.circle);
    const isIn = ({ meeting }: PlannedMeeting) =>
      debriefFor(desk.state, desk.words, meeting, staff) !== null;
    const hard = recent
      .filter(({ meeting }) => !isDebriefOver(desk.state, meeting))
      .filter(
        (each) =>
          isIn(each) ||
          (each.end + offerTime > now &&
            wasHard(desk.state, { from: each.start - ahead, to: each.end + around })),
      )
      .map((planned): OfferedDebrief => ({ circle, desk, planned }));
    const isOffered = await Promise.all(hard.map((each) => this.carried(each, staff)));
    return hard.filter((_, n) => isOffered[n]);
  }

  async #called(id: CircleId, meeting: MeetingId): Promise<OfferedDebrief | null> {
    const circle = await openedCircle(this.#ledgers, id);
    const planned = circle?.state.meetings.find((each) => each.meeting === meeting);
    if (!circle || !planned) return null;
    const desk = await this.#ledgers.desk(id);
    return isDebriefOver(desk.state, meeting) ? null : { circle, desk, planned };
  }

  #shown(
    house: HouseLedger,
    { circle, desk, planned }: OfferedDebrief,
    staff: PersonId,
  ): OwnDebrief {
    const { meeting, start, end } = planned;
    const call = openDebriefCall(house.state, meeting, this.#now());
    const own = debriefFor(desk.state, desk.words, meeting, staff);
    const onCall = call?.by ?? null;
    return {
      ...{ id: meeting, circle: circle.state.circle ?? '' },
      name: circle.words.get(circleSlots.name) ?? '',
      ...{ start: new Date(start).toISOString(), end: new Date(end).toISOString() },
      joined: own !== null,
      onCall: call === null ? 'none' : onCall === null ? 'asked' : 'joined',
      asOnCall: onCall === staff || (call !== null && own === null && !isLedBy(circle, staff)),
      people: own === null ? [] : own.staff.map((each) => nameOf(house, each)),
    };
  }

  #now(): Millis {
    return this.#ledgers.store.now();
  }
}

const isLedBy = ({ state }: CircleLedger, staff: PersonId): boolean =>
  [...state.members.values()].some((member) => member.staff?.staff === staff);

const nameOf = (house: HouseLedger, staff: PersonId): string =>
  house.words.get(houseSlots.staffName(staff)) ?? '';
