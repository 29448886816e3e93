/**
 * The embedded store: one SQLite database in a folder, written by one process. This is its
 * face on the main thread; the work, which waits for the disk, is done in a thread of its
 * own (sqlite-worker.ts). When that thread ends, everything that waits is rejected.
 */
import { Worker } from 'node:worker_threads';
import type { Millis, Slot } from '@holdspace/core';
import { appendSound } from '../port/append-group.ts';
import type {
  AppendOutcome,
  AppendRequest,
  AppendResult,
  AsideText,
  LedgerDeadline,
  LedgerEntry,
  LedgerId,
  LedgerOpening,
  LedgerReading,
  LedgerSnapshot,
  LogHead,
  ProcessedCommand,
  SaltedWords,
  SavedSummary,
  Store,
  SummaryReading,
} from '../port/store.ts';
import { StoreFault } from '../port/store.ts';
import { type FlatList, flattenGroup, readResults } from './flat-group.ts';
import type { DatabaseAccess, OpenDatabaseOptions } from './open-database.ts';
import type { NumberedJob, WorkerJob, WorkerNotice, WorkerReply } from './sqlite-worker.ts';

export interface SqliteOptions {
  readonly folder: string;
  readonly access?: DatabaseAccess;
  readonly mostPages?: number;
  readonly now?: () => Millis;
  /** Receives sentences for the operator, while data of an older format are moved. */
  readonly notify?: (sentence: string) => void;
}

/** The fault of an append that does not carry the number after `previous`. */
function misnumbered({ entry, previous }: AppendRequest): StoreFault | null {
  if (entry.version === previous.version + 1) return null;
  return new StoreFault(`Commit ${entry.version} cannot follow commit ${previous.version}.`);
}

/** Rejects with a StoreFault: another process at work, a newer format, a damaged file. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const store = new SqliteStore(options);
  await store.opened;
  return store;
}

interface PendingReply {
  resolve(answer: unknown): void;
  reject(fault: StoreFault): void;
}

class SqliteStore implements Store {
  readonly name = 'sqlite';
  readonly shared = null;
  readonly now: () => Millis;
  readonly opened: Promise<void>;
  readonly #worker: Worker;
  readonly #pendingReplies = new Map<number, PendingReply>();
  readonly #exited: Promise<void>;
  readonly #notify: (sentence: string) => void;
  /** What was asked in this turn of the event loop; handing over costs as much as asking. */
  readonly #outgoing: NumberedJob[] = [];
  #lastNumber = 0;
  /** Why nothing can be asked any more. */
  #closedBy: StoreFault | null = null;

  constructor(options: SqliteOptions) {
    const { folder, access = 'owner', mostPages, now = Date.now, notify } = options;
    this.now = now;
    this.#notify = notify ?? (() => undefined);
    const workerData: OpenDatabaseOptions = { folder, access, mostPages: mostPages ?? null };
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData });
    this.opened = this.#awaitReply(0);
    this.#worker.on('message', (replies: readonly (WorkerReply | WorkerNotice)[]) =>
      this.#receive(replies),
    );
    this.#worker.on('error', (cause) => this.#fail(`stopped: ${String(cause)}`));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail('has stopped');
        resolve();
      });
    });
  }

  async append(append: AppendRequest): Promise<AppendResult> {
    const fault = misnumbered(append);
    if (fault) throw fault;
    const group = flattenGroup([append], this.now());
    const results = await this.#request<FlatList>({ do: 'append', group });
    return readResults([append], results)[0] as AppendResult;
  }
  /** Handed over at once: the caller has gathered what there is. */
  appendAll(group: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    return appendSound(group, misnumbered, async (sound) => {
      const flat = flattenGroup(sound, this.now());
      const answer = this.#request<FlatList>({ do: 'append', group: flat });
      this.#postOutgoing();
      return readResults(sound, await answer);
    });
  }
  read(ledger: LedgerId, after: number, upTo?: number): Promise<LedgerReading> {
    return this.#request({ do: 'read', ledger, after, upTo: upTo ?? null, now: this.now() });
  }
  open(ledger: LedgerId): Promise<LedgerOpening> {
    return this.#request({ do: 'open', ledger, now: this.now() });
  }
  commands(ledger: LedgerId, upTo: number): Promise<readonly ProcessedCommand[]> {
    return this.#request({ do: 'commands', ledger, upTo, now: this.now() });
  }
  saveSnapshot(ledger: LedgerId, snapshot: LedgerSnapshot, slots: readonly Slot[]): Promise<void> {
    return this.#request({ do: 'save-snapshot', ledger, snapshot, slots });
  }
  saveSummaries(group: readonly SavedSummary[]): Promise<void> {
    return this.#request({ do: 'save-summaries', group });
  }
  summaries(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, SummaryReading>> {
    return this.#request({ do: 'summaries', ledgers, now: this.now() });
  }
  wordsOf(ledger: LedgerId, slots: readonly Slot[]): Promise<readonly SaltedWords[]> {
    return this.#request({ do: 'words-of', ledger, slots, now: this.now() });
  }
  deadlines(until: Millis, limit: number): Promise<readonly LedgerDeadline[]> {
    return this.#request({ do: 'deadlines', until, limit });
  }
  setDeadline(ledger: LedgerId, end: LogHead, at: Millis | null): Promise<void> {
    return this.#request({ do: 'set-deadline', ledger, end, at });
  }
  setAside(ledger: LedgerId, aside: AsideText): Promise<void> {
    return this.#request({ do: 'set-aside', ledger, aside });
  }
  aside(ledger: LedgerId): Promise<readonly AsideText[]> {
    return this.#request({ do: 'aside', ledger });
  }
  heads(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, LogHead>> {
    return this.#request({ do: 'heads', ledgers });
  }
  renewLog(ledger: LedgerId, end: LogHead): Promise<void> {
    return this.#request({ do: 'renew', ledger, end });
  }
  replaceEntries(ledger: LedgerId, end: LogHead, entries: readonly LedgerEntry[]): Promise<void> {
    return this.#request({ do: 'replace', ledger, end, entries });
  }
  ledgers(): Promise<readonly LedgerId[]> {
    return this.#request({ do: 'ledgers' });
  }
  sweep(): Promise<number> {
    return this.#request({ do: 'sweep', now: this.now() });
  }
  check(): Promise<void> {
    return this.#request({ do: 'check' });
  }
  async close(): Promise<void> {
    if (!this.#closedBy) {
      const closed = this.#request<void>({ do: 'close' });
      this.#closedBy = new StoreFault('The store is closed.');
      await closed;
    }
    await this.#exited;
  }

  #request<Answer>(ask: WorkerJob): Promise<Answer> {
    if (this.#closedBy) return Promise.reject(this.#closedBy);
    const number = ++this.#lastNumber;
    if (this.#outgoing.push({ ...ask, number }) === 1) setImmediate(() => this.#postOutgoing());
    return this.#awaitReply(number);
  }

  #postOutgoing(): void {
    if (this.#outgoing.length > 0) this.#worker.postMessage(this.#outgoing.splice(0));
  }

  #awaitReply<Answer>(number: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pendingReplies.set(number, { resolve: (answer) => resolve(answer as Answer), reject });
    });
  }

  #receive(replies: readonly (WorkerReply | WorkerNotice)[]): void {
    for (const reply of replies) {
      if ('notice' in reply) {
        this.#notify(reply.notice);
        continue;
      }
      const waiting = this.#pendingReplies.get(reply.to);
      this.#pendingReplies.delete(reply.to);
      if ('fault' in reply) waiting?.reject(new StoreFault(reply.fault));
      else waiting?.resolve(reply.answer);
    }
  }

  #fail(how: string): void {
    this.#closedBy ??= new StoreFault(`The database thread ${how}. Start Holdspace again.`);
    for (const { reject } of this.#pendingReplies.values()) reject(this.#closedBy);
    this.#pendingReplies.clear();
  }
}
