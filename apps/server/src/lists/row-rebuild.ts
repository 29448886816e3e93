/**
 * Reads many missing rows from their ledgers in the background: after an update from a version
 * without them, after an import, or when a store lost them. One runs at a time; a request
 * that comes meanwhile waits for it, but not for long.
 */
import type { CircleId, Millis } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import type { CircleRowWriter } from './circle-row-writer.ts';
import type { CircleRows } from './circle-rows.ts';

/** A request waits so long for rows that are read. */
const usualPatience: Millis = 5000;
const progressInterval: Millis = 2000;

/** The list cannot be shown yet. */
export class ListNotReady extends Error {
  override name = 'ListNotReady';
  readonly done: number;
  readonly total: number;
  constructor({ done, total }: RebuildProgress) {
    super(`The list of circles is being built: ${done} of ${total} are done.`);
    this.done = done;
    this.total = total;
  }
}

/** Circles whose rows were read, and all that are to be read. */
export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
}

export interface RowRebuildParts {
  readonly rows: Pick<CircleRows, 'known' | 'readAll'>;
  readonly writer: Pick<CircleRowWriter, 'add' | 'flush'>;
  readonly reportProgress: (progress: RebuildProgress) => void;
  readonly reportError: ReportError;
  readonly patience?: Millis;
}

export class RowRebuild {
  readonly #parts: RowRebuildParts;
  #running: Promise<void> | null = null;
  #done = 0;
  #total = 0;

  constructor(parts: RowRebuildParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when a rebuild has ended: the one that runs, or else one of these circles. Throws
   * ListNotReady when that takes too long; it goes on meanwhile.
   */
  async run(circles: readonly CircleId[]): Promise<void> {
    const { patience = usualPatience } = this.#parts;
    this.#running ??= this.#rebuild(circles).finally(() => {
      this.#running = null;
    });
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), patience);
    try {
      const ended = await Promise.race([this.#running, late]);
      if (ended === 'late') throw new ListNotReady({ done: this.#done, total: this.#total });
    } finally {
      clearTimeout(timer);
    }
  }

  async #rebuild(circles: readonly CircleId[]): Promise<void> {
    const { rows, writer, reportProgress, reportError } = this.#parts;
    // The one before this may have read them.
    const { missing } = await rows.known(circles);
    this.#done = 0;
    this.#total = missing.length;
    let reportedAt = performance.now();
    const report = () => reportProgress({ done: this.#done, total: this.#total });
    await rows.readAll(missing, (circle, row) => {
      this.#done++;
      if (row) writer.add(circle);
      if (performance.now() - reportedAt < progressInterval) return;
      reportedAt = performance.now();
      report();
    });
    report();
    // They need not be in memory for long.
    await writer.flush().catch((error) => reportError(error, 'write rows of the list of circles'));
  }
}
