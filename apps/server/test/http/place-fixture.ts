/** A circle that meets every week, with members who are signed in by cookie. */
import type { CircleId, MeetingId, Rhythm } from '@holdspace/core';
import type { PlaceBody, SeatResponse } from '@holdspace/protocol';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLog, type Log } from '../../src/ops/log.ts';
import {
  type HttpFixture,
  type HttpVisitor,
  redeemedBody,
  startHttpFixture,
} from './http-fixture.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
export const minute = 60_000;

const rule: Rhythm = {
  ...{ every: 'week', interval: 1, on: ['tu'], at: '19:00' },
  ...{ zone: 'Europe/Berlin', from: '2026-03-03' },
};
export const meetingOf = (week: number) => `m_week${week}` as MeetingId;
/** Tuesdays at 19:00 in Berlin, which is 18:00 in UTC until the clocks change on 29 March. */
export const startOf = (week: number): number =>
  Date.parse('2026-03-03T18:00:00Z') + (week - 1) * 7 * day - (week > 4 ? hour : 0);
const dateOf = (week: number) => new Date(startOf(week)).toISOString().slice(0, 10);

export interface WeeklyCircle {
  readonly fixture: HttpFixture;
  readonly id: CircleId;
  readonly ledger: Awaited<ReturnType<HttpFixture['app']['httpContext']['ledgers']['circle']>>;
  readonly invitation: string;
  readonly facilitatorLink: string;
  readonly organiser: HttpVisitor;
  join(name: string): Promise<PlaceMember>;
}

export class PlaceMember {
  readonly visitor: HttpVisitor;
  readonly id: string;
  readonly #circle: string;

  constructor(visitor: HttpVisitor, circle: string, id: string) {
    this.visitor = visitor;
    this.id = id;
    this.#circle = circle;
  }

  place() {
    return this.visitor.ask('GET', `/api/circles/${this.#circle}/place`);
  }

  async placeBody(): Promise<PlaceBody> {
    return (await this.place()).json<PlaceBody>();
  }

  choose(wanted: boolean, week = 1) {
    const path = `/api/circles/${this.#circle}/meetings/${meetingOf(week)}/seat`;
    return this.visitor.ask('PUT', path, { wanted });
  }

  async seatAfter(wanted: boolean, week = 1): Promise<SeatResponse> {
    return (await this.choose(wanted, week)).json<SeatResponse>();
  }

  leaveForGood() {
    return this.visitor.ask('POST', `/api/circles/${this.#circle}/leave-for-good`, {});
  }
}

export async function weeklyCircle(
  seats = 2,
  environment: Record<string, string> = {},
  log: Log = createLog('silent'),
): Promise<WeeklyCircle> {
  const fixture = await startHttpFixture(environment, log);
  const organiser = await fixture.organiser();
  const opened = await organiser.openCircle({
    ...{ purpose: 'For carers', settings: { seats } },
    ...{ start: '2026-03-01T18:30:00Z', minutes: 5 },
  });
  const id = opened.id as CircleId;
  const ledger = await fixture.app.httpContext.ledgers.circle(id);
  const first = ledger.state.meetings[0]?.meeting;
  const note = { do: 'cancel-meeting', meeting: first as MeetingId, note: 'By hand' } as const;
  await ledger.handle(note, systemContext);
  await meetWeekly(ledger);
  const { url: invitation } = opened.invitation;
  return {
    ...{ fixture, id, ledger, invitation, organiser },
    facilitatorLink: opened.facilitatorLink.url,
    async join(name) {
      const visitor = fixture.visitor();
      const { member } = redeemedBody(await visitor.join(invitation, name));
      return new PlaceMember(visitor, id, member);
    },
  };
}

/** As the planner of the server does. */
export const meetWeekly = (ledger: WeeklyCircle['ledger'], weeks = 8) =>
  ledger.handle(
    {
      ...{ do: 'set-rhythm', rule, minutes: 75, next: startOf(weeks + 1) },
      slots: Array.from({ length: weeks }, (_, n) => ({
        ...{ meeting: meetingOf(n + 1), date: dateOf(n + 1), start: startOf(n + 1) },
      })),
    },
    systemContext,
  );
