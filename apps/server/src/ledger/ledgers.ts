/**
 * The ledgers of this node: house, circles, desks, meetings. Each is loaded once and shared. A
 * ledger stays in memory while somebody holds it; the house always does. Ask only for ids that
 * come from a ledger or a signed cookie. It does not know commands.
 */
import type { CircleId, Decider, MeetingId, Millis } from '@holdspace/core';
import { circle, desk, house } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import type { CommitCodec } from '../storage/chain/commit-codec.ts';
import { removeAuthors } from '../storage/migration/remove-authors.ts';
import type { LedgerId, Store } from '../storage/port/store.ts';
import { CommitPump } from './commit-pump.ts';
import { LedgerCache } from './ledger-cache.ts';
import { LedgerRuntime } from './ledger-runtime.ts';
import { keptTail as usualTail } from './ledger-snapshots.ts';
import { LedgerTailer, type TailedLedger } from './ledger-tailer.ts';
import { MeetingLedger } from './meeting-ledger.ts';

type LedgerOf<D> =
  D extends Decider<infer State extends object, infer Command, infer Event, infer Standing>
    ? LedgerRuntime<State, Command, Event, Standing>
    : never;

export type HouseLedger = LedgerOf<typeof house>;
export type CircleLedger = LedgerOf<typeof circle>;
export type DeskLedger = LedgerOf<typeof desk>;
export type { MeetingLedger } from './meeting-ledger.ts';

/** A commit became durable in a ledger of a circle; which circle it is, the ledger says. */
export type CircleCommitListener = (
  circle: CircleId,
  ledger: 'circle' | 'desk' | 'meeting',
) => void;

/**
 * Each method that opens a ledger answers once it is read to its head: it has everything that was
 * durable at the call, by any node. A ledger without commits has version 0.
 */
export interface Ledgers {
  readonly store: Store;
  readonly codec: CommitCodec;
  house(): Promise<HouseLedger>;
  circle(id: CircleId): Promise<CircleLedger>;
  desk(id: CircleId): Promise<DeskLedger>;
  meeting(id: MeetingId): Promise<MeetingLedger>;
  /** The same for one reading: a ledger that was not in memory is not kept there. */
  readCircle(id: CircleId): Promise<CircleLedger>;
  readMeeting(id: MeetingId): Promise<MeetingLedger>;
  /** Keeps an opened ledger in memory until the answer is called. */
  hold(ledger: CircleLedger | DeskLedger | MeetingLedger): () => void;
  /** How many ledgers are in memory. */
  readonly size: number;
  /** Calls the listener for each commit to a loaded ledger of a circle. Returns `stop`. */
  onCircleCommit(listener: CircleCommitListener): () => void;
  /**
   * Gives snapshots to ledgers that are far behind theirs, the furthest first, so that the next
   * start opens them by these. Begins none after so many ms.
   */
  saveLongTails(most: Millis): Promise<void>;
  /** Stops following the commits of other nodes. */
  close(): void;
}

export interface LedgersOptions {
  readonly store: Store;
  readonly codec: CommitCodec;
  /** Gets the faults of background work. */
  readonly reportError: ReportError;
  /** How long a ledger that nobody holds stays in memory, in ms; null: always. */
  readonly idleTime?: Millis | null;
  /**
   * How many commits stay behind a snapshot. A ledger that leaves the memory with twice as many
   * gets a new one.
   */
  readonly keptTail?: number;
}

/** A part of the cache that holds and drops. */
type AnyCache = Pick<LedgerCache<never>, 'dropIdle' | 'size'> & {
  readonly loaded: readonly SavedAtTimes[];
};

/** The same for one that stays, with so many commits at least and an eighth of all. */
const longTailInUse = 1000;

interface SavedAtTimes {
  readonly version: number;
  readonly tailLength: number;
  saveSnapshot(keptTail: number): Promise<void>;
}

type CacheableLedger<Ledger> = TailedLedger &
  SavedAtTimes & {
    readonly isBusy: boolean;
    retire(reopen: () => Promise<Ledger>): void;
  };

/** Makes one cache per kind of ledger, so that each keeps its own type. */
const cacheFactory =
  (store: Store, tailer: LedgerTailer, save: (ledger: SavedAtTimes) => void, longTail: number) =>
  <Ledger extends CacheableLedger<Ledger>>(
    create: (id: LedgerId) => Ledger,
    /** Called once for each ledger, when it is read. */
    prepare: (ledger: Ledger) => void | Promise<void> = () => undefined,
  ) =>
    new LedgerCache<Ledger>({
      create,
      now: () => store.now(),
      async load(ledger) {
        await tailer.track(ledger);
        await ledger.catchUp();
        await prepare(ledger);
      },
      readOnce: (ledger) => ledger.catchUp(),
      refresh: async (ledger) => {
        if (store.shared) await ledger.catchUp();
      },
      abandon: (ledger) => tailer.untrack(ledger),
      unload(ledger, reopen) {
        tailer.untrack(ledger);
        ledger.retire(reopen);
        if (ledger.tailLength >= longTail) save(ledger);
      },
    });

export function createLedgers(options: LedgersOptions): Ledgers {
  const { store, codec, reportError, idleTime = null, keptTail = usualTail } = options;
  const pump = new CommitPump(store);
  const tailer = new LedgerTailer(store, reportError);
  const listeners = new Set<CircleCommitListener>();
  const announce = (id: CircleId | null, kind: Parameters<CircleCommitListener>[1]) => {
    if (id !== null) for (const listener of listeners) listener(id, kind);
  };
  /** Without it the next opening reads more. */
  const saveInBackground = (ledger: SavedAtTimes) => {
    ledger.saveSnapshot(keptTail).catch((error) => reportError(error, 'save snapshot of ledger'));
  };
  const cached = cacheFactory(store, tailer, saveInBackground, 2 * keptTail);
  const houses = cached((id) => new LedgerRuntime(id, house, store, codec, null, pump));
  const circles = cached(
    (id) => new LedgerRuntime(id, circle, store, codec, null, pump),
    (ledger) => void ledger.onCommit(({ after }) => announce(after.circle, 'circle')),
  );
  const desks = cached(
    (id) => new LedgerRuntime(id, desk, store, codec, null, pump),
    async (ledger) => {
      const isOutdated = ledger.namesAuthors && (await removeAuthors(store, codec, ledger.id));
      if (isOutdated) await ledger.reload();
      ledger.onCommit(() => announce(circleOfDesk(ledger.id), 'desk'));
    },
  );
  const meetings = cached(
    (id) => new MeetingLedger(id, store, codec, pump),
    (ledger) => void ledger.onCommit(({ after }) => announce(after.circle, 'meeting')),
  );
  const dropping: readonly AnyCache[] = [circles, desks, meetings];
  const tidyUp = (idle: Millis) => {
    for (const each of dropping) each.dropIdle(store.now() - idle);
    const inUse = dropping.flatMap<SavedAtTimes>(({ loaded }) => loaded);
    const long =
      // The house never leaves the memory, and is read at every start.
      houses.loaded.find(({ tailLength }) => tailLength >= 2 * keptTail) ??
      inUse.find(({ tailLength, version }) => tailLength >= Math.max(longTailInUse, version / 8));
    if (long) saveInBackground(long);
  };
  const timer =
    idleTime === null ? undefined : setInterval(() => tidyUp(idleTime), idleTime).unref();

  return {
    store,
    codec,
    house: () => houses.get('house'),
    circle: (id) => circles.get(`circle:${id}`),
    desk: (id) => desks.get(`desk:${id}`),
    meeting: (id) => meetings.get(`meeting:${id}`),
    readCircle: (id) => circles.read(`circle:${id}`),
    readMeeting: (id) => meetings.read(`meeting:${id}`),
    hold(ledger) {
      const caches = [circles, desks, meetings] as readonly LedgerCache<typeof ledger>[];
      for (const cache of caches) {
        const release = cache.hold(ledger);
        if (release) return release;
      }
      throw new Error(`Ledger ${ledger.id} was not in memory any more.`);
    },
    get size() {
      return dropping.reduce((sum, each) => sum + each.size, houses.size);
    },
    onCircleCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async saveLongTails(most) {
      const end = performance.now() + most;
      const all = [houses, ...dropping].flatMap<SavedAtTimes>(({ loaded }) => loaded);
      const long = all.filter(({ tailLength }) => tailLength >= 2 * keptTail);
      for (const each of long.sort((a, b) => b.tailLength - a.tailLength)) {
        if (performance.now() > end) return;
        await each.saveSnapshot(keptTail);
      }
    },
    close() {
      clearInterval(timer);
      tailer.close();
    },
  };
}

const circleOfDesk = (ledger: LedgerId): CircleId => ledger.slice('desk:'.length) as CircleId;
