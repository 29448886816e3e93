/**
 * Where the words of one ledger are, by slot: rows of the table of commits. It holds hashes instead
 * of names, about 40 bytes for each slot; the reader of a row compares the name.
 */
import type { Slot } from '@holdspace/core';

/** 32 bits, FNV-1a over UTF-16 units. */
function hashOf(slot: Slot): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < slot.length; at++) {
    hash = Math.imul(hash ^ slot.charCodeAt(at), 0x01000193);
  }
  return hash;
}

export class SlotIndex {
  readonly #rows = new Map<number, number | readonly number[]>();

  /** How many hashes it holds. */
  get size(): number {
    return this.#rows.size;
  }

  add(slot: Slot, row: number): void {
    const hash = hashOf(slot);
    const known = this.#rows.get(hash);
    this.#rows.set(hash, known === undefined ? row : [...listOf(known), row]);
  }

  /** Rows that can have the words of this slot; another slot may have the same hash. */
  find(slot: Slot): readonly number[] {
    const known = this.#rows.get(hashOf(slot));
    return known === undefined ? none : listOf(known);
  }

  remove(slot: Slot, row: number): void {
    const hash = hashOf(slot);
    const left = this.find(slot).filter((each) => each !== row);
    if (left.length === 0) this.#rows.delete(hash);
    else this.#rows.set(hash, left);
  }
}

const none: readonly number[] = [];
const listOf = (rows: number | readonly number[]): readonly number[] =>
  typeof rows === 'number' ? [rows] : rows;
