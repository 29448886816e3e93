/**
 * Everybody who is watching one circle from this node, and what each of them was told.
 * Changes of one turn of the event loop go out together: the public ones as one packet for
 * all, then what is private to each; a snapshot instead where what somebody may see begins
 * anew. It decides nothing and does not know how anything is sent.
 */
import type { Intention, Millis, PersonId, PublicChange, Standing, Touched } from '@holdspace/core';
import { type DeskView, isIn, privateOf, viewOf } from '@holdspace/core';
import type { Message, ServerToClient, Snapshot } from '@holdspace/protocol';
import { isExcluded } from './desk.ts';
import type { LiveMeeting } from './meeting.ts';
import type { PresenceBook } from './presence.ts';
import { difference, type PrivateWhole } from './private-part.ts';

export type Packets = {
  [Name in 'snapshot' | 'changes' | 'private' | 'here']: Parameters<ServerToClient[Name]>[0];
};

/** How packets leave; `Line` is one connection. */
export interface Delivery<Line> {
  one<Name extends keyof Packets>(line: Line, name: Name, packet: Packets[Name]): void;
  /** Encoded once for all of them. */
  many<Name extends keyof Packets>(lines: readonly Line[], name: Name, packet: Packets[Name]): void;
}

/** What the audience asks of the circle it is in. */
export interface Scene {
  readonly now: () => Millis;
  readonly presence: PresenceBook;
  meeting(): LiveMeeting | null;
  standing(person: PersonId): Standing | null;
  /** That person's part of the desk, empty words and all. */
  desk(person: PersonId, standing: Standing): DeskView;
  intention(person: PersonId): Intention | null;
  failed(error: unknown): void;
}

export interface Watcher<Line> {
  readonly person: PersonId;
  readonly device: string;
  readonly line: Line;
  /** What was shown belongs to this; anything else begins anew. */
  era: string;
  /** Null: not known, everything has to be told. */
  told: PrivateWhole | null;
  /** What they had when they came; null once they were told what they missed. */
  had: Had | null;
}

export interface Had {
  readonly log: string;
  readonly at: number;
}

/** The page of the timeline that a snapshot carries. */
export const page = 200;

export class Audience<Line> {
  readonly #scene: Scene;
  readonly #delivery: Delivery<Line>;
  readonly #watchers = new Set<Watcher<Line>>();
  #here: readonly PersonId[] = [];
  #moved = false;
  /** Whose own view may have changed since the last telling. */
  #touched: Set<PersonId> | 'everyone' = new Set();
  #due: NodeJS.Immediate | null = null;
  #waiting: (() => void)[] = [];
  #ticking: NodeJS.Timeout | undefined;

  constructor(scene: Scene, delivery: Delivery<Line>) {
    this.#scene = scene;
    this.#delivery = delivery;
  }

  get watchers(): ReadonlySet<Watcher<Line>> {
    return this.#watchers;
  }

  /** At the end of this turn they are told what they missed since `had`, or everything. */
  enter(who: Pick<Watcher<Line>, 'person' | 'device' | 'line'>, had: Had | null): Watcher<Line> {
    const { person, device, line } = who;
    const watcher: Watcher<Line> = { person, device, line, era: '', told: null, had };
    this.#watchers.add(watcher);
    this.#moved = true;
    this.changed([person]);
    return watcher;
  }

  leave(watcher: Watcher<Line>): void {
    this.#watchers.delete(watcher);
  }

  /** Something may look different to these, beside what all are told; at the end of this turn. */
  changed(who: Touched = 'everyone'): void {
    if (who === 'everyone') this.#touched = who;
    else if (this.#touched !== 'everyone') for (const each of who) this.#touched.add(each);
    this.#due ??= setImmediate(() => this.flush());
  }

  /**
   * This person's connections are others than before: their own view tells which device writes,
   * and facilitators tend to who is there. Everybody else is told by `here` alone, unless it is a
   * facilitator, whom one sees from outside too.
   */
  moved(person: PersonId): void {
    this.#moved = true;
    const people = this.#scene.meeting()?.ledger.state.people;
    const facilitators = [...(people?.values() ?? [])].filter(({ role }) => role === 'facilitator');
    const leads = facilitators.some(({ id }) => id === person);
    this.changed(leads ? 'everyone' : [person, ...facilitators.map(({ id }) => id)]);
  }

  /** Answers when everything that has changed until now has been sent. */
  settled(): Promise<void> {
    if (!this.#due) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  flush(): void {
    if (!this.#due) return;
    clearImmediate(this.#due);
    this.#due = null;
    try {
      this.#flush();
    } catch (error) {
      // A fault of ours in one circle must not take all the others down with it.
      this.#scene.failed(error);
    }
    for (const done of this.#waiting.splice(0)) done();
    this.#tick();
  }

  #flush(): void {
    const touched = this.#touched;
    const moved = this.#moved || touched === 'everyone';
    this.#touched = new Set();
    this.#moved = false;
    const anew = new Set<Watcher<Line>>();
    const staying: Watcher<Line>[] = [];
    for (const watcher of this.#watchers) {
      if (touched !== 'everyone' && !touched.has(watcher.person)) continue;
      if (watcher.era === this.#era(watcher.person)) staying.push(watcher);
      else anew.add(watcher);
    }
    const list = this.#scene.meeting()?.log.gathered() ?? [];
    const others = (watcher: Watcher<Line>) => !anew.has(watcher);
    this.#send(others, list);
    if (moved || list.some((change) => 'person' in change || 'left' in change)) {
      this.#tellHere(others);
    }
    const caughtUp = new Map<number, Packets['changes']>();
    for (const watcher of anew) if (!this.#catchUp(watcher, caughtUp)) this.#begin(watcher);
    const whole = this.#wholes();
    for (const watcher of staying) this.#tell(watcher, whole);
  }

  #tellHere(to: (watcher: Watcher<Line>) => boolean): void {
    const here = this.#connected();
    const known = this.#here;
    if (here.length === known.length && here.every((person, i) => person === known[i])) return;
    this.#here = here;
    this.#delivery.many(this.#inside(to), 'here', here);
  }

  /** What this person may read, oldest first, a page of it before the message named. */
  earlier(person: PersonId, before: string): { messages: readonly Message[]; more: boolean } {
    const timeline = this.#view(person)?.timeline ?? [];
    const end = timeline.findIndex(({ id }) => id === before);
    const begin = Math.max(0, end - page);
    return end < 0
      ? { messages: [], more: false }
      : { messages: timeline.slice(begin, end), more: begin > 0 };
  }

  /** In open mode with an interval, who may write changes with time alone. */
  #tick(): void {
    clearTimeout(this.#ticking);
    const slow = this.#watchers.size > 0 && this.#scene.meeting()?.ledger.state.floor.slow;
    if (slow) this.#ticking = setTimeout(() => this.changed(), 1000).unref();
  }

  #send(to: (watcher: Watcher<Line>) => boolean, list: readonly PublicChange[]): void {
    const meeting = this.#scene.meeting();
    if (!meeting || list.length === 0) return;
    this.#delivery.many(this.#inside(to), 'changes', { at: meeting.log.at, list });
  }

  #inside(which: (watcher: Watcher<Line>) => boolean): Line[] {
    const state = this.#scene.meeting()?.ledger.state;
    if (!state) return [];
    const lines: Line[] = [];
    for (const watcher of this.#watchers) {
      if (isIn(state, watcher.person) && which(watcher)) lines.push(watcher.line);
    }
    return lines;
  }

  /** False where only a snapshot can say it. Who missed the same is sent the same packet. */
  #catchUp(watcher: Watcher<Line>, same: Map<number, Packets['changes']>): boolean {
    const { person, line, had } = watcher;
    const meeting = this.#scene.meeting();
    watcher.had = null;
    const list = had && this.#missed(person, had);
    if (!had || !list || !meeting) return false;
    const packet = same.get(had.at) ?? { at: meeting.log.at, list };
    same.set(had.at, packet);
    watcher.era = this.#era(person);
    this.#delivery.one(line, 'changes', packet);
    this.#delivery.one(line, 'here', this.#here);
    this.#tell(watcher, this.#wholes());
    return true;
  }

  #missed(person: PersonId, had: Had): readonly PublicChange[] | null {
    const meeting = this.#scene.meeting();
    if (!meeting || had.log !== meeting.ledger.log) return null;
    const { state } = meeting.ledger;
    // PHA-6: what is purged is not said again, and is taken back from who still has it.
    if (!isIn(state, person) || state.phase === 'purged') return null;
    return meeting.log.after(had.at, person);
  }

  /** Changes whenever what this person may see begins anew. */
  #era(person: PersonId): string {
    const meeting = this.#scene.meeting();
    if (!meeting) return 'none';
    const { state } = meeting.ledger;
    const role = this.#scene.standing(person)?.role;
    const since = isIn(state, person) ? meeting.log.since(person) : null;
    if (since !== null && meeting) {
      return [meeting.ledger.log, state.meeting, since, role, meeting.log.anew(person)].join();
    }
    const outside = this.#view(person);
    return JSON.stringify([state.meeting, role, { ...outside, mine: null }]);
  }

  #begin(watcher: Watcher<Line>): void {
    const { person, line } = watcher;
    const meeting = this.#scene.meeting();
    const view = this.#view(person, page + 1);
    const whole = this.#wholes()(watcher);
    watcher.era = this.#era(person);
    if (!meeting || !view || !whole) return;
    const inside = isIn(meeting.ledger.state, person);
    const { mine, desk } = whole;
    watcher.told = whole;
    const snapshot: Snapshot = {
      log: meeting.ledger.log,
      // Whoever is not in has no business with how much happens inside.
      at: inside ? meeting.log.at : 0,
      more: view.timeline.length > page,
      view: { ...view, timeline: view.timeline.slice(-page), mine, ...(desk && { desk }) },
    };
    this.#delivery.one(line, 'snapshot', snapshot);
  }

  #tell(watcher: Watcher<Line>, wholes: (watcher: Watcher<Line>) => PrivateWhole | null): void {
    const whole = wholes(watcher);
    if (!whole) return;
    const change = difference(whole, watcher.told);
    watcher.told = whole;
    if (change) this.#delivery.one(watcher.line, 'private', change);
  }

  /** Private parts as they are now, worked out once for all connections of one device. */
  #wholes(): (watcher: Pick<Watcher<Line>, 'person' | 'device'>) => PrivateWhole | null {
    const meeting = this.#scene.meeting();
    return ({ person, device }) => {
      const standing = this.#scene.standing(person);
      if (!meeting || !standing) return null;
      const { state, words } = meeting.ledger;
      const viewer = {
        ...this.#viewer(person),
        writes: this.#scene.presence.writes(person, device),
      };
      const { mine, ...more } = privateOf(state, words, viewer);
      const { desk, ...atDesk } = this.#scene.desk(person, standing);
      const intention = this.#scene.intention(person);
      const can = {
        ...mine.can,
        ...(intention ? {} : ({ intention: 'unknown-message' } as const)),
      };
      return { mine: { ...mine, ...atDesk, can, intention }, ...more, ...(desk && { desk }) };
    };
  }

  #view(person: PersonId, most?: number) {
    const meeting = this.#scene.meeting();
    if (!meeting) return null;
    const { state, words } = meeting.ledger;
    const view = viewOf(state, words, this.#viewer(person), most);
    const standing = this.#scene.standing(person);
    const isOut =
      state.people.get(person)?.whereabouts === 'removed' ||
      (standing !== null && isExcluded(standing, this.#scene.now()));
    if (!isOut) return view;
    // VOI-7: nothing of the circle is left to them but that it is, and until when.
    return { ...view, people: [], lead: null, locked: false };
  }

  #viewer(person: PersonId) {
    return {
      person,
      standing: this.#scene.standing(person),
      writes: true,
      now: this.#scene.now(),
      present: (each: PersonId) => this.#scene.presence.who(each),
    };
  }

  /** RND-17: after a start everybody who was in counts as connected until it has settled. */
  #connected(): PersonId[] {
    const meeting = this.#scene.meeting();
    if (!meeting) return [];
    const { state } = meeting.ledger;
    return [...state.people.keys()].filter(
      (id) => isIn(state, id) && this.#scene.presence.who(id) !== 'away',
    );
  }
}
