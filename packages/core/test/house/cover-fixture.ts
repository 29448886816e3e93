/** A house with facilitators of two circles, and meetings that they carry. */
import type {
  CircleId,
  CoveredMeeting,
  MeetingId,
  PersonId,
  RegularCarers,
  RegularMeeting,
} from '@holdspace/core';
import { carersOf, ownCoverOf } from '@holdspace/core';
import { ada, ben, cleo, fridays, GivenStaff, hour, tuesdays } from './staff-fixture.ts';

export const dov = 'o_dov' as PersonId;
export const eli = 'o_eli' as PersonId;

type AnswerName = 'cant-cover' | 'cover' | 'take-back-cover';

/** Ben and cleo came into the Tuesdays; dov and eli look after them too, and only when asked. */
export class GivenCover extends GivenStaff {
  regular: RegularCarers = { staff: [ben, cleo], guests: [] };
  /** What each person leads by default, by their id. */
  readonly own = new Map<PersonId, readonly RegularMeeting[]>();

  constructor() {
    super();
    for (const each of [ben, cleo, dov, eli]) this.add(each, ['facilitator'], [tuesdays, fridays]);
  }

  meeting(name: string, inHours: number, more: Partial<CoveredMeeting> = {}): CoveredMeeting {
    const start = this.now + inHours * hour;
    return {
      ...{ meeting: `m_${name}` as MeetingId, circle: tuesdays, start, end: start + hour },
      ...{ wanted: 2, regular: this.regular },
      ...more,
    };
  }

  answer(name: AnswerName, staff: PersonId, asked: CoveredMeeting, by: PersonId = staff) {
    const own = this.own.get(staff) ?? [];
    return this.by(by, { do: name, staff, asked, own });
  }

  can(staff: PersonId, asked: CoveredMeeting) {
    return this.answer('cover', staff, asked);
  }

  cant(staff: PersonId, asked: CoveredMeeting) {
    return this.answer('cant-cover', staff, asked);
  }

  takeBack(staff: PersonId, asked: CoveredMeeting) {
    return this.answer('take-back-cover', staff, asked);
  }

  limit(staff: PersonId, meetingsAWeek: number | null, hoursBetween: number | null = null) {
    return this.by(staff, { do: 'set-cover-limits', staff, meetingsAWeek, hoursBetween });
  }

  /** The server compares with the plan, which has these meetings of the Tuesdays. */
  review(meetings: readonly CoveredMeeting[], more: { review?: number; guests?: PersonId[] } = {}) {
    const { review = null, guests = [] } = more;
    const regular = { staff: this.regular.staff, guests };
    const plan = { meetings, wanted: 2, regular } as const;
    return this.when({ do: 'review-cover', circle: tuesdays, review, ...plan });
  }

  carriers(asked: CoveredMeeting): PersonId[] {
    const { regular, guests, yes } = carersOf(this.state, asked);
    return [...regular, ...guests, ...yes];
  }

  ownOf(staff: PersonId, asked: CoveredMeeting) {
    return ownCoverOf(this.state, staff, asked, this.own.get(staff) ?? []);
  }
}

export const tuesdaysAt = (
  meeting: string,
  start: number,
  circle: CircleId = tuesdays,
): RegularMeeting => ({ meeting: `m_${meeting}` as MeetingId, circle, start, end: start + hour });

export { ada, ben, cleo, fridays, hour, tuesdays };
