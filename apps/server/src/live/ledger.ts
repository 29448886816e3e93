/**
 * A ledger brought to life on this node: load, decide, append, evolve, tell. Decisions
 * about one ledger run one after another; the log arbitrates between nodes.
 * It does not know sockets, people's devices or what a command means.
 */
import { randomBytes } from 'node:crypto';
import type {
  Circumstances,
  Decider,
  EventShape,
  Millis,
  RefusalCode,
  Slot,
  Words,
} from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import type { Head, LedgerId, Store } from '../stores/port.ts';
import type { Commit, Opened, Sealer } from '../stores/seal.ts';

export type Answer = { readonly ok: true } | { readonly refused: RefusalCode };

/** What the caller knows; `standing` is a function because it is read at the decision itself. */
export interface Asking<Standing>
  extends Pick<Circumstances<Standing>, 'actor' | 'present' | 'writes'> {
  readonly standing: () => Standing | null;
  /** Made by the client, one per intent; null for the server's own commands. */
  readonly id: string | null;
}

export type CommitListener<State, Event extends EventShape> = (step: {
  readonly commit: Commit<Event>;
  readonly before: State;
  readonly after: State;
  readonly words: Words;
}) => void;

/** A retry later than this is judged anew (DESIGN section 4). */
const idsKept: Millis = 15 * 60 * 1000;
const mostAttempts = 5;

export class LiveLedger<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #listeners = new Set<CommitListener<State, Event>>();
  readonly #accepted = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  readonly #seals = new Map<Slot, string>();
  #log = '';
  #head: Head = { version: 0, mac: '' };
  #state: State;
  #wordsUntil: Millis | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    sealer: Sealer,
  ) {
    this.id = id;
    this.#decider = decider;
    this.#store = store;
    this.#sealer = sealer;
    this.#state = decider.initial;
  }

  get state(): State {
    return this.#state;
  }
  get version(): number {
    return this.#head.version;
  }
  /** The log id; '' while the ledger is empty. */
  get log(): string {
    return this.#log;
  }
  /** Words that can be read now: none after the promised time. */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#store.now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
  }

  /** Reads what is new in the store. Throws BrokenChain when it does not hold together. */
  async catchUp(): Promise<void> {
    const reading = await this.#store.read(this.id, this.#head.version);
    this.#log = reading.log;
    const opened = this.#sealer.open<Event>(this.id, this.#head, reading.entries);
    for (const { seals } of opened) {
      for (const [slot, seal] of Object.entries(seals)) this.#seals.set(slot, seal);
    }
    const words = this.#sealer.reveal(this.id, reading.words, this.#seals);
    opened.forEach((each, i) => {
      const spoken = Object.keys(each.seals).flatMap((slot): [Slot, string][] => {
        const text = words.get(slot);
        return text === undefined ? [] : [[slot, text]];
      });
      this.#apply(each, reading.entries[i] as Head, spoken);
    });
  }

  /** Decides, makes it durable, then tells. The answer is true when it arrives. */
  handle(command: Command, asking: Asking<Standing>): Promise<Answer> {
    const answer = this.#queue.then(() => this.#decide(command, asking));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /** Called after each commit, in order, once it is durable. Returns the way to stop. */
  onCommit(listener: CommitListener<State, Event>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #decide(command: Command, asking: Asking<Standing>): Promise<Answer> {
    const key = asking.id === null ? null : `${asking.actor} ${asking.id}`;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const now = this.#store.now();
      const accepted = key === null ? undefined : this.#accepted.get(key);
      if (accepted !== undefined && now - accepted < idsKept) return { ok: true };
      const decision = this.#decider.decide(this.#state, command, {
        now,
        actor: asking.actor,
        present: asking.present,
        writes: asking.writes,
        standing: asking.standing(),
        seed: randomBytes(16).toString('hex'),
      });
      if (isRefusal(decision)) return decision;
      if (decision.length === 0) return { ok: true };
      const by = asking.id === null ? null : { by: asking.actor as string, id: asking.id };
      const sealed = this.#sealer.seal<Event>(this.id, this.#head, {
        at: now,
        command: by,
        events: decision,
      });
      const appended = await this.#store.append(sealed.append);
      if ('conflict' in appended) {
        await this.catchUp();
        continue;
      }
      const { entry, words } = sealed.append;
      this.#apply(
        { commit: sealed.commit, seals: {} },
        { version: entry.version, mac: entry.mac },
        words.map(({ slot, text }) => [slot, text]),
      );
      return { ok: true };
    }
    throw new Error(`Ledger ${this.id} was changed by others ${mostAttempts} times in a row.`);
  }

  #apply({ commit }: Opened<Event>, head: Head, words: readonly (readonly [Slot, string])[]): void {
    const before = this.#state;
    for (const [slot, text] of words) this.#words.set(slot, text);
    for (const fact of commit.facts) {
      this.#state = this.#decider.evolve(this.#state, fact);
      for (const slot of fact.erases ?? []) this.#words.delete(slot);
      if (fact.wordsUntil !== undefined) this.#wordsUntil = fact.wordsUntil;
    }
    this.#head = { version: head.version, mac: head.mac };
    if (commit.command) {
      this.#accepted.set(`${commit.command.by} ${commit.command.id}`, commit.at);
      for (const [id, at] of this.#accepted) {
        if (commit.at - at < idsKept) break;
        this.#accepted.delete(id);
      }
    }
    for (const listener of this.#listeners) {
      listener({ commit, before, after: this.#state, words: this.words });
    }
  }
}
