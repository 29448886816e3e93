/**
 * The embedded store: one SQLite database in a folder, written by one process. This is its
 * face on the main thread; the work, which waits for the disk, is done in a thread of its
 * own (sqlite-worker.ts). When that thread ends, everything that waits is rejected.
 */
import { Worker } from 'node:worker_threads';
import type { Millis } from '@holdspace/core';
import type { Append, Appended, Aside, End, Entry, LedgerId, Reading, Store } from './port.ts';
import { StoreFault } from './port.ts';
import type { Access, Opening } from './sqlite-opening.ts';
import type { Ask, Asked, Reply } from './sqlite-worker.ts';

export interface SqliteOptions {
  readonly folder: string;
  readonly access?: Access;
  readonly mostPages?: number;
  readonly now?: () => Millis;
}

/** Rejects with a StoreFault: another process at work, a newer format, a damaged file. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const store = new SqliteStore(options);
  await store.opened;
  return store;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(fault: StoreFault): void;
}

class SqliteStore implements Store {
  readonly name = 'sqlite';
  readonly shared = null;
  readonly now: () => Millis;
  readonly opened: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  /** What was asked in this turn of the event loop; handing over costs as much as asking. */
  readonly #gathered: Asked[] = [];
  #asked = 0;
  /** Why nothing can be asked any more. */
  #over: StoreFault | null = null;

  constructor({ folder, access = 'owner', mostPages, now = Date.now }: SqliteOptions) {
    this.now = now;
    const workerData: Opening = { folder, access, mostPages: mostPages ?? null };
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData });
    this.opened = this.#wait(0);
    this.#worker.on('message', (replies: readonly Reply[]) => this.#hear(replies));
    this.#worker.on('error', (cause) => this.#end(`stopped: ${String(cause)}`));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end('has stopped');
        resolve();
      });
    });
  }

  async append(append: Append): Promise<Appended> {
    const { entry, previous } = append;
    if (entry.version !== previous.version + 1) {
      throw new StoreFault(`Commit ${entry.version} cannot follow commit ${previous.version}.`);
    }
    return this.#ask({ do: 'append', append, now: this.now() });
  }
  read(ledger: LedgerId, after: number): Promise<Reading> {
    return this.#ask({ do: 'read', ledger, after, now: this.now() });
  }
  setAside(ledger: LedgerId, aside: Aside): Promise<void> {
    return this.#ask({ do: 'set-aside', ledger, aside });
  }
  aside(ledger: LedgerId): Promise<readonly Aside[]> {
    return this.#ask({ do: 'aside', ledger });
  }
  heads(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, End>> {
    return this.#ask({ do: 'heads', ledgers });
  }
  renew(ledger: LedgerId, end: End): Promise<void> {
    return this.#ask({ do: 'renew', ledger, end });
  }
  replace(ledger: LedgerId, end: End, entries: readonly Entry[]): Promise<void> {
    return this.#ask({ do: 'replace', ledger, end, entries });
  }
  ledgers(): Promise<readonly LedgerId[]> {
    return this.#ask({ do: 'ledgers' });
  }
  sweep(): Promise<number> {
    return this.#ask({ do: 'sweep', now: this.now() });
  }
  check(): Promise<void> {
    return this.#ask({ do: 'check' });
  }
  async close(): Promise<void> {
    if (!this.#over) {
      const closed = this.#ask<void>({ do: 'close' });
      this.#over = new StoreFault('The store is closed.');
      await closed;
    }
    await this.#ended;
  }

  #ask<Answer>(ask: Ask): Promise<Answer> {
    if (this.#over) return Promise.reject(this.#over);
    const number = ++this.#asked;
    if (this.#gathered.push({ ...ask, number }) === 1) setImmediate(() => this.#handOver());
    return this.#wait(number);
  }

  #handOver(): void {
    this.#worker.postMessage(this.#gathered.splice(0));
  }

  #wait<Answer>(number: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: (answer) => resolve(answer as Answer), reject });
    });
  }

  #hear(replies: readonly Reply[]): void {
    for (const reply of replies) {
      const waiting = this.#waiting.get(reply.to);
      this.#waiting.delete(reply.to);
      if ('fault' in reply) waiting?.reject(new StoreFault(reply.fault));
      else waiting?.resolve(reply.answer);
    }
  }

  #end(how: string): void {
    this.#over ??= new StoreFault(`The database thread ${how}. Start Holdspace again.`);
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}
