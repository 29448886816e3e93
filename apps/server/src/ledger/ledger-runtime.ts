/**
 * Runs one ledger on this node: load, decide, append, apply, notify. Commands that wait while
 * the store writes are decided as one batch (command-batch.ts) and appended together. The store
 * decides which of two nodes appends first. A commit of another node is applied only if it
 * continues version and chain.
 * It does not know sockets, people's devices or what a command means.
 */
import type { Decider, EventShape, Millis, Words } from '@holdspace/core';
import type { CommitCodec, DecodedCommit } from '../storage/chain/commit-codec.ts';
import type {
  LedgerId,
  LedgerReading,
  LogHead,
  PublishedCommit,
  Store,
} from '../storage/port/store.ts';
import { BatchCommitter } from './batch-committer.ts';
import { CommandBatch, type CommandContext, type CommandResult } from './command-batch.ts';
import { type CommandReply, promised } from './command-reply.ts';
import { CommitPump } from './commit-pump.ts';
import { EarlierRecords } from './earlier-records.ts';
import { ExclusiveQueue } from './exclusive-queue.ts';
import { type CommitFold, type CommitStep, emptyLogHead, LedgerReplica } from './ledger-replica.ts';
import { type DecodedReading, decodeReading, LedgerSnapshots } from './ledger-snapshots.ts';

export type { CommandContext, CommandResult } from './command-batch.ts';

/** Must not throw: the commit is durable already. */
export type CommitListener<State, Event extends EventShape> = (
  step: CommitStep<State, Event>,
) => void;

export class LedgerRuntime<State extends object, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  /** What an opening by a snapshot has left in the store. */
  readonly earlier: EarlierRecords<State, Event>;
  readonly #store: Store;
  readonly #codec: CommitCodec;
  readonly #replica: LedgerReplica<State, Event>;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #committer: BatchCommitter<State, Command, Event, Standing>;
  readonly #commitListeners = new Set<CommitListener<State, Event>>();
  readonly #restartListeners = new Set<() => void>();
  /** The store may hold more than the replica: catch up before the next decision. */
  #isStale = true;
  readonly #queue = new ExclusiveQueue();
  /** A commit was read whose body names who asked for it, as older versions wrote it. */
  #namesAuthors = false;
  /** Opens the ledger that takes the place of this one; null while this one is in memory. */
  #reopen: (() => Promise<LedgerRuntime<State, Command, Event, Standing>>) | null = null;
  readonly #snapshots: LedgerSnapshots<State, Event>;
  /** Of the latest snapshot that is known here; 0 without one. */
  #snapshotVersion = 0;
  /** A requested catch-up that has not begun. */
  #catchUpScheduled: Promise<void> | null = null;

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    codec: CommitCodec,
    fold: CommitFold<State, Event> | null = null,
    pump = new CommitPump(store),
    createFold: () => CommitFold<State, Event> | null = () => null,
  ) {
    const now = () => store.now();
    this.id = id;
    this.#store = store;
    this.#codec = codec;
    this.#decider = decider;
    this.#replica = new LedgerReplica<State, Event>(decider, now, fold);
    this.#snapshots = new LedgerSnapshots({ ledger: id, decider, store, codec, createFold });
    const { pagedWords } = decider;
    const replica = this.#replica;
    this.earlier = new EarlierRecords({ ledger: id, store, codec, replica, pagedWords });
    this.#committer = new BatchCommitter({
      ...{ ledger: id, pump, isShared: store.shared !== null },
      batch: new CommandBatch({ ledger: id, decider, codec, replica, now }),
      isStale: () => this.#isBehind,
      markStale: () => {
        this.#isStale = true;
      },
      catchUp: () => this.#catchUp(),
      apply: ({ decoded, words, after }, log) => this.#apply(decoded, log, words, after),
    });
  }

  get state(): State {
    return this.#replica.state;
  }
  get version(): number {
    return this.#replica.head.version;
  }
  /** The log id; '' while the ledger is empty. */
  get log(): string {
    return this.#replica.head.log;
  }
  /** The head of the replica. */
  get head(): LogHead {
    return this.#replica.head;
  }
  /** The readable words, from `earlier.wordsFrom` on; empty after `wordsUntil` (PHA-6). */
  get words(): Words {
    return this.#replica.words;
  }

  /** See `Decider.restingDeadline`. */
  get restingDeadline(): Millis | null {
    return this.#decider.restingDeadline(this.state, this.#store.now());
  }

  /** Whether an older version wrote commits that name who asked for them; see removeAuthors. */
  get namesAuthors(): boolean {
    return this.#namesAuthors;
  }

  /** Whether a command or a reading is under way. */
  get isBusy(): boolean {
    return this.#queue.isBusy;
  }

  /**
   * It leaves the memory. Callers who still have it reach the ledger that `reopen` answers with;
   * the state that they see stays what it was.
   */
  retire(reopen: () => Promise<LedgerRuntime<State, Command, Event, Standing>>): void {
    this.#reopen = reopen;
  }

  /** Reads the whole ledger again, after its entries were replaced in the store. */
  reload(): Promise<void> {
    return this.#queue.run(async () => {
      this.#namesAuthors = false;
      await this.#reload(await this.#store.read(this.id, 0));
    });
  }

  /**
   * Reads the new commits from the store. Afterwards the replica has everything that was durable
   * at the call. Throws BrokenChain if a commit does not continue the chain.
   */
  catchUp(): Promise<void> {
    this.#catchUpScheduled ??= this.#queue.run(() => {
      this.#catchUpScheduled = null;
      return this.#catchUp();
    });
    return this.#catchUpScheduled;
  }

  /** A commit that another node has published; it may come late, twice or never. Never throws. */
  receive(published: PublishedCommit): void {
    if (published.entry.version <= this.version && published.log === this.log) return;
    this.#queue
      .run(() => this.#receive(published))
      .catch(() => {
        this.#isStale = true;
      });
  }

  /**
   * Decides, appends, notifies. Answers when the result is durable; rejects when the outcome is
   * not known.
   */
  handle(command: Command, context: CommandContext<Standing>): Promise<CommandResult> {
    return promised((reply) => this.submit(command, context, reply));
  }

  /** The same without a promise: `reply` is called within the turn in which the store answers. */
  submit(
    command: Command,
    context: CommandContext<Standing>,
    reply: CommandReply<CommandResult>,
  ): void {
    if (this.#reopen) {
      this.#reopen().then(
        (ledger) => ledger.submit(command, context, reply),
        (fault) => reply.reject(fault),
      );
      return;
    }
    const isFirst = this.#committer.add({ command, context, reply });
    if (isFirst) this.#queue.add((done) => this.#committer.run(done));
  }

  /** Whether this person's command with that id is processed. Waits for all commands before. */
  hasProcessed(by: string, id: string): Promise<boolean> {
    if (this.#reopen) return this.#reopen().then((ledger) => ledger.hasProcessed(by, id));
    return this.#queue.run(async () => {
      if (this.#isBehind || this.#store.shared !== null) await this.#catchUp();
      return this.#replica.hasProcessed(this.#codec.commandDigest(this.id, { by, id }));
    });
  }

  /** Calls the listener for each commit, in ledger order, once it is durable. Returns `stop`. */
  onCommit(listener: CommitListener<State, Event>): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /** Calls the listener when the store holds another log; all commits of it follow. Returns `stop`. */
  onRestart(listener: () => void): () => void {
    this.#restartListeners.add(listener);
    return () => this.#restartListeners.delete(listener);
  }

  /** See `LedgerSnapshots.save`. */
  async saveSnapshot(kept: number): Promise<void> {
    const saved = await this.#snapshots.save(kept, this.version, this.#snapshotVersion > 0);
    this.#snapshotVersion = Math.max(this.#snapshotVersion, saved);
  }

  get #isBehind(): boolean {
    return this.#isStale || !this.earlier.hasCommands;
  }

  /** How many commits an opening reads behind the snapshot. */
  get tailLength(): number {
    return this.version - this.#snapshotVersion;
  }

  /** The first reading. False when its snapshot cannot be believed: everything is to be read. */
  async #open(): Promise<boolean> {
    const opening = await this.#store.open(this.id);
    const found = this.#snapshots.decode(opening);
    if (!found) return false;
    const { saved, decoded } = found;
    if (saved) {
      this.#replica.restore(saved, decoded.words);
      this.earlier.begin(saved);
    }
    this.#snapshotVersion = saved?.head.version ?? 0;
    this.#applyAll(decoded, opening);
    return true;
  }

  async #catchUp(): Promise<void> {
    const { head } = this;
    if (head.version === 0 && (await this.#open())) return;
    await this.earlier.readCommands();
    const reading = await this.#store.read(this.id, head.version);
    try {
      this.#applyAll(this.#decode(head, reading), reading);
    } catch (cause) {
      if (this.#store.shared === null || head.version === 0) throw cause;
      await this.#reload(reading);
    }
  }

  /**
   * Loads the ledger again after the store went back, by a failover or a restored copy. The log
   * gets a new id: under the old id, a client that has more of it would not notice.
   */
  async #reload({ log, head }: LedgerReading): Promise<void> {
    if (log === this.log) await this.#store.renewLog(this.id, { ...head, log });
    const whole = await this.#store.read(this.id, 0);
    const decoded = this.#decode(emptyLogHead, whole);
    this.#replica.reset();
    this.earlier.reset();
    this.#snapshotVersion = 0;
    for (const listener of this.#restartListeners) listener();
    this.#applyAll(decoded, whole);
  }

  #decode(from: LogHead, reading: LedgerReading): DecodedReading<Event> {
    return decodeReading<Event>(this.#codec, this.id, { from, reading });
  }

  #applyAll(decoded: DecodedReading<Event>, { log, commands }: LedgerReading): void {
    this.#isStale = false;
    const byVersion = new Map(commands.map((command) => [command.version, command]));
    for (const each of decoded.commits) {
      if (each.command) this.#namesAuthors = true;
      const command = each.command ?? byVersion.get(each.commit.version) ?? null;
      this.#apply({ ...each, command }, log, decoded.words);
    }
  }

  #apply(commit: DecodedCommit<Event>, log: string, words: Words, known?: State): void {
    const step = this.#replica.apply(commit, log, words, known);
    for (const listener of this.#commitListeners) listener(step);
  }

  async #receive({ log, entry, words, command }: PublishedCommit): Promise<void> {
    const { version, log: knownLog } = this.head;
    if (log === knownLog && entry.version <= version) return;
    const continues = entry.version === version + 1 && (log === knownLog || version === 0);
    if (this.#isStale || !continues) return this.#catchUp();
    const { version: at, mac } = entry;
    const commands = command ? [command] : [];
    const reading = { log, head: { version: at, mac }, entries: [entry], words, commands };
    try {
      this.#applyAll(this.#decode({ ...this.head, log }, reading), reading);
    } catch {
      // The bus is not trusted: only the store is.
      await this.#catchUp();
    }
  }
}
