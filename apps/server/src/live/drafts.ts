/**
 * Decisions upon one another: what the commands that wait would come to if they were written
 * one after the other. Nothing of it is so before the store has said so.
 */
import type {
  Circumstances,
  Decider,
  EventShape,
  Millis,
  RefusalCode,
  Words,
} from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import { drawn } from '../chance.ts';
import { type Append, type End, type LedgerId, StoreFault } from '../stores/port.ts';
import type { CommandName, Opened, Sealer } from '../stores/seal.ts';
import type { Known } from './known.ts';

export type Answer = { readonly ok: true } | { readonly refused: RefusalCode };

/** What the caller knows; `standing` is a function because it is read at the decision itself. */
export interface Asking<Standing>
  extends Pick<Circumstances<Standing>, 'actor' | 'present' | 'writes'> {
  readonly standing: () => Standing | null;
  /** Made by the client, one per intent; null for the server's own commands. */
  readonly id: string | null;
  /**
   * Whether whoever asked was told already that the outcome is not known. Then they ask
   * again, here or on another node, and this asking must not come to anything any more.
   */
  readonly isOver?: () => boolean;
}

/** A command, and who waits for its answer. */
export interface Wish<Command, Standing> {
  readonly command: Command;
  readonly asking: Asking<Standing>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
}

/** What is to be written, and what it comes to. */
export interface Sealed<State, Event extends EventShape> {
  readonly append: Append;
  readonly opened: Opened<Event>;
  readonly words: Words;
  readonly after: State;
}

/** The answer to a wish, true once what is sealed is written; null where nothing changes. */
export interface Draft<State, Event extends EventShape> {
  readonly answer: Answer;
  readonly sealed: Sealed<State, Event> | null;
}

export class Drafting<State, Command, Event extends EventShape, Standing> {
  readonly #ledger: LedgerId;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #sealer: Sealer;
  readonly #known: Known<State, Event>;
  readonly #now: () => Millis;

  constructor(parts: {
    readonly ledger: LedgerId;
    readonly decider: Decider<State, Command, Event, Standing>;
    readonly sealer: Sealer;
    readonly known: Known<State, Event>;
    readonly now: () => Millis;
  }) {
    this.#ledger = parts.ledger;
    this.#decider = parts.decider;
    this.#sealer = parts.sealer;
    this.#known = parts.known;
    this.#now = parts.now;
  }

  /** Of the first wishes, and at least of one. */
  of(wishes: readonly Wish<Command, Standing>[]): Draft<State, Event>[] {
    const drafts: Draft<State, Event>[] = [];
    const done = new Set<string>();
    let { state, end } = this.#known;
    for (const wish of wishes) {
      // An empty ledger gets the name of its log with its first commit; the second needs it.
      if (end.version > 0 && end.log === '') break;
      const draft = this.#draft(wish, state, end, done);
      drafts.push(draft);
      if (!draft.sealed) continue;
      const { opened, after } = draft.sealed;
      state = after;
      end = { ...end, version: opened.commit.version, mac: opened.mac };
    }
    return drafts;
  }

  /** `done` has the digests of commands that were decided just before. */
  #draft(
    { command, asking, reject }: Wish<Command, Standing>,
    state: State,
    end: End,
    done: Set<string>,
  ): Draft<State, Event> {
    const { actor, present, writes, id } = asking;
    const name: CommandName | null = id === null ? null : { by: actor as string, id };
    const digest = name && this.#sealer.digest(this.#ledger, name);
    const isDone = digest !== null && (this.#known.hasDone(digest) || done.has(digest));
    if (isDone) return { answer: { ok: true }, sealed: null };
    try {
      if (asking.isOver?.()) throw new StoreFault('It took too long to be decided.');
      const now = this.#now();
      const seed = drawn(16, 'hex');
      const around = { now, actor, present, writes, standing: asking.standing(), seed };
      const events = this.#decider.decide(state, command, around);
      if (isRefusal(events)) return { answer: events, sealed: null };
      if (events.length === 0) return { answer: { ok: true }, sealed: null };
      const decision = { at: now, command: name, events };
      const { append, opened } = this.#sealer.seal<Event>(this.#ledger, end, decision);
      const words = new Map(append.words.map(({ slot, text }) => [slot, text]));
      const after = this.#known.evolved(state, opened.commit.facts);
      if (digest !== null) done.add(digest);
      return { answer: { ok: true }, sealed: { append, opened, words, after } };
    } catch (fault) {
      // A fault of ours in one of them must not take the others with it.
      reject(fault);
      return { answer: { ok: true }, sealed: null };
    }
  }
}
