/**
 * Snapshots of one ledger: the state at a head, kept beside the log so that opening reads only what
 * follows (docs/ledger.md). A snapshot has facts and what follows from them, and no words. It is
 * believed only under the seal of this program, for this ledger and log, and when the commits that
 * follow continue its head; else the ledger is read from its first commit.
 */
import {
  type Decider,
  type EventShape,
  type Millis,
  type Slot,
  stateFormat,
} from '@holdspace/core';
import {
  BrokenChain,
  type CommitCodec,
  type DecodedCommit,
} from '../storage/chain/commit-codec.ts';
import type {
  LedgerId,
  LedgerOpening,
  LedgerReading,
  LogHead,
  Store,
} from '../storage/port/store.ts';
import {
  type CommitFold,
  emptyLogHead,
  LedgerReplica,
  type ReplicaState,
} from './ledger-replica.ts';
import { decodeState, encodeState } from './state-codec.ts';

/** Commits and words that were found to hold. */
export interface DecodedReading<Event extends EventShape> {
  readonly commits: readonly DecodedCommit<Event>[];
  readonly words: ReadonlyMap<Slot, string>;
}

/** What a snapshot holds. */
export interface SavedLedger<State> extends ReplicaState<State> {
  readonly head: LogHead;
  /** HMAC(salt, words) of the slots that had words when it was saved. */
  readonly seals: Readonly<Record<Slot, string>>;
}

/**
 * So many commits stay behind the snapshot: the change log folds them again, with their words, for
 * clients that were away for a moment.
 */
export const keptTail = 200;

export interface LedgerSnapshotsParts<State, Event extends EventShape> {
  readonly ledger: LedgerId;
  readonly decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>;
  readonly store: Store;
  readonly codec: CommitCodec;
  /** The fold of a replica of this ledger; see `CommitFold`. */
  readonly createFold: () => CommitFold<State, Event> | null;
}

interface SnapshotBody {
  readonly wordsUntil: Millis | null;
  readonly seals: Readonly<Record<Slot, string>>;
  readonly folded: unknown;
  /** Encoded (state-codec.ts). */
  readonly state: unknown;
}

export class LedgerSnapshots<State extends object, Event extends EventShape> {
  readonly #parts: LedgerSnapshotsParts<State, Event>;

  constructor(parts: LedgerSnapshotsParts<State, Event>) {
    this.#parts = parts;
  }

  /** The snapshot of this opening; null when there is none that can be believed. */
  read({ snapshot, log }: LedgerOpening): SavedLedger<State> | null {
    const { ledger, decider, codec } = this.#parts;
    if (!snapshot || snapshot.log !== log) return null;
    const text = codec.openSnapshot(ledger, stateFormat, snapshot);
    if (text === null) return null;
    try {
      const body = JSON.parse(text) as SnapshotBody;
      const { version, mac } = snapshot;
      const state = decodeState(body.state, decider.initial);
      return { ...body, head: { version, mac, log }, state };
    } catch {
      return null;
    }
  }

  /** Saves the state of `kept` commits ago. Answers its version; 0 when there is nothing to save. */
  async save(kept: number): Promise<number> {
    const { ledger, store, codec, decider, createFold } = this.#parts;
    const { reading, saved } = await this.#readAll();
    const from = saved?.head ?? emptyLogHead;
    const { commits, words } = decodeReading<Event>(codec, ledger, { from, reading, saved });
    const covered = commits.slice(0, -kept);
    const last = covered.at(-1);
    if (!last) return 0;
    const replica = new LedgerReplica<State, Event>(decider, () => store.now(), createFold());
    if (saved) replica.restore(saved, words);
    for (const each of covered) replica.apply(each, reading.log, words);
    const head = { version: last.commit.version, mac: last.mac, log: reading.log };
    const { state, wordsUntil, folded } = replica.save();
    const body: SnapshotBody = {
      ...{ wordsUntil, folded, state: encodeState(state) },
      seals: sealsOf(saved, commits, words, head.version),
    };
    const text = JSON.stringify(body);
    await store.saveSnapshot(ledger, codec.sealSnapshot(ledger, stateFormat, head, text));
    return head.version;
  }

  async #readAll(): Promise<{ reading: LedgerReading; saved: SavedLedger<State> | null }> {
    const { ledger, store } = this.#parts;
    const opening = await store.open(ledger);
    const saved = this.read(opening);
    if (saved || !opening.snapshot) return { reading: opening, saved };
    return { reading: await store.read(ledger, 0), saved };
  }
}

/** Opens what follows `from`. Throws BrokenChain where it does not continue it, or ends elsewhere. */
export function decodeReading<Event extends EventShape>(
  codec: CommitCodec,
  ledger: LedgerId,
  given: {
    readonly from: LogHead;
    readonly reading: LedgerReading;
    readonly saved: SavedLedger<unknown> | null;
  },
): DecodedReading<Event> {
  const { from, reading, saved } = given;
  const { log, head, entries, words } = reading;
  if (from.log !== '' && log !== from.log) {
    throw new BrokenChain(ledger, head.version, 'another log stands in its place');
  }
  const commits = codec.decode<Event>(ledger, from, entries);
  if (head.mac !== (commits.at(-1)?.mac ?? from.mac)) {
    throw new BrokenChain(ledger, head.version, 'its end is another one');
  }
  return { commits, words: codec.verifyWords(ledger, words, withSaved(saved, commits)) };
}

/** What words are verified with: the seals of the snapshot, then those of the commits behind it. */
const withSaved = <Event extends EventShape>(
  saved: SavedLedger<unknown> | null,
  commits: readonly DecodedCommit<Event>[],
): readonly Pick<DecodedCommit<Event>, 'commit' | 'seals'>[] =>
  saved
    ? [
        { commit: { version: saved.head.version, at: 0, facts: [] }, seals: saved.seals },
        ...commits,
      ]
    : commits;

/** The seals of the readable words that were written up to this version, and not anew since. */
function sealsOf<Event extends EventShape>(
  saved: SavedLedger<unknown> | null,
  commits: readonly DecodedCommit<Event>[],
  words: ReadonlyMap<Slot, string>,
  until: number,
): Record<Slot, string> {
  const seals: Record<Slot, string> = {};
  const add = (made: Readonly<Record<Slot, string>>) => {
    for (const slot in made) if (words.has(slot)) seals[slot] = made[slot] as string;
  };
  if (saved) add(saved.seals);
  for (const { commit, seals: made } of commits) if (commit.version <= until) add(made);
  return seals;
}
