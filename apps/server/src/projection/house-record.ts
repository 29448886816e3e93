/**
 * The house record on this node (STF-5): a list of entries that follows the house's ledger. It is
 * built from the first commit when somebody first asks, and again when the log is another one.
 */
import {
  type HouseEvent,
  type HouseRecordEntry,
  type HouseRecordFilter,
  houseRecordEntry,
  matchesRecordFilter,
} from '@holdspace/core';
import { emptyLogHead } from '../ledger/ledger-replica.ts';
import { decodeReading } from '../ledger/ledger-snapshots.ts';
import type { Ledgers } from '../ledger/ledgers.ts';

/** A page in either order; `after` is the `seq` of the last entry before it. */
export interface HouseRecordPage extends HouseRecordFilter {
  readonly order: 'oldest' | 'newest';
  readonly after?: number;
  readonly limit: number;
}

export class HouseRecord {
  readonly #ledgers: Ledgers;
  readonly #entries: HouseRecordEntry[] = [];
  /** Of the last commit that was read. */
  #head = emptyLogHead;

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
  }

  /** Has everything that was durable at the call. */
  async page({ order, after, limit, ...filter }: HouseRecordPage): Promise<HouseRecordEntry[]> {
    await this.#catchUp();
    const isOldest = order === 'oldest';
    const found: HouseRecordEntry[] = [];
    const count = this.#entries.length;
    for (let n = 0; n < count && found.length < limit; n++) {
      const entry = this.#entries[isOldest ? n : count - 1 - n] as HouseRecordEntry;
      const isBehind = after === undefined || (isOldest ? entry.seq > after : entry.seq < after);
      if (isBehind && matchesRecordFilter(entry, filter)) found.push(entry);
    }
    return found;
  }

  async #catchUp(): Promise<void> {
    const { store, codec } = this.#ledgers;
    const house = await this.#ledgers.house();
    if (house.log !== this.#head.log) this.#clear();
    const from = this.#head;
    if (house.version === from.version) return;
    const reading = await store.read(house.id, from.version);
    try {
      const given = { from, reading, saved: null };
      for (const { commit, mac } of decodeReading<HouseEvent>(codec, house.id, given).commits) {
        // Another request may have read it meanwhile.
        if (commit.version <= this.#head.version) continue;
        const entry = houseRecordEntry(commit);
        if (entry) this.#entries.push(entry);
        this.#head = { log: reading.log, version: commit.version, mac };
      }
    } catch (cause) {
      // The store went back, or holds another log: the next request reads it from the beginning.
      this.#clear();
      throw cause;
    }
  }

  #clear(): void {
    this.#entries.length = 0;
    this.#head = emptyLogHead;
  }
}
