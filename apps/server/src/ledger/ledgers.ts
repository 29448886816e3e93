/**
 * The ledgers of this node: house, circles, desks, meetings. Each is loaded once and shared.
 * Ask only for ids that come from a ledger or a signed cookie: each loaded ledger stays in
 * memory. It does not know commands.
 */
import type { CircleId, Decider, MeetingId } from '@holdspace/core';
import { circle, desk, house } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import type { CommitCodec } from '../storage/chain/commit-codec.ts';
import type { LedgerId, Store } from '../storage/port/store.ts';
import { CommitPump } from './commit-pump.ts';
import { LedgerRuntime } from './ledger-runtime.ts';
import { LedgerTailer, type TailedLedger } from './ledger-tailer.ts';
import { MeetingLedger } from './meeting-ledger.ts';

type LedgerOf<D> =
  D extends Decider<infer State, infer Command, infer Event, infer Standing>
    ? LedgerRuntime<State, Command, Event, Standing>
    : never;

export type HouseLedger = LedgerOf<typeof house>;
export type CircleLedger = LedgerOf<typeof circle>;
export type DeskLedger = LedgerOf<typeof desk>;
export type { MeetingLedger } from './meeting-ledger.ts';

/**
 * Each method answers once the ledger is read to its head: it has everything that was durable
 * at the call, by any node. A ledger without commits has version 0.
 */
export interface Ledgers {
  readonly store: Store;
  readonly codec: CommitCodec;
  house(): Promise<HouseLedger>;
  circle(id: CircleId): Promise<CircleLedger>;
  desk(id: CircleId): Promise<DeskLedger>;
  meeting(id: MeetingId): Promise<MeetingLedger>;
  /** Stops following the commits of other nodes. */
  close(): void;
}

export function createLedgers(parts: {
  readonly store: Store;
  readonly codec: CommitCodec;
  /** Gets the faults of background work. */
  readonly reportError: ReportError;
}): Ledgers {
  const { store, codec, reportError } = parts;
  const pump = new CommitPump(store);
  const tailer = new LedgerTailer(store, reportError);
  /** One cache per kind of ledger, so that each keeps its own type. */
  const cached = <Ledger extends TailedLedger>(create: (id: LedgerId) => Ledger) => {
    const known = new Map<LedgerId, Promise<Ledger>>();
    return (id: LedgerId): Promise<Ledger> => {
      const found = known.get(id);
      if (found !== undefined) return store.shared ? found.then(caughtUp) : found;
      const ledger = create(id);
      const loading = tailer.track(ledger).then(() => caughtUp(ledger));
      known.set(id, loading);
      // A failed load is not cached: the next caller tries again.
      loading.catch(() => {
        known.delete(id);
        tailer.untrack(ledger);
      });
      return loading;
    };
  };
  const houses = cached((id) => new LedgerRuntime(id, house, store, codec, null, pump));
  const circles = cached((id) => new LedgerRuntime(id, circle, store, codec, null, pump));
  const desks = cached((id) => new LedgerRuntime(id, desk, store, codec, null, pump));
  const meetings = cached((id) => new MeetingLedger(id, store, codec, pump));
  return {
    store,
    codec,
    house: () => houses('house'),
    circle: (id) => circles(`circle:${id}`),
    desk: (id) => desks(`desk:${id}`),
    meeting: (id) => meetings(`meeting:${id}`),
    close: () => tailer.close(),
  };
}

async function caughtUp<Ledger extends { catchUp(): Promise<void> }>(
  ledger: Ledger,
): Promise<Ledger> {
  await ledger.catchUp();
  return ledger;
}
