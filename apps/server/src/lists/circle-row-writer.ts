/**
 * Keeps rows of the list of circles in the store, after commits to their ledgers and after they were
 * read from these. It runs behind: what a stop or a fault leaves out is read from the ledger when
 * somebody asks for it.
 */
import type { CircleId, Millis } from '@holdspace/core';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { type CircleRow, circleLedgerId, encodeCircleRow } from './circle-row.ts';
import type { CircleRows } from './circle-rows.ts';

/** Commits of one circle within this time lead to one write. */
const writeDelay: Millis = 5000;
/** Rows that are written in one step. */
const mostAtOnce = 100;

export interface CircleRowWriterParts {
  readonly ledgers: Ledgers;
  readonly rows: Pick<CircleRows, 'known' | 'readAll' | 'withMeetings'>;
  readonly reportError: ReportError;
  readonly delay?: Millis;
}

export class CircleRowWriter {
  readonly #parts: CircleRowWriterParts;
  readonly #delay: Millis;
  readonly #stopListening: () => void;
  /** Circles whose row the store has not, or has of an older head. */
  readonly #unwritten = new Set<CircleId>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: CircleRowWriterParts) {
    this.#parts = parts;
    this.#delay = parts.delay ?? writeDelay;
    this.#stopListening = parts.ledgers.onCircleCommit((circle, ledger) => {
      if (ledger === 'circle') this.add(circle);
    });
  }

  /** The row is written a little later. */
  add(circle: CircleId): void {
    if (this.#isClosed) return;
    this.#unwritten.add(circle);
    this.#schedule();
  }

  /** Writes what waits. Rejects with a fault of the store; what waited is tried again later. */
  flush(): Promise<void> {
    const writing = this.#writing.then(() => this.#writeAll());
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  /** Writes what waits, and listens no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    if (this.#timer) clearTimeout(this.#timer);
    await this.flush();
  }

  #schedule(): void {
    if (this.#timer || this.#isClosed || this.#unwritten.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.flush()
        .catch((error) => this.#parts.reportError(error, 'write rows of the list of circles'))
        .finally(() => this.#schedule());
    }, this.#delay);
    this.#timer.unref();
  }

  async #writeAll(): Promise<void> {
    const waiting = [...this.#unwritten];
    for (let at = 0; at < waiting.length; at += mostAtOnce) {
      const circles = waiting.slice(at, at + mostAtOnce);
      // A commit during the write asks for the next one.
      for (const circle of circles) this.#unwritten.delete(circle);
      try {
        await this.#write(circles);
      } catch (cause) {
        for (const circle of circles) this.#unwritten.add(circle);
        throw cause;
      }
    }
  }

  async #write(circles: readonly CircleId[]): Promise<void> {
    const { ledgers, rows } = this.#parts;
    const { rows: found, missing } = await rows.known(circles);
    await rows.readAll(missing, (circle, row) => void found.set(circle, row));
    const saved = await Promise.all(
      [...found].map(async ([circle, row]) => row && this.#encode(circle, row)),
    );
    await ledgers.store.saveSummaries(saved.filter((each) => each !== null));
  }

  async #encode(circle: CircleId, row: CircleRow) {
    const { ledgers, rows } = this.#parts;
    const slots = [...row.words.keys()];
    const salted = await ledgers.store.wordsOf(circleLedgerId(circle), slots);
    return encodeCircleRow(ledgers.codec, circle, rows.withMeetings(row), salted);
  }
}
