/**
 * A simulated meeting: named people, a clock and connections that the test moves, and a
 * decider that is asked one thing after another. Every event goes through JSON and back, words
 * are kept apart from facts and erased when a fact says so, refusals are answers.
 * The decider comes in as an argument, so that a test can run the same meeting on a faulty decider.
 */

import { isDeepStrictEqual } from 'node:util';
import type {
  CircleCommand,
  CircleId,
  CircleSettings,
  MeetingCommand,
  MeetingEvent,
  MeetingFact,
  MeetingId,
  MeetingOutboxCommand,
  MeetingState,
  MeetingSystemCommand,
  MeetingView,
  Millis,
  PersonId,
  Presence,
  PublicChange,
  Refusal,
  Role,
  Standing,
  Viewer,
} from '@holdspace/core';
import * as ours from '@holdspace/core';
import { type CircleCore, SimulatedCircle } from './simulated-circle.ts';

/** What a story needs of the core. */
export type CoreUnderTest = CircleCore &
  Pick<
    typeof ours,
    | 'meeting'
    | 'followsReceipt'
    | 'meetingDeadlines'
    | 'meetingViewOf'
    | 'publicChanges'
    | 'viewersNeedingSnapshot'
    | 'meetingOutbox'
    | 'desk'
    | 'deskViewOf'
    | 'deskWithPending'
    | 'pendingReceipts'
    | 'missingReceipts'
  >;
export type SimulationCommand = MeetingCommand | MeetingSystemCommand;
export type SimulationAnswer = readonly MeetingEvent[] | Refusal;

/** One decision that was made, with the meeting before and after it. */
export interface SimulationStep {
  readonly by: string;
  readonly command: SimulationCommand;
  readonly writes: boolean;
  readonly now: Millis;
  readonly answer: SimulationAnswer;
  readonly facts: readonly MeetingFact[];
  readonly before: MeetingState;
  readonly after: MeetingState;
  /** The state that the decision returned; `after` is evolved from facts that went through JSON. */
  readonly decided: MeetingState;
  /** The public changes that everyone inside receives. */
  readonly changes: readonly PublicChange[];
}

export interface MeetingSimulationOptions {
  /** Everyone who belongs to the circle, by name; the rest of the world are strangers. */
  readonly cast: Readonly<Record<string, Role>>;
  /** Named beforehand to stand in when no facilitator is there. */
  readonly standIns?: readonly string[];
  readonly settings?: Partial<CircleSettings>;
  readonly core?: CoreUnderTest;
  /** A circle that has met before; a new one by default. */
  readonly circle?: SimulatedCircle;
  /** Called after every decision, also a refused one. */
  readonly onStep?: (step: SimulationStep, story: MeetingSimulation) => void;
}

/** The meeting begins half an hour from the story's first moment and lasts 75 minutes. */
export const meetingStart: Millis = 30 * 60_000;
export const meetingEnd: Millis = meetingStart + 75 * 60_000;

export const personId = (name: string): PersonId => name as PersonId;

/** Events that follow a deadline which does not go away by being met. */
const maxDueSteps = 200;

export class MeetingSimulation {
  readonly core: CoreUnderTest;
  readonly facts: MeetingFact[] = [];
  readonly words = new Map<string, string>();
  /** By the circle's ledger; a test can set another one. */
  readonly standings = new Map<string, Standing>();
  readonly #known = new Map<string, Standing>();
  readonly circle: SimulatedCircle;
  /** What reached the desk, oldest first. */
  readonly receipts: Extract<MeetingOutboxCommand, { to: 'desk' }>['command'][] = [];
  state: MeetingState;
  now: Millis = 0;
  #decisions = 0;
  readonly #presence = new Map<string, Presence>();
  /** Until when people may come back after a restart (RND-17); null when nobody is awaited. */
  #settleUntil: Millis | null = null;
  readonly #onStep: MeetingSimulationOptions['onStep'];

  constructor({
    cast,
    standIns = [],
    settings = {},
    core = ours,
    circle,
    onStep: watch,
  }: MeetingSimulationOptions) {
    this.core = core;
    this.#onStep = watch;
    this.state = core.meeting.initial;
    const all = { ...ours.defaultSettings, ...settings };
    this.circle = circle ?? new SimulatedCircle(core, all);
    for (const [name, role] of Object.entries(cast)) {
      this.circle.addMember(personId(name), role, standIns.includes(name));
      this.#presence.set(name, 'here');
    }
    this.#readStandings();
    this.ask('system', {
      do: 'schedule',
      circle: 'circle' as CircleId,
      meeting: 'meeting' as MeetingId,
      start: meetingStart,
      end: meetingEnd,
      settings: all,
    });
  }

  readonly present = (person: PersonId): Presence => this.#presence.get(person) ?? 'away';

  get settling(): boolean {
    return this.#settleUntil !== null;
  }

  /** What would be decided now, without an effect. The same question gives the same answer. */
  preview(by: string, command: SimulationCommand, writes = true): SimulationAnswer {
    const decision = this.#decide(by, command, writes);
    return ours.isRefusal(decision) ? decision : decision.events;
  }

  #decide(by: string, command: SimulationCommand, writes: boolean) {
    return this.core.meeting.decide(this.state, command, {
      now: this.now,
      actor: by === 'system' ? 'system' : personId(by),
      standing: this.standings.get(by) ?? null,
      present: this.present,
      writes,
      seed: `decision ${this.#decisions}`,
    });
  }

  ask(by: string, command: SimulationCommand, { writes = true } = {}): SimulationAnswer {
    const decision = this.#decide(by, command, writes);
    const answer = ours.isRefusal(decision) ? decision : decision.events;
    const before = this.state;
    const facts = ours.isRefusal(answer) ? [] : this.#apply(answer);
    const decided = ours.isRefusal(decision) ? before : decision.state;
    if (this.#onStep) {
      const { now, state: after } = this;
      const changes = this.core.publicChanges(before, after, facts, this.words);
      this.#onStep(
        { by, command, writes, now, answer, facts, before, after, decided, changes },
        this,
      );
    }
    return answer;
  }

  #apply(events: readonly MeetingEvent[]): MeetingFact[] {
    this.#decisions++;
    const facts: MeetingFact[] = [];
    for (const event of JSON.parse(JSON.stringify(events)) as MeetingEvent[]) {
      const { words = {}, ...fact } = event;
      for (const slot of event.erases ?? []) this.words.delete(slot);
      for (const [slot, text] of Object.entries(words)) this.words.set(slot, text);
      facts.push(fact as MeetingFact);
      this.state = this.core.meeting.evolve(this.state, fact as MeetingFact);
    }
    this.facts.push(...facts);
    return facts;
  }

  /** The connection goes, without a goodbye. */
  disconnect(name: string): SimulationAnswer {
    return this.#connection(name, 'away');
  }

  reconnect(name: string): SimulationAnswer {
    return this.#connection(name, 'here');
  }

  /** Another page is in front of theirs, which stays connected; `reconnect` shows it again (TRN-8). */
  hidePage(name: string): SimulationAnswer {
    return this.#connection(name, 'hidden');
  }

  #connection(name: string, presence: Presence): SimulationAnswer {
    this.#presence.set(name, presence);
    return this.ask('system', { do: 'presence-changed' });
  }

  /** The server restarts: the state is rebuilt from the facts, and no presence is known. */
  restart(): void {
    this.state = this.replayedState();
    for (const name of this.#presence.keys()) this.#presence.set(name, 'unknown');
    this.#settleUntil = this.now + this.state.settings.settle;
  }

  /** The state as another node would find it, from the facts alone. */
  replayedState(): MeetingState {
    const { initial, evolve } = this.core.meeting;
    return this.facts.reduce(evolve, initial);
  }

  /** Time goes by; what comes due meanwhile happens at its moment. */
  wait(ms: Millis): void {
    const until = this.now + ms;
    for (let met = 0; ; met++) {
      if (met > maxDueSteps) throw new Error('what is due does not go away by being met');
      const next = this.#nextDue();
      if (next === null || next.at > until) break;
      this.now = Math.max(this.now, next.at);
      this.#expire();
      next.meet();
    }
    this.now = until;
    this.#expire();
  }

  #nextDue(): { readonly at: Millis; readonly meet: () => void } | null {
    const settles = this.#settleUntil;
    const list = this.core.meetingDeadlines(this.state).map(({ at, floor, command }) => ({
      // RND-17: nothing about the floor comes due before people could come back.
      at: floor && settles !== null ? Math.max(at, settles) : at,
      meet: (): void => {
        this.ask('system', command);
      },
    }));
    if (settles !== null) list.unshift({ at: settles, meet: () => this.#settle() });
    return list.reduce<(typeof list)[number] | null>(
      (first, each) => (first === null || each.at < first.at ? each : first),
      null,
    );
  }

  #settle(): void {
    this.#settleUntil = null;
    for (const [name, presence] of this.#presence) {
      if (presence === 'unknown') this.disconnect(name);
    }
  }

  /** Words whose time is up cannot be read (PHA-6). */
  #expire(): void {
    if (this.state.wordsUntil !== null && this.now >= this.state.wordsUntil) this.words.clear();
  }

  /**
   * Delivers the outbox to the desk and the circle and confirms it, in the order of the server:
   * what follows a receipt goes after all receipts. Standings change as the circle says.
   */
  deliverOutbox(): void {
    const all = this.core.meetingOutbox(this.state, this.words);
    const later = all.filter((each) => this.core.followsReceipt(each));
    for (const each of [...all.filter((one) => !later.includes(one)), ...later]) {
      if (each.to === 'desk') this.receipts.push(each.command);
      this.circle.deliver(each, this.now);
      this.ask('system', { do: 'confirm', what: each.what });
    }
    this.#readStandings();
  }

  /** By the server, for instance a mute that came along from another meeting. */
  askCircle(command: CircleCommand): void {
    this.circle.ask(command, this.now);
    this.#readStandings();
  }

  /** A member agrees to this version of the agreements (AGR-2). */
  agree(name: string, version: number): Refusal | null {
    const actor = personId(name);
    const answer = this.circle.ledger.ask({ do: 'agree', version }, { now: this.now, actor });
    this.#readStandings();
    return ours.isRefusal(answer) ? answer : null;
  }

  /** A standing that a test has set stays until the circle changes that of its person. */
  #readStandings(): void {
    for (const person of this.circle.ledger.state.members.keys()) {
      const standing = this.circle.standingOf(person);
      if (!standing || isDeepStrictEqual(standing, this.#known.get(person))) continue;
      this.#known.set(person, standing);
      this.standings.set(person, standing);
    }
  }

  viewer(name: string, writes = true): Viewer {
    return {
      person: personId(name),
      standing: this.standings.get(name) ?? null,
      now: this.now,
      present: this.present,
      writes,
    };
  }

  view(name: string, writes = true): MeetingView {
    return this.core.meetingViewOf(this.state, this.words, this.viewer(name, writes));
  }

  /** What this person reads, oldest first. */
  timelineTexts(name: string): string[] {
    return this.view(name).timeline.map(({ text }) => text);
  }
}
