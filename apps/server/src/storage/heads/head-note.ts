/**
 * The note of heads while a store is open: it takes in where ledgers end as that becomes
 * durable, and writes its file from time to time and at the end. It may be behind the store,
 * and is never ahead of it. head-checked-store.ts decides what follows from a difference.
 */
import type { Millis } from '@holdspace/core';
import type { Head, LedgerId } from '../port/store.ts';
import { writeHeadNote } from './head-note-file.ts';

const writeDelay: Millis = 5000;
/** Writing takes at most this part of the time, however many ledgers there are. */
const maxWriteShare = 1 / 100;

export class HeadNote {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #onError: (cause: unknown) => void;
  readonly #heads: Map<LedgerId, Head>;
  #dirty = false;
  #timer: NodeJS.Timeout | undefined;
  #lastWriteDuration: Millis = 0;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: {
    readonly folder: string;
    readonly key: Buffer;
    readonly heads: ReadonlyMap<LedgerId, Head>;
    /** Called when a write failed; the next change writes again. */
    readonly failed: (cause: unknown) => void;
  }) {
    this.#folder = parts.folder;
    this.#key = parts.key;
    this.#onError = parts.failed;
    this.#heads = new Map(parts.heads);
  }

  get heads(): ReadonlyMap<LedgerId, Head> {
    return this.#heads;
  }

  /** Something is known here that the file does not say. */
  get isDirty(): boolean {
    return this.#dirty;
  }

  /** The ledger durably goes so far. What is behind the note changes nothing. */
  advance(ledger: LedgerId, { version, mac }: Head): void {
    if (version <= (this.#heads.get(ledger)?.version ?? 0)) return;
    this.#heads.set(ledger, { version, mac });
    this.#scheduleWrite();
  }

  /** The ledger ends here from now on, whatever was noted: its loss is known to people. */
  setHead(ledger: LedgerId, { version, mac }: Head): void {
    if (version === 0) this.#heads.delete(ledger);
    else this.#heads.set(ledger, { version, mac });
    this.#scheduleWrite();
  }

  /** Answers when the file says what is known here; rejects when it cannot be written. */
  async write(): Promise<void> {
    const writing = this.#writing.then(async () => {
      this.#dirty = false;
      const began = performance.now();
      try {
        await writeHeadNote(this.#folder, this.#key, this.#heads);
      } catch (cause) {
        this.#dirty = true;
        throw cause;
      } finally {
        this.#lastWriteDuration = performance.now() - began;
      }
    });
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    if (this.#dirty) await this.write().catch(this.#onError);
  }

  #scheduleWrite(): void {
    this.#dirty = true;
    if (this.#timer || this.#closed) return;
    const wait = Math.max(writeDelay, this.#lastWriteDuration / maxWriteShare);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.write().catch(this.#onError);
    }, wait);
    this.#timer.unref();
  }
}
