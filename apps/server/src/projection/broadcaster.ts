/**
 * Everybody who is watching one circle from this node, and what each of them was told.
 * Changes of one turn of the event loop go out together: the public ones as one packet for
 * all, then what is private to each; a snapshot instead where what somebody may see begins
 * anew. It decides nothing and does not know how anything is sent.
 */
import type {
  AffectedViewers,
  DeskListName,
  DeskWindow,
  PersonId,
  PublicChange,
  SessionId,
} from '@holdspace/core';
import {
  firstDeskPage,
  isInMeeting,
  nextDeskWindow,
  viewersAffectedByPresence,
  withOlderDeskPage,
} from '@holdspace/core';
import type { ServerToClient, Snapshot } from '@holdspace/protocol';
import { retryDelay } from '../scheduling/coalescing-task.ts';
import { type PrivateState, privateDiff } from './private-diff.ts';
import type { ReceiptBarrier } from './receipt-barrier.ts';
import {
  lastPage,
  type ProjectionSource,
  pageSize,
  type ResumePoint,
  ViewerProjection,
} from './viewer-projection.ts';

export type OutgoingPackets = {
  [Name in 'snapshot' | 'changes' | 'private' | 'here']: Parameters<ServerToClient[Name]>[0];
};

/** How packets leave; `Line` is one connection. */
export interface PacketDelivery<Line> {
  send<Name extends keyof OutgoingPackets>(
    line: Line,
    name: Name,
    packet: OutgoingPackets[Name],
  ): void;
  /** Encoded once for all of them. */
  sendMany<Name extends keyof OutgoingPackets>(
    lines: readonly Line[],
    name: Name,
    packet: OutgoingPackets[Name],
  ): void;
}

export interface Subscription<Line> {
  readonly person: PersonId;
  /** By which they are signed in; nothing is done for one that has ended. */
  readonly session: SessionId;
  readonly device: string;
  /** The id of the browser it connects from; null when it has none. */
  readonly browser: string | null;
  readonly line: Line;
  /** What was shown belongs to this; anything else begins anew. */
  epoch: string;
  /** Null: not known, everything has to be told. */
  lastSent: PrivateState | null;
  /** What they had when they came; null once they were told what they missed. */
  resumeFrom: ResumePoint | null;
  /** The client reads changes of lists, item by item. */
  readonly byItem: boolean;
  /** What facilitators hold of the desk; null for others, and before they were told. */
  desk: DeskWindow | null;
}

/** Milliseconds. */
const presenceInterval = 100;

export class Broadcaster<Line> {
  readonly #source: ProjectionSource;
  readonly #projection: ViewerProjection;
  readonly #delivery: PacketDelivery<Line>;
  readonly #subscriptions = new Set<Subscription<Line>>();
  /** What all were told last; null when some were told otherwise since. */
  #lastPresence: readonly PersonId[] | null = [];
  #presenceTimer: NodeJS.Timeout | null = null;
  #isPresenceDirty = false;
  /** Whose own view may have changed since the last telling. */
  #affected: Set<PersonId> | 'everyone' = new Set();
  readonly #barrier: Pick<ReceiptBarrier, 'isPassed' | 'catchUp'>;
  /** A flush is scheduled, or waits at the barrier. */
  #flushScheduled = false;
  #closed = false;
  #flushWaiters: (() => void)[] = [];
  #slowModeTimer: NodeJS.Timeout | undefined;

  constructor(
    scene: ProjectionSource,
    delivery: PacketDelivery<Line>,
    barrier: Pick<ReceiptBarrier, 'isPassed' | 'catchUp'>,
  ) {
    this.#source = scene;
    this.#barrier = barrier;
    this.#projection = new ViewerProjection(scene);
    this.#delivery = delivery;
  }

  get subscriptions(): ReadonlySet<Subscription<Line>> {
    return this.#subscriptions;
  }

  /** At the end of this turn they are told what they missed since `had`, or everything. */
  subscribe(
    who: Pick<Subscription<Line>, 'person' | 'session' | 'device' | 'browser' | 'line' | 'byItem'>,
    had: ResumePoint | null,
  ): Subscription<Line> {
    const watcher: Subscription<Line> = {
      ...who,
      epoch: '',
      lastSent: null,
      resumeFrom: had,
      desk: null,
    };
    this.#subscriptions.add(watcher);
    this.#isPresenceDirty = true;
    this.markChanged([who.person]);
    return watcher;
  }

  unsubscribe(watcher: Subscription<Line>): void {
    this.#subscriptions.delete(watcher);
  }

  /** Something may look different to these, beside what all are told; at the end of this turn. */
  markChanged(who: AffectedViewers = 'everyone'): void {
    if (who === 'everyone') this.#affected = who;
    else if (this.#affected !== 'everyone') for (const each of who) this.#affected.add(each);
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => this.#flush());
  }

  /**
   * This person's connections are others than before: their own view tells which device writes,
   * and facilitators tend to who is there. Everybody else is told by `here` alone, unless it is a
   * facilitator, whom one sees from outside too.
   */
  markPresenceChanged(person: PersonId): void {
    this.#isPresenceDirty = true;
    const meeting = this.#source.meeting()?.ledger.state ?? null;
    this.markChanged(viewersAffectedByPresence(meeting, person));
  }

  /** Answers when everything that has changed until now has been sent. */
  flushed(): Promise<void> {
    if (!this.#flushScheduled) return Promise.resolve();
    return new Promise((resolve) => this.#flushWaiters.push(resolve));
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
    this.#flushScheduled = false;
    try {
      this.#sendAll();
    } catch (error) {
      // A fault of ours in one circle must not take all the others down with it.
      this.#source.failed(error);
    }
    for (const done of this.#flushWaiters.splice(0)) done();
    this.#scheduleSlowModeUpdate();
  }

  /** Changes gather meanwhile. After a fault of the store it is tried again a little later. */
  #flushLater(): void {
    this.#barrier.catchUp().then(
      () => this.#flush(),
      (error) => {
        this.#source.failed(error);
        setTimeout(() => this.#flush(), retryDelay).unref();
      },
    );
  }

  #sendAll(): void {
    const touched = this.#affected;
    const moved = this.#isPresenceDirty || touched === 'everyone';
    this.#affected = new Set();
    this.#isPresenceDirty = false;
    const anew = new Set<Subscription<Line>>();
    const staying: (readonly [Subscription<Line>, PrivateState | null])[] = [];
    for (const watcher of this.#subscriptions) {
      if (touched !== 'everyone' && !touched.has(watcher.person)) continue;
      if (watcher.epoch !== this.#projection.epoch(watcher.person)) anew.add(watcher);
      else staying.push([watcher, this.#privateStateFor(watcher)]);
    }
    const list = this.#source.meeting()?.changeLog.takeUnsent() ?? [];
    if (list.length > 0) for (const [to, state] of staying) this.#sendNewReceipts(to, state);
    const others = (watcher: Subscription<Line>) => !anew.has(watcher);
    this.#sendChanges(others, list);
    // Who comes in is here at once; who only comes back may be a moment late.
    if (list.some((change) => 'person' in change || 'left' in change)) this.#sendPresence();
    else if (moved) this.#sendPresenceThrottled();
    const caughtUp = new Map<number, OutgoingPackets['changes']>();
    for (const watcher of anew) if (!this.#resume(watcher, caughtUp)) this.#sendSnapshot(watcher);
    for (const [watcher, state] of staying) this.#sendPrivateDiff(watcher, state);
  }

  /** At once, and then no more often than that: when many come back, all hear of many at a time. */
  #sendPresenceThrottled(): void {
    if (this.#presenceTimer) {
      // Who comes meanwhile is told of now, and the others are not yet.
      this.#lastPresence = null;
      return;
    }
    this.#presenceTimer = setTimeout(() => {
      this.#presenceTimer = null;
      this.#sendPresence();
    }, presenceInterval).unref();
    this.#sendPresence();
  }

  #sendPresence(): void {
    const here = this.#projection.connectedPeople();
    const known = this.#lastPresence;
    if (known?.length === here.length && here.every((person, i) => person === known[i])) return;
    this.#lastPresence = here;
    const to = this.#socketsInside(({ epoch: era }) => era !== '');
    this.#delivery.sendMany(to, 'here', here);
  }

  /** Tells a facilitator older items of one list; false when there are no more. */
  loadOlderDesk(watcher: Subscription<Line>, list: DeskListName): boolean {
    const { desk, lastSent: told } = watcher;
    if (!desk || !told) return false;
    watcher.desk = withOlderDeskPage(desk, list);
    watcher.lastSent = { ...told, desk: watcher.desk.loaded };
    const change = privateDiff(watcher.lastSent, told, watcher.byItem);
    if (change) this.#delivery.send(watcher.line, 'private', change);
    return watcher.desk.loaded.more?.includes(list) === true;
  }

  earlierPage(person: PersonId, before: string) {
    return this.#projection.earlierPage(person, before);
  }

  /** In open mode with an interval, who may write changes with time alone. */
  #scheduleSlowModeUpdate(): void {
    clearTimeout(this.#slowModeTimer);
    const slow = this.#subscriptions.size > 0 && this.#source.meeting()?.ledger.state.floor.slow;
    if (slow) this.#slowModeTimer = setTimeout(() => this.markChanged(), 1000).unref();
  }

  #sendChanges(to: (watcher: Subscription<Line>) => boolean, list: readonly PublicChange[]): void {
    const meeting = this.#source.meeting();
    if (!meeting || list.length === 0) return;
    this.#delivery.sendMany(this.#socketsInside(to), 'changes', {
      at: meeting.changeLog.position,
      list,
    });
  }

  #socketsInside(which: (watcher: Subscription<Line>) => boolean): Line[] {
    const state = this.#source.meeting()?.ledger.state;
    if (!state) return [];
    const lines: Line[] = [];
    for (const watcher of this.#subscriptions) {
      if (isInMeeting(state, watcher.person) && which(watcher)) lines.push(watcher.line);
    }
    return lines;
  }

  /** False where only a snapshot can say it. Who missed the same is sent the same packet. */
  #resume(watcher: Subscription<Line>, same: Map<number, OutgoingPackets['changes']>): boolean {
    const { person, line, resumeFrom: had } = watcher;
    const meeting = this.#source.meeting();
    watcher.resumeFrom = null;
    const list = had && this.#projection.missedChanges(person, had);
    if (!had || !list || !meeting) return false;
    const packet = same.get(had.at) ?? { at: meeting.changeLog.position, list };
    same.set(had.at, packet);
    watcher.epoch = this.#projection.epoch(person);
    const state = this.#privateStateFor(watcher);
    const receipts = state?.mine.receipts ?? [];
    const first = list.length > 0 && receipts.length > 0;
    // VOI-3: the list can hold a redaction; its sentence goes before the changes, and once.
    if (first) this.#delivery.send(line, 'private', { mine: { receipts } });
    this.#delivery.send(line, 'changes', packet);
    this.#delivery.send(line, 'here', this.#projection.connectedPeople());
    this.#sendPrivateDiff(watcher, state, first);
    return true;
  }

  #sendSnapshot(watcher: Subscription<Line>): void {
    const { person, line } = watcher;
    const meeting = this.#source.meeting();
    const view = this.#projection.view(person, pageSize + 1);
    watcher.desk = null;
    const whole = this.#privateStateFor(watcher);
    watcher.epoch = this.#projection.epoch(person);
    if (!meeting || !view || !whole) return;
    const inside = isInMeeting(meeting.ledger.state, person);
    const { mine, desk } = whole;
    const timeline = lastPage(view.timeline);
    watcher.lastSent = whole;
    const snapshot: Snapshot = {
      log: meeting.ledger.log,
      // Whoever is not in has no business with how much happens inside.
      at: inside ? meeting.changeLog.position : 0,
      more: timeline.length < view.timeline.length,
      view: { ...view, timeline, mine, ...(desk && { desk }) },
    };
    this.#delivery.send(line, 'snapshot', snapshot);
  }

  /** What this connection is to hold: of the desk a page, and what came since. */
  #privateStateFor(watcher: Subscription<Line>): PrivateState | null {
    const whole = this.#projection.privateState(watcher.person, watcher.device);
    if (!whole?.desk) {
      watcher.desk = null;
      return whole;
    }
    watcher.desk = watcher.desk
      ? nextDeskWindow(whole.desk, watcher.desk)
      : firstDeskPage(whole.desk);
    return { ...whole, desk: watcher.desk.loaded };
  }

  /** VOI-3: a redaction or a stopped turn shows in the public changes; its sentence goes first. */
  #sendNewReceipts(watcher: Subscription<Line>, state: PrivateState | null): void {
    const { lastSent } = watcher;
    if (!lastSent || !state) return;
    const { receipts } = state.mine;
    if (receipts.length <= lastSent.mine.receipts.length) return;
    this.#sendPrivateDiff(watcher, { ...lastSent, mine: { ...lastSent.mine, receipts } });
  }

  /** `hasReceipts`: the client received them already, although `lastSent` is unknown. */
  #sendPrivateDiff(
    watcher: Subscription<Line>,
    state: PrivateState | null,
    hasReceipts = false,
  ): void {
    if (!state) return;
    const change = privateDiff(state, watcher.lastSent, watcher.byItem);
    watcher.lastSent = state;
    if (!change) return;
    const { receipts: _, ...mine } = change.mine ?? {};
    this.#delivery.send(watcher.line, 'private', hasReceipts ? { ...change, mine } : change);
  }
}
