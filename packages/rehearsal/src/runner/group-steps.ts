/** Plays the steps about what a group does between its meetings, over HTTP. */
import { ApiProblem, placeApi, type StaffApi, staffApi } from '@holdspace/client';
import type { MeetingBody } from '@holdspace/protocol';
import type {
  GroupAction,
  GroupActionStep,
  GroupExpectStep,
  OrganiserAction,
} from '../format/group-steps.ts';
import { findDifference, type ViewDifference } from '../format/view-match.ts';
import type { RehearsalHost } from './host.ts';
import type { Outcome, Player } from './player.ts';
import { stepFailed } from './result.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Between two looks at a page that is not live, in ms. */
const lookInterval = 100;

/** `ok`, or the code of the refusal. */
async function outcomeOf(asked: Promise<unknown>): Promise<Outcome> {
  try {
    await asked;
    return 'ok';
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem.code;
    throw error;
  }
}

export class GroupLife {
  readonly #organiser: StaffApi;
  readonly #now: () => number;
  readonly #circle: string;

  constructor(
    { organiser, now = Date.now }: Pick<RehearsalHost, 'organiser' | 'now'>,
    circle: string,
  ) {
    this.#organiser = organiser;
    this.#now = now;
    this.#circle = circle;
  }

  /** What the organiser does. */
  async act(step: OrganiserAction): Promise<Outcome> {
    const { act } = step;
    const circle = this.#circle;
    switch (act) {
      case 'move-meeting': {
        const { id, start } = await this.#meeting(step.meeting);
        const later = new Date(Date.parse(start) + step.hours * hour).toISOString();
        return outcomeOf(this.#organiser.moveMeeting(circle, id, { start: later }));
      }
      case 'cancel-meeting': {
        const { id } = await this.#meeting(step.meeting);
        return outcomeOf(this.#organiser.cancelMeeting(circle, id, { note: step.note }));
      }
      case 'pause': {
        const until = step.days && new Date(this.#now() + step.days * day).toISOString();
        return outcomeOf(this.#organiser.pauseCircle(circle, until ? { until } : {}));
      }
      case 'resume':
        return outcomeOf(this.#organiser.resumeCircle(circle));
      case 'end':
        return outcomeOf(this.#organiser.endCircle(circle, { text: step.text }));
      default:
        return act satisfies never;
    }
  }

  /** What a member says about their seat, or somebody of the staff about carrying a meeting. */
  async say(player: Player, { doing, meeting: place }: GroupActionStep): Promise<Outcome> {
    const { id } = await this.#meeting(place);
    const meeting = { circle: this.#circle, id };
    const seats = placeApi(player.http);
    const staff = staffApi(player.http);
    const acts: Readonly<Record<GroupAction, () => Promise<unknown>>> = {
      'not-this-time': () => seats.chooseSeat(meeting.circle, id, { wanted: false }),
      'this-time': () => seats.chooseSeat(meeting.circle, id, { wanted: true }),
      'cannot-carry': () => staff.answerCover(meeting, 'cant'),
      carry: () => staff.answerCover(meeting, 'yes'),
      'take-back-cover': () => staff.takeBackCover(meeting),
    };
    return outcomeOf(acts[doing]());
  }

  /** Reads a page that is not live until it says so; fails the step after its time. */
  async expect(player: Player | null, step: GroupExpectStep, n: number): Promise<'held'> {
    const differs = await this.#waitFor(player, step);
    if (differs === null) return 'held';
    const { path, expected, seen } = differs;
    throw stepFailed(n, step.line, `${step.as ?? 'the organiser'} reads`, expected, seen, path);
  }

  /** Null once it matches; after the time, the first difference. */
  async #waitFor(
    player: Player | null,
    { view, within, meeting }: GroupExpectStep,
  ): Promise<ViewDifference | null> {
    const until = performance.now() + within;
    for (;;) {
      const seen = player
        ? await placeApi(player.http).place(this.#circle)
        : await this.#meeting(meeting);
      const differs = findDifference(view, seen);
      if (!differs || performance.now() > until) return differs;
      await new Promise((done) => setTimeout(done, lookInterval));
    }
  }

  /** The meeting at this place among those to come that take place, from 1. */
  async #meeting(place: number): Promise<MeetingBody> {
    const { items } = await this.#organiser.meetingPage(this.#circle);
    const coming = items.filter(({ state }) => ['planned', 'moved', 'running'].includes(state));
    const found = coming[place - 1];
    if (!found) throw new Error(`The circle has ${coming.length} meetings to come, not ${place}.`);
    return found;
  }
}
