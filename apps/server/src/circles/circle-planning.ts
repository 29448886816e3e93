/**
 * Plans the meetings of circles (RHY-1, RHY-3, RHY-4): computes the slots of a rhythm and the ids of
 * their meetings, sends what an organiser decides, and answers when the meetings at hand have followed.
 * What fits is decided in core.
 */
import type {
  CircleCommand,
  CircleState,
  HouseStanding,
  MeetingId,
  Millis,
  PlannedMeeting,
  PlannedSlot,
  Rhythm,
  RhythmChanges,
  ZoneRules,
} from '@holdspace/core';
import {
  followsPlan,
  nextSlotFrom,
  planAheadDueAt,
  planAheadEnd,
  planningHorizon,
  rhythmChanges,
  slotsOf,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import { deriveMeetingId } from '../security/tokens.ts';
import { currentMeetingLedger, followPlan, openMeetingsAtHand } from './meeting-ledgers.ts';

type CommandNamed<Name extends CircleCommand['do']> = Extract<CircleCommand, { readonly do: Name }>;

/** What an organiser decides about meetings; the server adds what it knows itself. */
export type PlanChange =
  | Omit<CommandNamed<'set-rhythm'>, 'slots' | 'next' | 'begun'>
  | CommandNamed<
      | 'schedule'
      | 'end-rhythm'
      | 'move-meeting'
      | 'cancel-meeting'
      | 'pause'
      | 'resume'
      | 'end-circle'
      | 'take-back-end'
    >;

export interface CirclePlanningParts {
  readonly ledgers: Ledgers;
  readonly zones: ZoneRules;
  /** The ids of meetings are derived with it. */
  readonly key: Buffer;
}

interface SlotsAhead {
  readonly slots: readonly PlannedSlot[];
  /** The start of the first slot after them; null when there is none. */
  readonly next: Millis | null;
}

/** A meeting that has a ledger, or is about to. */
interface MeetingAtHand {
  readonly meeting: MeetingId;
  readonly ledger: MeetingLedger;
}

const day: Millis = 24 * 60 * 60 * 1000;

export class CirclePlanning {
  readonly #parts: CirclePlanningParts;

  constructor(parts: CirclePlanningParts) {
    this.#parts = parts;
  }

  /**
   * Answers when the circle has decided, and the meetings at hand are as it decided. Refusals are those
   * of the command; `stale` for a meeting that has begun.
   */
  async change(
    circle: CircleLedger,
    change: PlanChange,
    context: CommandContext<HouseStanding>,
  ): Promise<CommandResult> {
    const { ledgers } = this.#parts;
    const atHand = await this.#meetingsAtHand(circle.state);
    const answer = await circle.handle(this.#commandOf(circle.state, change, atHand), context);
    if ('refused' in answer) return answer;
    for (const { meeting, ledger } of atHand) {
      const planned = circle.state.meetings.find((each) => each.meeting === meeting);
      if (planned && ledger.version > 0) await followPlan(ledger, circle.state, planned);
    }
    await this.planAhead(circle);
    await currentMeetingLedger(ledgers, circle);
    return answer;
  }

  /** What `set-rhythm` would do to the meetings now; with null, what `end-rhythm` would. */
  async changesOf(
    circle: CircleLedger,
    wanted: { readonly rule: Rhythm; readonly minutes: number } | null,
  ): Promise<RhythmChanges> {
    const { state } = circle;
    const begun = await this.openedMeetings(circle);
    const slots = wanted ? this.#slotsFor(state, wanted.rule).slots : [];
    return rhythmChanges(state, { minutes: wanted?.minutes ?? 0, slots, begun }, this.#now());
  }

  /** The meetings that have opened their doors or go on, by their own ledgers. */
  async openedMeetings({ state }: CircleLedger): Promise<readonly MeetingId[]> {
    return openedOf(await this.#meetingsAtHand(state));
  }

  /** Plans what has come inside the horizon, and the next date. Any node may; twice has no second effect (RHY-1). */
  async planAhead(circle: CircleLedger): Promise<void> {
    for (let planned: Millis | null = null; ; ) {
      const { state } = circle;
      const { rhythm } = state;
      const now = this.#now();
      const due = planAheadDueAt(state);
      if (rhythm === null || rhythm.next === null || due === null || due > now) return;
      const { rule, revision, next: from } = rhythm;
      // Still due where a date that was cancelled by hand comes next: then it is the one after it.
      if (planned !== null && from <= planned) return;
      planned = from;
      const to = planAheadEnd(state, this.#parts.zones, now);
      const ahead = this.#slotsBetween(state, rule, Math.max(from, now), to);
      await circle.handle({ do: 'plan-ahead', revision, from, ...ahead }, systemContext);
    }
  }

  #commandOf(
    state: CircleState,
    change: PlanChange,
    atHand: readonly MeetingAtHand[],
  ): CircleCommand {
    if (change.do === 'schedule') return change;
    const isByHand = change.do === 'move-meeting' || change.do === 'cancel-meeting';
    const begun = isByHand ? begunOf(atHand) : openedOf(atHand);
    if (change.do !== 'set-rhythm') return { ...change, begun };
    return { ...change, ...this.#slotsFor(state, change.rule), begun };
  }

  /**
   * Up to the horizon, and as far as anything is planned: no date there is without its slot. Where the
   * first date lies beyond it, so far from there on: people see when it begins.
   */
  #slotsFor(state: CircleState, rule: Rhythm): SlotsAhead {
    const now = this.#now();
    const first = nextSlotFrom(rule, this.#parts.zones, now)?.start ?? now;
    const since = first > now + planningHorizon ? first : now;
    const planned = state.meetings.map(({ start, date }) => (date === undefined ? 0 : start));
    const to = Math.max(since + planningHorizon + 1, ...planned.map((start) => start + 2 * day));
    return this.#slotsBetween(state, rule, now, to);
  }

  #slotsBetween({ circle }: CircleState, rule: Rhythm, from: Millis, to: Millis): SlotsAhead {
    const { zones, key } = this.#parts;
    if (circle === null) return { slots: [], next: null };
    return {
      slots: slotsOf(rule, zones, from, to).map(({ date, start }) => ({
        meeting: deriveMeetingId(key, circle, date),
        date,
        start,
      })),
      next: nextSlotFrom(rule, zones, to)?.start ?? null,
    };
  }

  async #meetingsAtHand(state: CircleState): Promise<readonly MeetingAtHand[]> {
    const { ledgers } = this.#parts;
    const open = await openMeetingsAtHand(ledgers, state);
    return Promise.all(
      open.map(async ({ meeting }: PlannedMeeting) => ({
        meeting,
        ledger: await ledgers.meeting(meeting),
      })),
    );
  }

  #now(): Millis {
    return this.#parts.ledgers.store.now();
  }
}

/** By hand they cannot be changed any more. */
const begunOf = (atHand: readonly MeetingAtHand[]): readonly MeetingId[] =>
  atHand
    .filter(({ ledger }) => ledger.version > 0 && !followsPlan(ledger.state))
    .map(({ meeting }) => meeting);

/** Their doors are open, also before their time: a rhythm, a pause and the end leave them alone. */
const openedOf = (atHand: readonly MeetingAtHand[]): readonly MeetingId[] =>
  atHand
    .filter(
      ({ ledger: { version, state } }) =>
        version > 0 && state.phase !== 'scheduled' && !state.calledOff,
    )
    .map(({ meeting }) => meeting);
