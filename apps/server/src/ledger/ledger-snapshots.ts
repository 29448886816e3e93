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
import { nextTurn } from '../scheduling/next-turn.ts';
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
import { type BlockMark, blockLength, SealCollector, type WordSeal } from './word-seals.ts';

/** Commits and words that were found to hold. */
export interface DecodedReading<Event extends EventShape> {
  readonly commits: readonly DecodedCommit<Event>[];
  readonly words: ReadonlyMap<Slot, string>;
}

/** What a snapshot holds. */
export interface SavedLedger<State> extends ReplicaState<State> {
  readonly head: LogHead;
  /** Of the words that an opening reads: HMAC(salt, words), and the version that wrote them. */
  readonly seals: Readonly<Record<Slot, WordSeal>>;
  /** The ends of the blocks of commits before it, oldest first. */
  readonly marks: readonly BlockMark[];
}

/**
 * So many commits stay behind the snapshot: the change log folds them again, with their words, for
 * clients that were away for a moment.
 */
export const keptTail = 100;

/** Blocks of a state that are encoded in one turn of the event loop. */
const blocksPerTurn = 64;

export interface LedgerSnapshotsParts<State, Event extends EventShape> {
  readonly ledger: LedgerId;
  readonly decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve' | 'pagedWords'>;
  readonly store: Store;
  readonly codec: CommitCodec;
  /** The fold of a replica of this ledger; see `CommitFold`. */
  readonly createFold: () => CommitFold<State, Event> | null;
}

/** The first line of a snapshot; the blocks of the state follow, a line each. */
interface SnapshotHeader extends Pick<SavedLedger<unknown>, 'seals' | 'marks'> {
  readonly wordsUntil: Millis | null;
  readonly folded: unknown;
  /** See `EncodedState`. */
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
      const [header = '', ...blocks] = text.split('\n');
      const { state: plain, ...kept } = JSON.parse(header) as SnapshotHeader;
      const { version, mac } = snapshot;
      const state = decodeState(plain, blocks, decider.initial);
      return { ...kept, head: { version, mac, log }, state };
    } catch {
      return null;
    }
  }

  /**
   * The commits and words of an opening, with its snapshot or, where the store has none, without.
   * Null when the snapshot does not hold: everything is to be read. Throws BrokenChain.
   */
  decode(opening: LedgerOpening): {
    readonly saved: SavedLedger<State> | null;
    readonly decoded: DecodedReading<Event>;
  } | null {
    const { ledger, codec } = this.#parts;
    const saved = this.read(opening);
    if (!saved && opening.snapshot) return null;
    const from = saved?.head ?? emptyLogHead;
    try {
      return { saved, decoded: decodeReading(codec, ledger, { from, reading: opening, saved }) };
    } catch (cause) {
      if (saved) return null;
      throw cause;
    }
  }

  /**
   * Saves the state of `kept` commits before `version`, where the ledger ends. Reads the log in
   * blocks and leaves the thread to others between them. Answers the version of the snapshot; 0
   * when there is nothing to save.
   */
  async save(kept: number, version: number, hasSnapshot: boolean): Promise<number> {
    const { ledger, store, codec, decider, createFold } = this.#parts;
    const until = version - kept;
    const opening = hasSnapshot ? await store.open(ledger) : null;
    const saved = opening && this.read(opening);
    if (until <= (saved?.head.version ?? 0)) return 0;
    const replica = new LedgerReplica<State, Event>(decider, () => store.now(), createFold());
    const collector = new SealCollector(decider.pagedWords, saved);
    let from = saved?.head ?? emptyLogHead;
    if (saved && opening) replica.restore(saved, this.#soundWords(saved, opening));
    while (from.version < until) {
      const upTo = Math.min(until, (Math.floor(from.version / blockLength) + 1) * blockLength);
      const reading = await store.read(ledger, from.version, upTo);
      const { commits, words } = decodeReading<Event>(codec, ledger, { from, reading }, upTo);
      for (const each of commits) {
        const { after } = replica.apply(each, reading.log, words);
        collector.add(each, after);
      }
      from = replica.head;
      await nextTurn();
    }
    const { state, wordsUntil, folded } = replica.save();
    const { seals, marks } = collector.at(until, replica.words);
    const encoded = encodeState(state);
    const header: SnapshotHeader = { wordsUntil, folded, seals, marks, state: encoded.plain };
    const lines = [JSON.stringify(header)];
    for (const [i, encode] of encoded.blocks.entries()) {
      if (i % blocksPerTurn === blocksPerTurn - 1) await nextTurn();
      lines.push(encode());
    }
    const snapshot = codec.sealSnapshot(ledger, stateFormat, from, lines.join('\n'));
    await store.saveSnapshot(ledger, snapshot, Object.keys(seals));
    return from.version;
  }

  /** The words of the snapshot; without those that were written anew since. */
  #soundWords({ seals }: SavedLedger<State>, { words }: LedgerReading): Map<Slot, string> {
    const { codec } = this.#parts;
    const sound = words.filter((each) => codec.isSealed(each, seals[each.slot]?.[0]));
    return new Map(sound.map(({ slot, text }) => [slot, text]));
  }
}

/**
 * Opens what follows `from`; with `upTo` as far as that version. Throws BrokenChain where it does
 * not continue it, or ends elsewhere.
 */
export function decodeReading<Event extends EventShape>(
  codec: CommitCodec,
  ledger: LedgerId,
  given: {
    readonly from: LogHead;
    readonly reading: LedgerReading;
    readonly saved?: SavedLedger<unknown> | null;
  },
  upTo?: number,
): DecodedReading<Event> {
  const { from, reading, saved = null } = given;
  const { log, head, entries, words } = reading;
  if (from.log !== '' && log !== from.log) {
    throw new BrokenChain(ledger, head.version, 'another log stands in its place');
  }
  const commits = codec.decode<Event>(ledger, from, entries);
  const last = commits.at(-1);
  const isWhole =
    upTo === undefined
      ? head.mac === (last?.mac ?? from.mac)
      : (last?.commit.version ?? from.version) === upTo;
  if (!isWhole) throw new BrokenChain(ledger, head.version, 'its end is another one');
  return { commits, words: codec.verifyWords(ledger, words, withSaved(saved, commits)) };
}

/** What words are verified with: the seals of the snapshot, then those of the commits behind it. */
function withSaved<Event extends EventShape>(
  saved: SavedLedger<unknown> | null,
  commits: readonly DecodedCommit<Event>[],
): readonly Pick<DecodedCommit<Event>, 'commit' | 'seals'>[] {
  if (!saved) return commits;
  const entries = Object.entries(saved.seals).map(([slot, [seal]]) => [slot, seal]);
  const commit = { version: saved.head.version, at: 0, facts: [] };
  return [{ commit, seals: Object.fromEntries(entries) }, ...commits];
}
