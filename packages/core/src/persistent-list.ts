/**
 * A list that never changes: `append` and `with` return another list, which shares nearly all of
 * its memory with this one. Items are found by their keys without a search.
 */
import {
  blockAt,
  emptyVector,
  type Vector,
  vectorAppend,
  vectorAt,
  vectorBlocks,
  vectorOfBlocks,
  vectorWith,
  width,
} from './vector.ts';

/** The names under which an item is found. They stay the same when the item is replaced. */
export type KeysOf<T> = (item: T) => readonly string[];

const noKeys = (): readonly string[] => [];

/**
 * The greatest index of each key, shared by all lists that grew out of one another. Where two
 * lists grew out of the same one it can name an item of the other, so each reader checks it; an
 * item that is in the list is the last one with its key. A list that came out of a store is
 * indexed from its end, as far as somebody looks.
 */
interface SharedIndex {
  readonly places: Map<string, number>;
  /** Items before this one are not indexed yet. */
  from: number;
}

export class PersistentList<T> implements Iterable<T> {
  /** Readable, so that two lists with the same items are equal to a deep comparison. */
  readonly vector: Vector<T>;
  readonly #keysOf: KeysOf<T>;
  readonly #index: SharedIndex | null;

  private constructor(vector: Vector<T>, keysOf: KeysOf<T>, index: SharedIndex | null) {
    this.vector = vector;
    this.#keysOf = keysOf;
    this.#index = index;
  }

  static empty<T>(keysOf: KeysOf<T> = noKeys): PersistentList<T> {
    return new PersistentList<T>(emptyVector, keysOf, null);
  }

  /**
   * A list as `blocks` wrote it, with the keys of this one, which is empty. `read` decodes a block
   * when somebody needs one of its items.
   */
  restore(blocks: readonly string[], read: (block: string) => readonly T[]): PersistentList<T> {
    const last = blocks.at(-1);
    const tail = last === undefined ? [] : read(last);
    const unread = blocks.slice(0, -1).map((source) => ({ source, read }));
    const vector = vectorOfBlocks(unread, tail);
    const index = { places: new Map<string, number>(), from: vector.length };
    return new PersistentList(vector, this.#keysOf, vector.length > 0 ? index : null);
  }

  /** Its items in blocks of one length but the last: as text where `restore` got it, and as it is. */
  blocks(): Iterable<string | readonly T[]> {
    return vectorBlocks(this.vector);
  }

  get length(): number {
    return this.vector.length;
  }

  /** Undefined outside the list: a negative index does not count from the end. */
  at(index: number): T | undefined {
    return vectorAt(this.vector, index);
  }

  /** With one more item at the end. */
  append(item: T): PersistentList<T> {
    const keys = this.#keysOf(item);
    let index = this.#index;
    if (keys.length > 0) {
      index ??= { places: new Map(), from: 0 };
      const { places } = index;
      for (const key of keys) places.set(key, Math.max(places.get(key) ?? 0, this.length));
    }
    return new PersistentList(vectorAppend(this.vector, item), this.#keysOf, index);
  }

  /** With another item of the same keys at an index from 0; the list itself where there is none. */
  with(index: number, item: T): PersistentList<T> {
    if (blockAt(this.vector, index) === undefined) return this;
    return new PersistentList(vectorWith(this.vector, index, item), this.#keysOf, this.#index);
  }

  /** Where the last item with this key is; -1 where there is none. */
  indexOf(key: string): number {
    const known = this.#placeOf(key);
    if (known === undefined) return -1;
    if (this.#hasKey(known, key)) return known;
    // Another list of the same origin had it last.
    let i = this.length - 1;
    while (i >= 0 && !this.#hasKey(i, key)) i--;
    return i;
  }

  /** The last item with this key. */
  get(key: string): T | undefined {
    return this.at(this.indexOf(key));
  }

  /** As the index says it; indexes further back until it is found. */
  #placeOf(key: string): number | undefined {
    const index = this.#index;
    if (!index) return undefined;
    const { places } = index;
    while (index.from > 0 && !places.has(key)) {
      const start = (index.from - 1) & ~(width - 1);
      for (let i = index.from - 1; i >= start; i--) {
        const item = vectorAt(this.vector, i);
        for (const each of item === undefined ? [] : this.#keysOf(item)) {
          if (!places.has(each)) places.set(each, i);
        }
      }
      index.from = start;
    }
    return places.get(key);
  }

  #hasKey(index: number, key: string): boolean {
    const item = vectorAt(this.vector, index);
    return item !== undefined && this.#keysOf(item).includes(key);
  }

  *[Symbol.iterator](): Generator<T, undefined> {
    for (const block of this.#readBlocks()) yield* block;
  }

  *#readBlocks(): Generator<readonly T[], undefined> {
    for (let start = 0; ; ) {
      const block = blockAt(this.vector, start);
      if (block === undefined) return;
      yield block;
      start += block.length;
    }
  }

  filter(accepts: (item: T, index: number) => boolean): T[] {
    const accepted: T[] = [];
    let index = 0;
    for (const block of this.#readBlocks()) {
      for (const item of block) if (accepts(item, index++)) accepted.push(item);
    }
    return accepted;
  }

  /** The items from this index on, 0 or more. */
  from(index: number): T[] {
    const items: T[] = [];
    for (let i = index; i < this.length; i++) {
      const item = this.at(i);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  /** The items behind the last one that `ends`, the newest first. */
  lastUntil(ends: (item: T) => boolean): T[] {
    const items: T[] = [];
    for (let i = this.length - 1; i >= 0; i--) {
      const item = this.at(i);
      if (item === undefined || ends(item)) break;
      items.push(item);
    }
    return items;
  }
}
