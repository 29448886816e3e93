/**
 * Which words belong to a snapshot, and the seals that they are verified with. Of paged words
 * (`PagedWords` in core) these are the newest; of the older ones a snapshot has only where the
 * blocks of their commits end, so that a block is read and verified by itself.
 */
import type { EventShape, PagedWords, Slot, Words } from '@holdspace/core';
import type { DecodedCommit } from '../storage/chain/commit-codec.ts';

/** HMAC(salt, words), and the version that wrote them. */
export type WordSeal = readonly [seal: string, version: number];

/** The end of a block of commits, and how long the paged list was there. */
export type BlockMark = readonly [version: number, mac: string, length: number];

/** Commits of a block. */
export const blockLength = 256;

/** An opening by a snapshot of this version reads the paged words that were written after it. */
export const pagedWordsAfter = (version: number): number =>
  Math.max(0, (Math.floor(version / blockLength) - 1) * blockLength);

interface CollectedSeals {
  readonly seals: Readonly<Record<Slot, WordSeal>>;
  readonly marks: readonly BlockMark[];
}

/** Gathers both from the commits of a ledger, in their order. */
export class SealCollector<State> {
  readonly #paged: PagedWords<State> | undefined;
  /** The slot that was written last at the end. */
  readonly #seals: Map<Slot, WordSeal>;
  readonly #marks: BlockMark[];

  constructor(paged: PagedWords<State> | undefined, before: CollectedSeals | null) {
    this.#paged = paged;
    this.#seals = new Map(Object.entries(before?.seals ?? {}));
    this.#marks = [...(before?.marks ?? [])];
  }

  /** `after` is the state that the commit leads to. */
  add({ commit, mac, seals }: DecodedCommit<EventShape>, after: State): void {
    const { version } = commit;
    for (const [slot, seal] of Object.entries(seals)) {
      this.#seals.delete(slot);
      this.#seals.set(slot, [seal, version]);
    }
    if (this.#paged && version % blockLength === 0) {
      this.#marks.push([version, mac, this.#paged.lengthOf(after)]);
    }
  }

  /** What a snapshot of this version keeps; `words` are those that can still be read. */
  at(version: number, words: Words): CollectedSeals {
    const after = pagedWordsAfter(version);
    const kept = [...this.#seals].filter(
      ([slot, [, written]]) => words.has(slot) && (written > after || !this.#paged?.has(slot)),
    );
    return { seals: Object.fromEntries(kept), marks: this.#marks };
  }
}
