/**
 * The house record on this node (STF-5): entries that follow the house's ledger. The newest are read
 * when somebody first asks, older ones in blocks when a page reaches them, so that a page costs what
 * it shows and not what the house has ever recorded.
 */
import {
  type HouseEvent,
  type HouseRecordEntry,
  type HouseRecordFilter,
  matchesRecordFilter,
  type RecordedAct,
  recordedActOf,
  recordedFactsIn,
} from '@holdspace/core';
import { emptyLogHead } from '../ledger/ledger-replica.ts';
import { decodeReading } from '../ledger/ledger-snapshots.ts';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { nextTurn } from '../scheduling/next-turn.ts';
import { BrokenChain } from '../storage/chain/commit-codec.ts';
import type { Head, LedgerEntry, LogHead } from '../storage/port/store.ts';
import { emptyHead } from '../storage/port/store.ts';

/** A page in either order; `after` is the `seq` of the last entry before it. */
export interface HouseRecordPage extends HouseRecordFilter {
  readonly order: 'oldest' | 'newest';
  readonly after?: number;
  readonly limit: number;
}

/** With the facts of its commit that are of the record. */
interface ReadAct {
  readonly act: RecordedAct;
  readonly facts: number;
}

/** Commits of the first block, and of the longest; each is twice as long as the one after it. */
const [firstBlock, longestBlock] = [1000, 32_000];
/** Commits that are decoded in one turn of the event loop. */
const decodedPerTurn = 500;

export class HouseRecord {
  readonly #ledgers: Ledgers;
  /** Of commits behind the first reading, oldest first. */
  readonly #newer: HouseRecordEntry[] = [];
  /** Of commits up to the first reading, newest first. */
  readonly #older: HouseRecordEntry[] = [];
  /** Of the last commit that was read, and of the one before the first. */
  #head = emptyLogHead;
  #base = emptyLogHead;
  /** The `seq` at these two. */
  #headSeq = 0;
  #baseSeq = 0;
  #blockLength = firstBlock;
  /** One block is read at a time. */
  #reading: Promise<void> | null = null;

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
  }

  /** Has everything that was durable at the call. */
  async page({ order, after, limit, ...filter }: HouseRecordPage): Promise<HouseRecordEntry[]> {
    await this.#catchUp();
    const isOldest = order === 'oldest';
    const found: HouseRecordEntry[] = [];
    const add = (entry: HouseRecordEntry): void => {
      const isBehind = after === undefined || (isOldest ? entry.seq > after : entry.seq < after);
      if (found.length < limit && isBehind && matchesRecordFilter(entry, filter)) found.push(entry);
    };
    if (isOldest) {
      while (this.#base.version > 0) await this.#readOlder();
      for (const entry of this.#older.toReversed()) add(entry);
      for (const entry of this.#newer) add(entry);
      return found;
    }
    for (const entry of this.#newer.toReversed()) add(entry);
    for (let at = 0; found.length < limit; at++) {
      while (at >= this.#older.length && this.#base.version > 0) await this.#readOlder();
      const entry = this.#older[at];
      if (!entry) break;
      add(entry);
    }
    return found;
  }

  async #catchUp(): Promise<void> {
    const { store, codec } = this.#ledgers;
    const house = await this.#ledgers.house();
    if (house.log !== this.#head.log) this.#begin(house.head, house.state.recordedFacts);
    const from = this.#head;
    if (house.version === from.version) return;
    const reading = await store.read(house.id, from.version);
    try {
      const given = { from, reading, saved: null };
      for (const { commit, mac } of decodeReading<HouseEvent>(codec, house.id, given).commits) {
        // Another request may have read it meanwhile.
        if (commit.version <= this.#head.version) continue;
        const act = recordedActOf(commit);
        this.#headSeq += recordedFactsIn(commit);
        if (act) this.#newer.push({ ...act, seq: this.#headSeq });
        this.#head = { log: reading.log, version: commit.version, mac };
      }
    } catch (cause) {
      // The store went back, or holds another log: the next request begins anew.
      this.#begin(emptyLogHead, 0);
      throw cause;
    }
  }

  /** Reads the block before the first commit that was read; several requests share one reading. */
  #readOlder(): Promise<void> {
    this.#reading ??= this.#readBlock().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readBlock(): Promise<void> {
    const house = await this.#ledgers.house();
    const upTo = this.#base;
    // One commit more: the chain of the block begins at its mac.
    const after = Math.max(0, upTo.version - this.#blockLength - 1);
    this.#blockLength = Math.min(2 * this.#blockLength, longestBlock);
    try {
      const { log, entries } = await this.#ledgers.store.read(house.id, after, upTo.version);
      if (log !== upTo.log || entries.at(-1)?.mac !== upTo.mac) {
        throw new BrokenChain(house.id, upTo.version, 'another commit stands in its place');
      }
      const [first] = entries;
      const begin: Head = after === 0 || !first ? emptyHead : first;
      const found = await this.#decode(house, begin, after === 0 ? entries : entries.slice(1));
      if (this.#base !== upTo) return;
      for (const { act, facts } of found.reverse()) {
        this.#older.push({ ...act, seq: this.#baseSeq });
        this.#baseSeq -= facts;
      }
      this.#base = { log, version: begin.version, mac: begin.mac };
    } catch (cause) {
      this.#begin(emptyLogHead, 0);
      throw cause;
    }
  }

  /** Throws BrokenChain. */
  async #decode(
    { id }: HouseLedger,
    begin: Head,
    entries: readonly LedgerEntry[],
  ): Promise<ReadAct[]> {
    const found: ReadAct[] = [];
    let from = begin;
    for (let at = 0; at < entries.length; at += decodedPerTurn) {
      const some = entries.slice(at, at + decodedPerTurn);
      for (const { commit } of this.#ledgers.codec.decode<HouseEvent>(id, from, some)) {
        const act = recordedActOf(commit);
        if (act) found.push({ act, facts: recordedFactsIn(commit) });
      }
      from = some.at(-1) ?? from;
      await nextTurn();
    }
    return found;
  }

  /** Nothing is read yet; what follows this commit is newer. */
  #begin(head: LogHead, seq: number): void {
    this.#newer.length = 0;
    this.#older.length = 0;
    this.#head = head;
    this.#base = head;
    this.#headSeq = seq;
    this.#baseSeq = seq;
    this.#blockLength = firstBlock;
  }
}
