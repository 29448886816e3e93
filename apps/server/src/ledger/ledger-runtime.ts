/**
 * A ledger brought to life on this node: load, decide, append, evolve, tell. What waits while
 * the store writes is decided one upon another (drafts.ts) and written together. The log
 * arbitrates between nodes, and what other nodes append is followed, believed only where it
 * continues version and chain.
 * It does not know sockets, people's devices or what a command means.
 */
import type { Decider, EventShape, Words } from '@holdspace/core';
import {
  BrokenChain,
  type Commit,
  type CommitCodec,
  type DecodedCommit,
} from '../storage/chain/commit-codec.ts';
import type {
  LedgerId,
  LedgerReading,
  LogHead,
  ProcessedCommand,
  PublishedCommit,
  Store,
} from '../storage/port/store.ts';
import {
  CommandBatch,
  type CommandContext,
  type CommandResult,
  type PendingCommand,
} from './command-batch.ts';
import { emptyLogHead, LedgerReplica } from './ledger-replica.ts';

export type { CommandContext, CommandResult } from './command-batch.ts';

/** Must not throw: it hears of what is done already. */
export type CommitListener<State, Event extends EventShape> = (step: {
  readonly commit: Commit<Event>;
  /** That led to it, as long as it is kept; null when the server itself decided. */
  readonly command: ProcessedCommand | null;
  readonly before: State;
  readonly after: State;
  readonly words: Words;
}) => void;

/** Each is a commit of another node that came first. */
const maxAttempts = 12;

export class LedgerRuntime<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #codec: CommitCodec;
  readonly #replica: LedgerReplica<State, Event>;
  readonly #batch: CommandBatch<State, Command, Event, Standing>;
  readonly #commitListeners = new Set<CommitListener<State, Event>>();
  readonly #restartListeners = new Set<() => void>();
  /** The store may hold more than is known here: nothing is decided before catching up. */
  #isStale = true;
  #queue: Promise<unknown> = Promise.resolve();
  /** Not decided yet, mostly because the store is busy with those before. */
  #pendingCommands: PendingCommand<Command, Standing>[] = [];
  /** A catching up that has been asked for and has not begun. */
  #catchUpScheduled: Promise<void> | null = null;

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    sealer: CommitCodec,
  ) {
    const now = () => store.now();
    this.id = id;
    this.#store = store;
    this.#codec = sealer;
    this.#replica = new LedgerReplica<State, Event>(decider, now);
    this.#batch = new CommandBatch({ ledger: id, decider, sealer, known: this.#replica, now });
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
  /** How far it is known here. */
  get head(): LogHead {
    return this.#replica.head;
  }
  /** Words that can be read now: none after the promised time. */
  get words(): Words {
    return this.#replica.words;
  }

  /**
   * Reads what is new in the store: afterwards all is known that was durable when this was
   * called. Throws BrokenChain when it does not hold together.
   */
  catchUp(): Promise<void> {
    this.#catchUpScheduled ??= this.#runExclusively(() => {
      this.#catchUpScheduled = null;
      return this.#catchUp();
    });
    return this.#catchUpScheduled;
  }

  /** What another node says it appended; may come late, twice or never. Must not reject. */
  receive(news: PublishedCommit): void {
    if (news.entry.version <= this.version && news.log === this.log) return;
    this.#runExclusively(() => this.#receive(news)).catch(() => {
      this.#isStale = true;
    });
  }

  /** Decides, makes it durable, then tells. The answer is true when it arrives. */
  handle(command: Command, asking: CommandContext<Standing>): Promise<CommandResult> {
    const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
    this.#pendingCommands.push({ command, context: asking, resolve, reject });
    if (this.#pendingCommands.length === 1) void this.#runExclusively(() => this.#processPending());
    return promise;
  }

  /** Whether this person's command of that id has had its effect, after all that came before it. */
  hasProcessed(by: string, id: string): Promise<boolean> {
    return this.#runExclusively(async () => {
      if (this.#isStale || this.#store.shared !== null) await this.#catchUp();
      return this.#replica.hasProcessed(this.#codec.commandDigest(this.id, { by, id }));
    });
  }

  /** Called after each commit, in order, once it is durable. Returns the way to stop. */
  onCommit(listener: CommitListener<State, Event>): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /** Called when what was known here is void: the store holds another log. Then all commits come anew. */
  onRestart(listener: () => void): () => void {
    this.#restartListeners.add(listener);
    return () => this.#restartListeners.delete(listener);
  }

  #runExclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #catchUp(): Promise<void> {
    const { head: end } = this;
    const reading = await this.#store.read(this.id, end.version);
    try {
      this.#applyAll(this.#decode(end, reading), reading);
    } catch (cause) {
      if (this.#store.shared === null || end.version === 0) throw cause;
      await this.#reload(reading);
    }
  }

  /**
   * The store was set back behind our back, by a failover or a restored copy. A log that goes
   * on under its old name would hide that from whoever has more of it, so it gets another.
   */
  async #reload({ log, head }: LedgerReading): Promise<void> {
    if (log === this.log) await this.#store.renewLog(this.id, { ...head, log });
    const whole = await this.#store.read(this.id, 0);
    const opened = this.#decode(emptyLogHead, whole);
    this.#replica.reset();
    for (const listener of this.#restartListeners) listener();
    this.#applyAll(opened, whole);
  }

  #decode(from: LogHead, { log, head, entries, words }: LedgerReading) {
    if (from.log !== '' && log !== from.log) {
      throw new BrokenChain(this.id, head.version, 'another log stands in its place');
    }
    const opened = this.#codec.decode<Event>(this.id, from, entries);
    if (head.mac !== (opened.at(-1)?.mac ?? from.mac)) {
      throw new BrokenChain(this.id, head.version, 'its end is another one');
    }
    return { opened, words: this.#codec.verifyWords(this.id, words, opened) };
  }

  #applyAll(
    { opened, words }: { opened: DecodedCommit<Event>[]; words: Words },
    { log, commands }: LedgerReading,
  ): void {
    this.#isStale = false;
    const done = new Map(commands.map((command) => [command.version, command]));
    for (const each of opened) {
      const command = each.command ?? done.get(each.commit.version) ?? null;
      this.#apply({ ...each, command }, log, words);
    }
  }

  #apply(opened: DecodedCommit<Event>, log: string, words: Words, known?: State): void {
    const before = this.state;
    this.#replica.apply(opened, log, words, known);
    for (const listener of this.#commitListeners) {
      const { commit, command } = opened;
      listener({ commit, command, before, after: this.state, words: this.words });
    }
  }

  async #receive({ log, entry, words, command }: PublishedCommit): Promise<void> {
    const { version, log: known } = this.head;
    if (log === known && entry.version <= version) return;
    const continues = entry.version === version + 1 && (log === known || version === 0);
    if (this.#isStale || !continues) return this.#catchUp();
    const { version: at, mac } = entry;
    const commands = command ? [command] : [];
    const told: LedgerReading = {
      log,
      head: { version: at, mac },
      entries: [entry],
      words,
      commands,
    };
    try {
      this.#applyAll(this.#decode({ ...this.head, log }, told), told);
    } catch {
      // Whoever can speak on the bus can say anything: the store alone is believed.
      await this.#catchUp();
    }
  }

  /** Does not reject: each wish has an answer of its own. */
  async #processPending(): Promise<void> {
    let wishes = this.#pendingCommands;
    this.#pendingCommands = [];
    try {
      for (let attempt = 0; wishes.length > 0; attempt++) {
        if (attempt === maxAttempts) {
          throw new Error(`Ledger ${this.id} was changed by others ${attempt} times in a row.`);
        }
        const left = await this.#tryBatch(wishes);
        if (left.length < wishes.length) attempt = 0;
        wishes = left;
      }
    } catch (fault) {
      for (const { reject } of wishes) reject(fault);
    }
  }

  /** Decides them in their order and writes them together; answers those to be asked again. */
  async #tryBatch(
    wishes: readonly PendingCommand<Command, Standing>[],
  ): Promise<PendingCommand<Command, Standing>[]> {
    // What is known here may be old, where others write too: a no is said at the head alone.
    let certain = this.#store.shared === null;
    if (this.#isStale) {
      await this.#catchUp();
      certain = true;
    }
    const drafts = this.#batch.decide(wishes);
    const writing = drafts.map(
      ({ prepared: sealed }) => sealed && this.#store.append(sealed.append),
    );
    // They are awaited one by one, and the first that fails speaks for those decided upon it.
    for (const each of writing) each?.catch(() => undefined);
    const unchanged: [PendingCommand<Command, Standing>, CommandResult][] = [];
    const left = [...wishes];
    for (const [i, { result: answer, prepared: sealed }] of drafts.entries()) {
      const wish = wishes[i] as PendingCommand<Command, Standing>;
      if (!sealed) {
        unchanged.push([wish, answer]);
        left.shift();
        continue;
      }
      // An append that is rejected may have been written, a conflict certainly was by others.
      this.#isStale = true;
      const appended = await writing[i]?.catch(wish.reject);
      if (!appended) left.shift();
      if (!appended || 'conflict' in appended) break;
      left.shift();
      this.#isStale = false;
      certain = true;
      this.#apply(sealed.decoded, appended.log, sealed.words, sealed.after);
      wish.resolve(answer);
    }
    if (!certain && unchanged.length > 0) {
      this.#isStale = true;
      return [...unchanged.map(([wish]) => wish), ...left];
    }
    for (const [wish, answer] of unchanged) wish.resolve(answer);
    return left;
  }
}
