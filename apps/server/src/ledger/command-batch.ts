/**
 * Decides the waiting commands of a ledger as one batch: each on the state that the one before
 * leads to. The results count only once the store has appended them.
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
import type { CommandReply } from './command-reply.ts';
import type { LedgerReplica } from './ledger-replica.ts';

export type CommandResult = { readonly ok: true } | { readonly refused: RefusalCode };

/** What the caller knows. `standing` is a function: it is read at the decision itself. */
export interface CommandContext<Standing>
  extends Pick<DecisionContext<Standing>, 'actor' | 'present' | 'writes'> {
  readonly standing: () => Standing | null;
  /** Made by the client, one per intent; null for the server's own commands. */
  readonly id: string | null;
  /**
   * Whether the caller got the answer "unknown" already. They retry then, here or on another
   * node, so this command must have no effect any more.
   */
  readonly isExpired?: () => boolean;
}

/** A command and where its answer goes. */
export interface PendingCommand<Command, Standing> {
  readonly command: Command;
  readonly context: CommandContext<Standing>;
  readonly reply: CommandReply<CommandResult>;
}

/** A commit to append and the state it leads to. */
export interface PreparedCommit<State, Event extends EventShape> {
  readonly append: AppendRequest;
  readonly decoded: DecodedCommit<Event>;
  readonly words: Words;
  readonly after: State;
}

/** The answer to a command, valid once `prepared` is appended; null: nothing to append. */
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
    readonly codec: CommitCodec;
    readonly replica: LedgerReplica<State, Event>;
    readonly now: () => Millis;
  }) {
    this.#ledger = parts.ledger;
    this.#decider = parts.decider;
    this.#codec = parts.codec;
    this.#replica = parts.replica;
    this.#now = parts.now;
  }

  /** Decides the first commands of the list, at least one. */
  decide(waiting: readonly PendingCommand<Command, Standing>[]): BatchDecision<State, Event>[] {
    const decisions: BatchDecision<State, Event>[] = [];
    const decided = new Set<string>();
    let { state, head } = this.#replica;
    for (const pending of waiting) {
      // An empty ledger gets its log id with the first commit; the second needs it.
      if (head.version > 0 && head.log === '') break;
      const decision = this.#decideOne(pending, state, head, decided);
      decisions.push(decision);
      if (!decision.prepared) continue;
      const { decoded, after } = decision.prepared;
      state = after;
      head = { ...head, version: decoded.commit.version, mac: decoded.mac };
    }
    return decisions;
  }

  /** `decided` has the digests of the commands before it in the batch. */
  #decideOne(
    { command: asked, context, reply }: PendingCommand<Command, Standing>,
    state: State,
    head: LogHead,
    decided: Set<string>,
  ): BatchDecision<State, Event> {
    const { actor, present, writes, id } = context;
    const key: CommandKey | null = id === null ? null : { by: actor as string, id };
    const digest = key && this.#codec.commandDigest(this.#ledger, key);
    const isDone = digest !== null && (this.#replica.hasProcessed(digest) || decided.has(digest));
    if (isDone) return { result: { ok: true }, prepared: null };
    try {
      if (context.isExpired?.()) throw new StoreFault('It took too long to be decided.');
      const now = this.#now();
      const seed = randomString(16, 'hex');
      const given = { now, actor, present, writes, standing: context.standing(), seed };
      const outcome = this.#decider.decide(state, asked, given);
      if (isRefusal(outcome)) return { result: outcome, prepared: null };
      const { events, state: after } = outcome;
      if (events.length === 0) return { result: { ok: true }, prepared: null };
      const command = key && digest !== null ? { ...key, digest } : null;
      const nextDeadline = this.#decider.nextDeadline(state, after, now);
      const decision = { at: now, command, events, nextDeadline };
      const { append, opened } = this.#codec.encode<Event>(this.#ledger, head, decision);
      const words = new Map(append.words.map(({ slot, text }) => [slot, text]));
      if (digest !== null) decided.add(digest);
      return { result: { ok: true }, prepared: { append, decoded: opened, words, after } };
    } catch (fault) {
      // A bug in one decision must not fail the other commands of the batch.
      reply.reject(fault);
      return { result: { ok: true }, prepared: null };
    }
  }
}
