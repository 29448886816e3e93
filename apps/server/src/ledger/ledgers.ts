/**
 * The ledgers of this node, each loaded once and shared: house, circles, desks, meetings.
 * It hands out living ledgers and knows nothing of what is asked of them. Ask only for ids
 * that were read from a ledger or a signed cookie: whatever is asked for stays in memory.
 */
import type { CircleId, Decider, EventShape, MeetingId } from '@holdspace/core';
import { circle, desk, house, meeting } from '@holdspace/core';
import type { CommitCodec } from '../storage/chain/commit-codec.ts';
import type { LedgerId, Store } from '../storage/port/store.ts';
import { LedgerRuntime } from './ledger-runtime.ts';
import { LedgerTailer } from './ledger-tailer.ts';

type LedgerOf<D> =
  D extends Decider<infer State, infer Command, infer Event, infer Standing>
    ? LedgerRuntime<State, Command, Event, Standing>
    : never;

export type HouseLedger = LedgerOf<typeof house>;
export type CircleLedger = LedgerOf<typeof circle>;
export type DeskLedger = LedgerOf<typeof desk>;
export type MeetingLedger = LedgerOf<typeof meeting>;

/**
 * Each answers when the ledger is read to its head: what was durable at the asking is known,
 * also where other nodes wrote it. A ledger nobody wrote to has version 0.
 */
export interface Ledgers {
  readonly store: Store;
  readonly codec: CommitCodec;
  house(): Promise<HouseLedger>;
  circle(id: CircleId): Promise<CircleLedger>;
  desk(id: CircleId): Promise<DeskLedger>;
  meeting(id: MeetingId): Promise<MeetingLedger>;
  /** Shows every meeting's ledger before it is first read, so that each commit can be heard. */
  onMeetingLoaded(prepare: (ledger: MeetingLedger) => void): void;
  /** Stops following what other nodes append. */
  close(): void;
}

export function createLedgers(parts: {
  readonly store: Store;
  readonly sealer: CommitCodec;
  /** Hears of what goes wrong while nobody asks for anything. */
  readonly failed: (error: unknown) => void;
}): Ledgers {
  const { store, sealer, failed } = parts;
  const following = new LedgerTailer(store, failed);
  /** One shelf a kind, so that a ledger comes back with the type it was loaded with. */
  const shelf = <State, Command, Event extends EventShape, Standing>(
    decider: Decider<State, Command, Event, Standing>,
    prepare?: (ledger: LedgerRuntime<State, Command, Event, Standing>) => void,
  ) => {
    const loaded = new Map<LedgerId, Promise<LedgerRuntime<State, Command, Event, Standing>>>();
    return (id: LedgerId) => {
      const known = loaded.get(id);
      if (known) return store.shared ? known.then(caughtUp) : known;
      const ledger = new LedgerRuntime(id, decider, store, sealer);
      prepare?.(ledger);
      const loading = following.track(ledger).then(() => caughtUp(ledger));
      loaded.set(id, loading);
      // A failed reading is not remembered: the next one who asks tries again.
      loading.catch(() => {
        loaded.delete(id);
        following.untrack(ledger);
      });
      return loading;
    };
  };
  const houses = shelf(house);
  const circles = shelf(circle);
  const desks = shelf(desk);
  const prepares: ((ledger: MeetingLedger) => void)[] = [];
  const meetings = shelf(meeting, (ledger) => {
    for (const prepare of prepares) prepare(ledger);
  });
  return {
    store,
    codec: sealer,
    house: () => houses('house'),
    circle: (id) => circles(`circle:${id}`),
    desk: (id) => desks(`desk:${id}`),
    meeting: (id) => meetings(`meeting:${id}`),
    onMeetingLoaded: (prepare) => void prepares.push(prepare),
    close: () => following.close(),
  };
}

async function caughtUp<Ledger extends { catchUp(): Promise<void> }>(
  ledger: Ledger,
): Promise<Ledger> {
  await ledger.catchUp();
  return ledger;
}
