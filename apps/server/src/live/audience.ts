/**
 * Everybody who is watching one circle from this node, and what each of them was told.
 * Changes of one turn of the event loop go out together: the public ones as one packet for
 * all, then what is private to each; a snapshot instead where what somebody may see begins
 * anew. It decides nothing and does not know how anything is sent.
 */
import type {
  DeskList,
  HeldDesk,
  PersonId,
  PublicChange,
  SessionId,
  Touched,
} from '@holdspace/core';
import { deskHeld, deskOlder, deskPage, isIn } from '@holdspace/core';
import type { ServerToClient, Snapshot } from '@holdspace/protocol';
import { again } from './attention.ts';
import { difference, type PrivateWhole } from './private-part.ts';
import type { ReceiptBarrier } from './receipt-barrier.ts';
import { type Had, lastPage, page, type Scene, Sight } from './sight.ts';

export type Packets = {
  [Name in 'snapshot' | 'changes' | 'private' | 'here']: Parameters<ServerToClient[Name]>[0];
};

/** How packets leave; `Line` is one connection. */
export interface Delivery<Line> {
  one<Name extends keyof Packets>(line: Line, name: Name, packet: Packets[Name]): void;
  /** Encoded once for all of them. */
  many<Name extends keyof Packets>(lines: readonly Line[], name: Name, packet: Packets[Name]): void;
}

export interface Watcher<Line> {
  readonly person: PersonId;
  /** By which they are signed in; nothing is done for one that has ended. */
  readonly session: SessionId;
  readonly device: string;
  /** The id of the browser it connects from; null when it has none. */
  readonly browser: string | null;
  readonly line: Line;
  /** What was shown belongs to this; anything else begins anew. */
  era: string;
  /** Null: not known, everything has to be told. */
  told: PrivateWhole | null;
  /** What they had when they came; null once they were told what they missed. */
  had: Had | null;
  /** The client reads changes of lists, item by item. */
  readonly byItem: boolean;
  /** What facilitators hold of the desk; null for others, and before they were told. */
  desk: HeldDesk | null;
}

/** Milliseconds. */
const hereEvery = 100;

export class Audience<Line> {
  readonly #scene: Scene;
  readonly #sight: Sight;
  readonly #delivery: Delivery<Line>;
  readonly #watchers = new Set<Watcher<Line>>();
  /** What all were told last; null when some were told otherwise since. */
  #here: readonly PersonId[] | null = [];
  #hereLater: NodeJS.Timeout | null = null;
  #moved = false;
  /** Whose own view may have changed since the last telling. */
  #touched: Set<PersonId> | 'everyone' = new Set();
  readonly #barrier: Pick<ReceiptBarrier, 'isPassed' | 'catchUp'>;
  /** A flush is scheduled, or waits at the barrier. */
  #due = false;
  #closed = false;
  #waiting: (() => void)[] = [];
  #ticking: NodeJS.Timeout | undefined;

  constructor(
    scene: Scene,
    delivery: Delivery<Line>,
    barrier: Pick<ReceiptBarrier, 'isPassed' | 'catchUp'>,
  ) {
    this.#scene = scene;
    this.#barrier = barrier;
    this.#sight = new Sight(scene);
    this.#delivery = delivery;
  }

  get watchers(): ReadonlySet<Watcher<Line>> {
    return this.#watchers;
  }

  /** At the end of this turn they are told what they missed since `had`, or everything. */
  enter(
    who: Pick<Watcher<Line>, 'person' | 'session' | 'device' | 'browser' | 'line' | 'byItem'>,
    had: Had | null,
  ): Watcher<Line> {
    const watcher: Watcher<Line> = { ...who, era: '', told: null, had, desk: null };
    this.#watchers.add(watcher);
    this.#moved = true;
    this.changed([who.person]);
    return watcher;
  }

  leave(watcher: Watcher<Line>): void {
    this.#watchers.delete(watcher);
  }

  /** Something may look different to these, beside what all are told; at the end of this turn. */
  changed(who: Touched = 'everyone'): void {
    if (who === 'everyone') this.#touched = who;
    else if (this.#touched !== 'everyone') for (const each of who) this.#touched.add(each);
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => this.#flush());
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

  /** From now on nothing waits at the barrier. */
  close(): void {
    this.#closed = true;
  }

  #flush(): void {
    // VOI-3: nobody is sent a moderation act before its sentence.
    if (!this.#closed && !this.#barrier.isPassed) {
      this.#flushLater();
      return;
    }
    this.#due = false;
    try {
      this.#tellAll();
    } catch (error) {
      // A fault of ours in one circle must not take all the others down with it.
      this.#scene.failed(error);
    }
    for (const done of this.#waiting.splice(0)) done();
    this.#tick();
  }

  /** Changes gather meanwhile. After a fault of the store it is tried again a little later. */
  #flushLater(): void {
    this.#barrier.catchUp().then(
      () => this.#flush(),
      (error) => {
        this.#scene.failed(error);
        setTimeout(() => this.#flush(), again).unref();
      },
    );
  }

  #tellAll(): void {
    const touched = this.#touched;
    const moved = this.#moved || touched === 'everyone';
    this.#touched = new Set();
    this.#moved = false;
    const anew = new Set<Watcher<Line>>();
    const staying: (readonly [Watcher<Line>, PrivateWhole | null])[] = [];
    for (const watcher of this.#watchers) {
      if (touched !== 'everyone' && !touched.has(watcher.person)) continue;
      if (watcher.era !== this.#sight.era(watcher.person)) anew.add(watcher);
      else staying.push([watcher, this.#wholeFor(watcher)]);
    }
    const list = this.#scene.meeting()?.log.gathered() ?? [];
    if (list.length > 0) for (const [watcher, whole] of staying) this.#tellReceipts(watcher, whole);
    const others = (watcher: Watcher<Line>) => !anew.has(watcher);
    this.#send(others, list);
    // Who comes in is here at once; who only comes back may be a moment late.
    if (list.some((change) => 'person' in change || 'left' in change)) this.#sendHere();
    else if (moved) this.#tellHere();
    const caughtUp = new Map<number, Packets['changes']>();
    for (const watcher of anew) if (!this.#catchUp(watcher, caughtUp)) this.#begin(watcher);
    for (const [watcher, whole] of staying) this.#tell(watcher, whole);
  }

  /** At once, and then no more often than that: when many come back, all hear of many at a time. */
  #tellHere(): void {
    if (this.#hereLater) {
      // Who comes meanwhile is told of now, and the others are not yet.
      this.#here = null;
      return;
    }
    this.#hereLater = setTimeout(() => {
      this.#hereLater = null;
      this.#sendHere();
    }, hereEvery).unref();
    this.#sendHere();
  }

  #sendHere(): void {
    const here = this.#sight.connected();
    const known = this.#here;
    if (known?.length === here.length && here.every((person, i) => person === known[i])) return;
    this.#here = here;
    const to = this.#inside(({ era }) => era !== '');
    this.#delivery.many(to, 'here', here);
  }

  /** Tells a facilitator older items of one list; false when there are no more. */
  olderDesk(watcher: Watcher<Line>, list: DeskList): boolean {
    const { desk, told } = watcher;
    if (!desk || !told) return false;
    watcher.desk = deskOlder(desk, list);
    watcher.told = { ...told, desk: watcher.desk.held };
    const change = difference(watcher.told, told, watcher.byItem);
    if (change) this.#delivery.one(watcher.line, 'private', change);
    return watcher.desk.held.more?.includes(list) === true;
  }

  earlier(person: PersonId, before: string) {
    return this.#sight.earlier(person, before);
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
    const list = had && this.#sight.missed(person, had);
    if (!had || !list || !meeting) return false;
    const packet = same.get(had.at) ?? { at: meeting.log.at, list };
    same.set(had.at, packet);
    watcher.era = this.#sight.era(person);
    const whole = this.#wholeFor(watcher);
    const receipts = whole?.mine.receipts ?? [];
    const first = list.length > 0 && receipts.length > 0;
    // VOI-3: they may have missed a redaction; its sentence goes before the changes, and once.
    if (first) this.#delivery.one(line, 'private', { mine: { receipts } });
    this.#delivery.one(line, 'changes', packet);
    this.#delivery.one(line, 'here', this.#sight.connected());
    this.#tell(watcher, whole, first);
    return true;
  }

  #begin(watcher: Watcher<Line>): void {
    const { person, line } = watcher;
    const meeting = this.#scene.meeting();
    const view = this.#sight.view(person, page + 1);
    watcher.desk = null;
    const whole = this.#wholeFor(watcher);
    watcher.era = this.#sight.era(person);
    if (!meeting || !view || !whole) return;
    const inside = isIn(meeting.ledger.state, person);
    const { mine, desk } = whole;
    const timeline = lastPage(view.timeline);
    watcher.told = whole;
    const snapshot: Snapshot = {
      log: meeting.ledger.log,
      // Whoever is not in has no business with how much happens inside.
      at: inside ? meeting.log.at : 0,
      more: timeline.length < view.timeline.length,
      view: { ...view, timeline, mine, ...(desk && { desk }) },
    };
    this.#delivery.one(line, 'snapshot', snapshot);
  }

  /** What this connection is to hold: of the desk a page, and what came since. */
  #wholeFor(watcher: Watcher<Line>): PrivateWhole | null {
    const whole = this.#sight.whole(watcher.person, watcher.device);
    if (!whole?.desk) {
      watcher.desk = null;
      return whole;
    }
    watcher.desk = watcher.desk ? deskHeld(whole.desk, watcher.desk) : deskPage(whole.desk);
    return { ...whole, desk: watcher.desk.held };
  }

  /** VOI-3: a redaction or a stopped turn shows in the public changes; its sentence goes first. */
  #tellReceipts(watcher: Watcher<Line>, whole: PrivateWhole | null): void {
    const { told } = watcher;
    if (!told || !whole || whole.mine.receipts.length <= told.mine.receipts.length) return;
    this.#tell(watcher, { ...told, mine: { ...told.mine, receipts: whole.mine.receipts } });
  }

  /** `hasReceipts`: the client was sent them already, although it is not known what it has. */
  #tell(watcher: Watcher<Line>, whole: PrivateWhole | null, hasReceipts = false): void {
    if (!whole) return;
    const change = difference(whole, watcher.told, watcher.byItem);
    watcher.told = whole;
    if (!change) return;
    const { receipts: _, ...mine } = change.mine ?? {};
    this.#delivery.one(watcher.line, 'private', hasReceipts ? { ...change, mine } : change);
  }
}
