/**
 * Decisions upon one another: what the commands that wait would come to if they were written
 * one after the other. Nothing of it is so before the store has said so.
 */
import type {
  Decider,
  DecisionContext,
  EventShape,
  Millis,
  RefusalCode,
  Words,
} from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import type { CommandKey, CommitCodec, DecodedCommit } from '../storage/chain/commit-codec.ts';
import { randomString } from '../storage/chain/random-string.ts';
import {
  type AppendRequest,
  type LedgerId,
  type LogHead,
  StoreFault,
} from '../storage/port/store.ts';
import type { LedgerReplica } from './ledger-replica.ts';

export type CommandResult = { readonly ok: true } | { readonly refused: RefusalCode };

/** What the caller knows; `standing` is a function because it is read at the decision itself. */
export interface CommandContext<Standing>
  extends Pick<DecisionContext<Standing>, 'actor' | 'present' | 'writes'> {
  readonly standing: () => Standing | null;
  /** Made by the client, one per intent; null for the server's own commands. */
  readonly id: string | null;
  /**
   * Whether whoever asked was told already that the outcome is not known. Then they ask
   * again, here or on another node, and this asking must not come to anything any more.
   */
  readonly isExpired?: () => boolean;
}

/** A command, and who waits for its answer. */
export interface PendingCommand<Command, Standing> {
  readonly command: Command;
  readonly context: CommandContext<Standing>;
  readonly resolve: (answer: CommandResult) => void;
  readonly reject: (fault: unknown) => void;
}

/** What is to be written, and what it comes to. */
export interface PreparedCommit<State, Event extends EventShape> {
  readonly append: AppendRequest;
  readonly decoded: DecodedCommit<Event>;
  readonly words: Words;
  readonly after: State;
}

/** The answer to a wish, true once what is sealed is written; null where nothing changes. */
export interface BatchDecision<State, Event extends EventShape> {
  readonly result: CommandResult;
  readonly prepared: PreparedCommit<State, Event> | null;
}

export class CommandBatch<State, Command, Event extends EventShape, Standing> {
  readonly #ledger: LedgerId;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #codec: CommitCodec;
  readonly #replica: LedgerReplica<State, Event>;
  readonly #now: () => Millis;

  constructor(parts: {
    readonly ledger: LedgerId;
    readonly decider: Decider<State, Command, Event, Standing>;
    readonly sealer: CommitCodec;
    readonly known: LedgerReplica<State, Event>;
    readonly now: () => Millis;
  }) {
    this.#ledger = parts.ledger;
    this.#decider = parts.decider;
    this.#codec = parts.sealer;
    this.#replica = parts.known;
    this.#now = parts.now;
  }

  /** Of the first wishes, and at least of one. */
  decide(wishes: readonly PendingCommand<Command, Standing>[]): BatchDecision<State, Event>[] {
    const drafts: BatchDecision<State, Event>[] = [];
    const done = new Set<string>();
    let { state, head: end } = this.#replica;
    for (const wish of wishes) {
      // An empty ledger gets the name of its log with its first commit; the second needs it.
      if (end.version > 0 && end.log === '') break;
      const draft = this.#decideOne(wish, state, end, done);
      drafts.push(draft);
      if (!draft.prepared) continue;
      const { decoded: opened, after } = draft.prepared;
      state = after;
      end = { ...end, version: opened.commit.version, mac: opened.mac };
    }
    return drafts;
  }

  /** `done` has the digests of commands that were decided just before. */
  #decideOne(
    { command, context: asking, reject }: PendingCommand<Command, Standing>,
    state: State,
    end: LogHead,
    done: Set<string>,
  ): BatchDecision<State, Event> {
    const { actor, present, writes, id } = asking;
    const name: CommandKey | null = id === null ? null : { by: actor as string, id };
    const digest = name && this.#codec.commandDigest(this.#ledger, name);
    const isDone = digest !== null && (this.#replica.hasProcessed(digest) || done.has(digest));
    if (isDone) return { result: { ok: true }, prepared: null };
    try {
      if (asking.isExpired?.()) throw new StoreFault('It took too long to be decided.');
      const now = this.#now();
      const seed = randomString(16, 'hex');
      const around = { now, actor, present, writes, standing: asking.standing(), seed };
      const decided = this.#decider.decide(state, command, around);
      if (isRefusal(decided)) return { result: decided, prepared: null };
      const { events, state: after } = decided;
      if (events.length === 0) return { result: { ok: true }, prepared: null };
      const decision = { at: now, command: name, events };
      const { append, opened } = this.#codec.encode<Event>(this.#ledger, end, decision);
      const words = new Map(append.words.map(({ slot, text }) => [slot, text]));
      if (digest !== null) done.add(digest);
      return { result: { ok: true }, prepared: { append, decoded: opened, words, after } };
    } catch (fault) {
      // A fault of ours in one of them must not take the others with it.
      reject(fault);
      return { result: { ok: true }, prepared: null };
    }
  }
}
