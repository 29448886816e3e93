/**
 * Runs one ledger on this node: load, decide, append, apply, notify. Commands that wait while
 * the store writes are decided as one batch (command-batch.ts) and appended together. The store
 * decides which of two nodes appends first. A commit of another node is applied only if it
 * continues version and chain.
 * It does not know sockets, people's devices or what a command means.
 */
import type { Decider, EventShape, Millis, Words } from '@holdspace/core';
import {
  BrokenChain,
  type CommitCodec,
  type DecodedCommit,
} from '../storage/chain/commit-codec.ts';
import type {
  LedgerId,
  LedgerReading,
  LogHead,
  PublishedCommit,
  Store,
} from '../storage/port/store.ts';
import {
  CommandBatch,
  type CommandContext,
  type CommandResult,
  type PendingCommand,
} from './command-batch.ts';
import { type CommitFold, type CommitStep, emptyLogHead, LedgerReplica } from './ledger-replica.ts';

export type { CommandContext, CommandResult } from './command-batch.ts';

/** Must not throw: the commit is durable already. */
export type CommitListener<State, Event extends EventShape> = (
  step: CommitStep<State, Event>,
) => void;

/** After so many conflicts in a row, each with a commit of another node, a batch fails. */
const maxAttempts = 12;

export class LedgerRuntime<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #codec: CommitCodec;
  readonly #replica: LedgerReplica<State, Event>;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #batch: CommandBatch<State, Command, Event, Standing>;
  readonly #commitListeners = new Set<CommitListener<State, Event>>();
  readonly #restartListeners = new Set<() => void>();
  /** The store may hold more than the replica: catch up before the next decision. */
  #isStale = true;
  #queue: Promise<unknown> = Promise.resolve();
  /** A commit was read whose body names who asked for it, as older versions wrote it. */
  #namesAuthors = false;
  /** Exclusive works that have not ended. */
  #underWay = 0;
  /** Opens the ledger that takes the place of this one; null while this one is in memory. */
  #reopen: (() => Promise<LedgerRuntime<State, Command, Event, Standing>>) | null = null;
  /** They wait while the store writes the batch before. */
  #pendingCommands: PendingCommand<Command, Standing>[] = [];
  /** A requested catch-up that has not begun. */
  #catchUpScheduled: Promise<void> | null = null;

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    codec: CommitCodec,
    fold: CommitFold<State, Event> | null = null,
  ) {
    const now = () => store.now();
    this.id = id;
    this.#store = store;
    this.#codec = codec;
    this.#decider = decider;
    this.#replica = new LedgerReplica<State, Event>(decider, now, fold);
    this.#batch = new CommandBatch({ ledger: id, decider, codec, replica: this.#replica, now });
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
  /** The readable words; empty after `wordsUntil` (PHA-6). */
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

  /** Reads the whole ledger again, after its entries were replaced in the store. */
  reload(): Promise<void> {
    return this.#runExclusively(async () => {
      this.#namesAuthors = false;
      await this.#reload(await this.#store.read(this.id, 0));
    });
  }

  /** Whether a command or a reading is under way. */
  get isBusy(): boolean {
    return this.#underWay > 0 || this.#pendingCommands.length > 0;
  }

  /**
   * Nobody holds it in memory any more. Callers who still have it reach the ledger that `reopen`
   * answers with; its state stays what it was.
   */
  retire(reopen: () => Promise<LedgerRuntime<State, Command, Event, Standing>>): void {
    this.#reopen = reopen;
  }

  /**
   * Reads the new commits from the store. Afterwards the replica has everything that was durable
   * at the call. Throws BrokenChain if a commit does not continue the chain.
   */
  catchUp(): Promise<void> {
    this.#catchUpScheduled ??= this.#runExclusively(() => {
      this.#catchUpScheduled = null;
      return this.#catchUp();
    });
    return this.#catchUpScheduled;
  }

  /** A commit that another node has published; it may come late, twice or never. Never throws. */
  receive(published: PublishedCommit): void {
    if (published.entry.version <= this.version && published.log === this.log) return;
    this.#runExclusively(() => this.#receive(published)).catch(() => {
      this.#isStale = true;
    });
  }

  /**
   * Decides, appends, notifies. Answers when the result is durable; rejects when the outcome is
   * not known.
   */
  handle(command: Command, context: CommandContext<Standing>): Promise<CommandResult> {
    if (this.#reopen) return this.#reopen().then((ledger) => ledger.handle(command, context));
    const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
    this.#pendingCommands.push({ command, context, resolve, reject });
    if (this.#pendingCommands.length === 1) void this.#runExclusively(() => this.#processPending());
    return promise;
  }

  /** Whether this person's command with that id is processed. Waits for all commands before. */
  hasProcessed(by: string, id: string): Promise<boolean> {
    if (this.#reopen) return this.#reopen().then((ledger) => ledger.hasProcessed(by, id));
    return this.#runExclusively(async () => {
      if (this.#isStale || this.#store.shared !== null) await this.#catchUp();
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

  #runExclusively<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay++;
    const result = this.#queue.then(work).finally(() => {
      this.#underWay--;
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #catchUp(): Promise<void> {
    const { head } = this;
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
    for (const listener of this.#restartListeners) listener();
    this.#applyAll(decoded, whole);
  }

  #decode(from: LogHead, { log, head, entries, words }: LedgerReading) {
    if (from.log !== '' && log !== from.log) {
      throw new BrokenChain(this.id, head.version, 'another log stands in its place');
    }
    const commits = this.#codec.decode<Event>(this.id, from, entries);
    if (head.mac !== (commits.at(-1)?.mac ?? from.mac)) {
      throw new BrokenChain(this.id, head.version, 'its end is another one');
    }
    return { commits, words: this.#codec.verifyWords(this.id, words, commits) };
  }

  #applyAll(
    decoded: { readonly commits: readonly DecodedCommit<Event>[]; readonly words: Words },
    { log, commands }: LedgerReading,
  ): void {
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

  /** Never rejects: each command has an answer of its own. */
  async #processPending(): Promise<void> {
    let waiting = this.#pendingCommands;
    this.#pendingCommands = [];
    try {
      for (let attempt = 0; waiting.length > 0; attempt++) {
        if (attempt === maxAttempts) {
          throw new Error(`Ledger ${this.id} was changed by others ${attempt} times in a row.`);
        }
        const left = await this.#tryBatch(waiting);
        if (left.length < waiting.length) attempt = 0;
        waiting = left;
      }
    } catch (fault) {
      for (const { reject } of waiting) reject(fault);
    }
  }

  /** Decides the commands in order and appends the batch. Returns those to decide again. */
  async #tryBatch(
    waiting: readonly PendingCommand<Command, Standing>[],
  ): Promise<PendingCommand<Command, Standing>[]> {
    // On a shared store the replica may be old: a refusal is certain only at the head.
    let isAtHead = this.#store.shared === null;
    if (this.#isStale) {
      await this.#catchUp();
      isAtHead = true;
    }
    const decisions = this.#batch.decide(waiting);
    const appends = decisions.map(
      ({ prepared }) => prepared && this.#store.append(prepared.append),
    );
    // They are awaited one by one; the first failure covers those that build on it.
    for (const each of appends) each?.catch(() => undefined);
    const unchanged: [PendingCommand<Command, Standing>, CommandResult][] = [];
    const left = [...waiting];
    for (const [i, { result, prepared }] of decisions.entries()) {
      const pending = waiting[i] as PendingCommand<Command, Standing>;
      if (!prepared) {
        unchanged.push([pending, result]);
        left.shift();
        continue;
      }
      // A rejected append may be durable; after a conflict another node's commit is.
      this.#isStale = true;
      const appended = await appends[i]?.catch(pending.reject);
      if (!appended) left.shift();
      if (!appended || 'conflict' in appended) break;
      left.shift();
      this.#isStale = false;
      isAtHead = true;
      this.#apply(prepared.decoded, appended.log, prepared.words, prepared.after);
      pending.resolve(result);
    }
    if (!isAtHead && unchanged.length > 0) {
      this.#isStale = true;
      return [...unchanged.map(([pending]) => pending), ...left];
    }
    for (const [pending, result] of unchanged) pending.resolve(result);
    return left;
  }
}
