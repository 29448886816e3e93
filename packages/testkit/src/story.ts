/**
 * A meeting told as a story: named people, a clock and connections that the test moves, and a
 * decider that is asked one thing after another. Every event goes through JSON and back, words
 * are kept apart from facts and erased when a fact says so, refusals are answers.
 * The decider comes in as an argument, so that the same stories can be told to a broken one.
 */

import type {
  CircleId,
  CircleSettings,
  MeetingCommand,
  MeetingEvent,
  MeetingFact,
  MeetingId,
  MeetingState,
  MeetingView,
  Millis,
  Outbound,
  PersonId,
  Presence,
  PublicChange,
  Refusal,
  Role,
  Standing,
  SystemCommand,
  Viewer,
} from '@holdspace/core';
import * as ours from '@holdspace/core';

/** What a story needs of the core. */
export type Core = Pick<
  typeof ours,
  | 'meeting'
  | 'meetingDeadlines'
  | 'viewOf'
  | 'publicChanges'
  | 'anewFor'
  | 'outbox'
  | 'desk'
  | 'deskOf'
  | 'deskWithPending'
  | 'pendingReceipts'
  | 'missingReceipts'
>;
export type Command = MeetingCommand | SystemCommand;
export type Answer = readonly MeetingEvent[] | Refusal;

/** One decision that was made, with the meeting before and after it. */
export interface Step {
  readonly by: string;
  readonly command: Command;
  readonly writes: boolean;
  readonly now: Millis;
  readonly answer: Answer;
  readonly facts: readonly MeetingFact[];
  readonly before: MeetingState;
  readonly after: MeetingState;
  /** What everybody inside is told of it. */
  readonly changes: readonly PublicChange[];
}

export interface StoryOptions {
  /** Everybody who belongs to the circle, by name; the rest of the world are strangers. */
  readonly cast: Readonly<Record<string, Role>>;
  /** Named beforehand to stand in when no facilitator is there. */
  readonly standIns?: readonly string[];
  readonly settings?: Partial<CircleSettings>;
  readonly core?: Core;
  /** Told of every decision, also those that were refused. */
  readonly watch?: (step: Step, story: Story) => void;
}

/** The meeting begins half an hour from the story's first moment and lasts 75 minutes. */
export const start: Millis = 30 * 60_000;
export const end: Millis = start + 75 * 60_000;

export const id = (name: string): PersonId => name as PersonId;

/** Events that follow a deadline which does not go away by being met. */
const mostDue = 200;

export class Story {
  readonly core: Core;
  readonly facts: MeetingFact[] = [];
  readonly words = new Map<string, string>();
  readonly standings = new Map<string, Standing>();
  /** What reached the desk, oldest first. */
  readonly receipts: Extract<Outbound, { to: 'desk' }>['command'][] = [];
  state: MeetingState;
  now: Millis = 0;
  #decisions = 0;
  readonly #presence = new Map<string, Presence>();
  /** Until when people may come back after a restart (RND-17); null when nobody is awaited. */
  #settles: Millis | null = null;
  readonly #watch: StoryOptions['watch'];

  constructor({ cast, standIns = [], settings = {}, core = ours, watch }: StoryOptions) {
    this.core = core;
    this.#watch = watch;
    this.state = core.meeting.initial;
    for (const [name, role] of Object.entries(cast)) {
      this.standings.set(name, {
        ...{ person: id(name), name, role, link: `for ${name}`, known: false },
        ...(standIns.includes(name) && { standIn: true }),
      });
      this.#presence.set(name, 'here');
    }
    this.ask('system', {
      do: 'schedule',
      circle: 'circle' as CircleId,
      meeting: 'meeting' as MeetingId,
      start,
      end,
      settings: { ...ours.defaultSettings, ...settings },
    });
  }

  readonly present = (person: PersonId): Presence => this.#presence.get(person) ?? 'away';

  get settling(): boolean {
    return this.#settles !== null;
  }

  /** What would be decided now; nothing happens. The same asking gives the same answer. */
  would(by: string, command: Command, writes = true): Answer {
    return this.core.meeting.decide(this.state, command, {
      now: this.now,
      actor: by === 'system' ? 'system' : id(by),
      standing: this.standings.get(by) ?? null,
      present: this.present,
      writes,
      seed: `decision ${this.#decisions}`,
    });
  }

  ask(by: string, command: Command, { writes = true } = {}): Answer {
    const answer = this.would(by, command, writes);
    const before = this.state;
    const facts = ours.isRefusal(answer) ? [] : this.#commit(answer);
    if (this.#watch) {
      const { now, state: after } = this;
      const changes = this.core.publicChanges(before, after, facts, this.words);
      this.#watch({ by, command, writes, now, answer, facts, before, after, changes }, this);
    }
    return answer;
  }

  #commit(events: readonly MeetingEvent[]): MeetingFact[] {
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
  drop(name: string): Answer {
    return this.#connection(name, 'away');
  }

  back(name: string): Answer {
    return this.#connection(name, 'here');
  }

  /** Another page is in front of theirs, which stays connected; `back` shows it again (TRN-8). */
  hide(name: string): Answer {
    return this.#connection(name, 'hidden');
  }

  #connection(name: string, presence: Presence): Answer {
    this.#presence.set(name, presence);
    return this.ask('system', { do: 'presence-changed', person: id(name) });
  }

  /** The server starts again: all is rebuilt from the facts, and nobody is known to be here. */
  restart(): void {
    this.state = this.refolded();
    for (const name of this.#presence.keys()) this.#presence.set(name, 'unknown');
    this.#settles = this.now + this.state.settings.settle;
  }

  /** The state as another node would find it, from the facts alone. */
  refolded(): MeetingState {
    const { initial, evolve } = this.core.meeting;
    return this.facts.reduce(evolve, initial);
  }

  /** Time goes by; what comes due meanwhile happens at its moment. */
  wait(ms: Millis): void {
    const until = this.now + ms;
    for (let met = 0; ; met++) {
      if (met > mostDue) throw new Error('what is due does not go away by being met');
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
    const settles = this.#settles;
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
    this.#settles = null;
    for (const [name, presence] of this.#presence) {
      if (presence === 'unknown') this.drop(name);
    }
  }

  /** Words whose time is up cannot be read (PHA-6). */
  #expire(): void {
    if (this.state.wordsUntil !== null && this.now >= this.state.wordsUntil) this.words.clear();
  }

  /** Brings what is outgoing to the desk and the circle, and confirms it. */
  deliver(): void {
    for (const { what, to, command } of this.core.outbox(this.state, this.words)) {
      if (to === 'desk') this.receipts.push(command);
      else this.#tellCircle(command);
      this.ask('system', { do: 'confirm', what });
    }
  }

  #tellCircle(command: Extract<Outbound, { to: 'circle' }>['command']): void {
    const standing = this.standings.get(command.member);
    if (!standing) return;
    const { mutedUntil: _, ...rest } = standing;
    if (command.do === 'note-known') {
      const newcomer = command.newcomer && { newcomer: command.newcomer };
      this.standings.set(command.member, { ...standing, known: true, ...newcomer });
    } else if (command.do === 'note-released') {
      const { newcomer: _, ...known } = standing;
      this.standings.set(command.member, known);
    } else if (command.do === 'note-turned-away') {
      // What it does to a link is the circle's affair.
    } else if (command.do === 'exclude') {
      this.standings.set(command.member, { ...standing, excluded: command.until });
    } else if (command.until === 'lifted') {
      this.standings.set(command.member, rest);
    } else {
      this.standings.set(command.member, { ...rest, mutedUntil: command.until });
    }
  }

  viewer(name: string, writes = true): Viewer {
    return {
      person: id(name),
      standing: this.standings.get(name) ?? null,
      now: this.now,
      present: this.present,
      writes,
    };
  }

  view(name: string, writes = true): MeetingView {
    return this.core.viewOf(this.state, this.words, this.viewer(name, writes));
  }

  /** What this person reads, oldest first. */
  reads(name: string): string[] {
    return this.view(name).timeline.map(({ text }) => text);
  }
}
