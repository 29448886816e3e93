/** Plays the steps about what a group does between its meetings, over HTTP. */
import { ApiProblem, memberApi, placeApi, staffApi } from '@holdspace/client';
import { unendedMeetingLimit } from '@holdspace/core';
import type { MeetingBody } from '@holdspace/protocol';
import type { GroupActionStep } from '../format/group-steps.ts';
import type { OrganiserAction } from '../format/organiser-acts.ts';
import type { PageExpectation, PageStep } from '../format/page-expectations.ts';
import type { PassingTime } from '../format/time-steps.ts';
import { findDifference, replaceIds, type ViewDifference } from '../format/view-match.ts';
import type { RehearsalHost } from './host.ts';
import { MeetingFinder, NotThereError, shifted } from './meeting-finder.ts';
import { actAsOrganiser } from './organiser-acts.ts';
import { actBetweenMeetings } from './people-acts.ts';
import type { Outcome, Player } from './player.ts';
import { stepFailed } from './result.ts';

/** Between two looks at a page that is not live, in ms. */
const lookInterval = 100;
const settleTime = 5000;

/** `ok`, the code of the refusal, or what is not there. */
async function outcomeOf(asked: Promise<unknown>): Promise<Outcome> {
  try {
    await asked;
    return 'ok';
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem.code;
    if (error instanceof NotThereError) return error.message;
    throw error;
  }
}

export class GroupLife {
  readonly #finder: MeetingFinder;
  readonly #players: ReadonlyMap<string, Player>;

  constructor(
    { organiser, now = Date.now }: Pick<RehearsalHost, 'organiser' | 'now'>,
    circle: string,
    players: ReadonlyMap<string, Player>,
  ) {
    this.#finder = new MeetingFinder(organiser, circle, now);
    this.#players = players;
  }

  /** In milliseconds: whole days keep the time of day in the zone of the circle. */
  timeUntil({ days, for: rest }: PassingTime, zone = 'UTC'): number {
    const now = this.#finder.now();
    return shifted(now, zone, { days }) + rest - now;
  }

  /** Resolves when meetings that are long over are so in the lists too, or after some seconds. */
  async settle(): Promise<void> {
    const until = performance.now() + settleTime;
    const isLeft = ({ state, end }: MeetingBody) =>
      ['planned', 'moved', 'running'].includes(state) &&
      Date.parse(end) + unendedMeetingLimit < this.#finder.now();
    while ((await this.#finder.all()).some(isLeft) && performance.now() < until) {
      await new Promise((done) => setTimeout(done, lookInterval));
    }
  }

  /** What the organiser does. */
  act(step: OrganiserAction): Promise<Outcome> {
    return outcomeOf(actAsOrganiser(this.#finder, step));
  }

  /** What a member or somebody of the staff does. */
  async say(player: Player, step: GroupActionStep): Promise<Outcome> {
    return outcomeOf(
      player.signInAsStaff().then(() => actBetweenMeetings(this.#finder, player, step)),
    );
  }

  /** Reads pages that are not live until all say so; fails the step after its time. */
  async expect(step: PageStep, n: number): Promise<'held'> {
    const until = performance.now() + step.within;
    for (;;) {
      const found = await this.#firstDifference(step.expected);
      if (!found) return 'held';
      if (performance.now() > until) {
        const { expectation, difference } = found;
        const { path, expected, seen } = difference;
        const reader = expectation.as ?? 'the organiser';
        throw stepFailed(
          n,
          step.line,
          `${reader} reads “${expectation.page}”`,
          expected,
          seen,
          path,
        );
      }
      await new Promise((done) => setTimeout(done, lookInterval));
    }
  }

  async #firstDifference(expected: readonly PageExpectation[]): Promise<{
    readonly expectation: PageExpectation;
    readonly difference: ViewDifference;
  } | null> {
    const keys = new Map([...this.#players].map(([key, { id }]) => [id ?? '', key]));
    for (const expectation of expected) {
      const seen = await this.#read(expectation).catch(notReadable);
      if (seen instanceof NotThereError) {
        const difference = { path: '', expected: expectation.view, seen: seen.message };
        return { expectation, difference };
      }
      const difference = findDifference(expectation.view, replaceIds(seen, keys));
      if (difference) return { expectation, difference };
    }
    return null;
  }

  async #read({ page, as, meeting }: PageExpectation): Promise<unknown> {
    const { circle, organiser } = this.#finder;
    const player = as === null ? undefined : this.#players.get(as);
    await player?.signInAsStaff();
    const http = player?.http ?? {};
    const staff = as === null ? organiser : staffApi(http);
    switch (page) {
      case 'place': {
        const place = await placeApi(http).place(circle);
        if (meeting === 1) return place;
        const { id } = await this.#finder.find(meeting);
        const next = [place.next, ...place.coming].find((each) => each?.id === id) ?? null;
        return { ...place, next, seat: next?.seat };
      }
      case 'agreements':
        return memberApi(http).agreements(circle);
      case 'proposals':
        return memberApi(http).proposals(circle);
      case 'own-meetings':
        return (await staff.ownMeetings()).items.filter((each) => each.circle === circle);
      case 'carrying':
        return staff.ownCarrying();
      case 'debriefs':
        return (await staff.ownDebriefs()).filter((each) => each.circle === circle);
      case 'inbox':
        return (await staff.inbox({ peek: true })).filter((each) => each.circle === circle);
      case 'meetings':
        return this.#finder.all();
      case 'rhythm':
        return organiser.circleRhythm(circle);
      case 'cover': {
        const found = await this.#finder.find(meeting);
        return { ...found, level: coverLevel(found) };
      }
      default:
        return page satisfies never;
    }
  }
}

/** Why a page says nothing; throws what is no answer of the server. */
function notReadable(error: unknown): NotThereError {
  if (error instanceof NotThereError) return error;
  if (error instanceof ApiProblem) return new NotThereError(`refused: ${error.problem.code}`);
  throw error;
}

/** In the words of CVR-1. */
const coverLevel = ({ covered, wanted }: { readonly covered: number; readonly wanted: number }) => {
  if (covered >= wanted) return 'covered';
  return covered === 0 ? 'uncovered' : 'half covered';
};
