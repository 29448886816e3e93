/**
 * Commits as they lie in a store: facts in a chained, canonical body, words apart under
 * seals. The chain covers facts only, so words can be erased and it still holds; a fork, a
 * rollback or a flipped bit breaks it and is found at reading.
 */
import { createHmac } from 'node:crypto';
import type { EventShape, Fact, Millis, Slot } from '@holdspace/core';
import { drawn } from '../chance.ts';
import type { Append, Entry, Head, LedgerId, SealedWords } from './port.ts';

/** The events of one decision, and which command of whom led to it. */
export interface Commit<E extends EventShape> {
  readonly version: number;
  readonly at: Millis;
  /** Person and command id; null when the server itself decided. */
  readonly command: { readonly by: string; readonly id: string } | null;
  readonly facts: readonly Fact<E>[];
}

export class BrokenChain extends Error {
  override name = 'BrokenChain';
  readonly ledger: LedgerId;
  readonly version: number;
  constructor(ledger: LedgerId, version: number, what: string) {
    super(`Ledger ${ledger} does not hold together at version ${version}: ${what}.`);
    this.ledger = ledger;
    this.version = version;
  }
}

interface Body {
  readonly at: Millis;
  readonly command: Commit<EventShape>['command'];
  readonly facts: readonly { readonly type: string }[];
  /** HMAC(salt, words) by slot. */
  readonly seals: Readonly<Record<Slot, string>>;
}

const sealOf = (salt: string, text: string) =>
  createHmac('sha256', salt).update(text).digest('base64url');

export class Sealer {
  readonly #key: Buffer;

  constructor(chainKey: Buffer) {
    this.#key = chainKey;
  }

  /** The append that puts these events behind `previous`, in its log where that is known. */
  seal<E extends EventShape>(
    ledger: LedgerId,
    { log = null, ...previous }: Head & { readonly log?: string | null },
    decision: { at: Millis; command: Commit<E>['command']; events: readonly E[] },
  ): { append: Append; opened: Opened<E> } {
    const words = new Map<Slot, SealedWords>();
    const erases: Slot[] = [];
    const seals: Record<Slot, string> = {};
    let wordsUntil: Millis | null = null;
    const facts: Fact<E>[] = [];
    for (const event of decision.events) {
      const { words: said = {}, ...fact } = event;
      for (const slot of event.erases ?? []) {
        words.delete(slot);
        erases.push(slot);
      }
      for (const [slot, spoken] of Object.entries(said)) {
        // Half a surrogate pair would come back from a file as another character.
        const text = spoken.toWellFormed();
        const salt = drawn(16, 'base64url');
        words.set(slot, { slot, salt, text });
        seals[slot] = sealOf(salt, text);
      }
      if (event.wordsUntil !== undefined) wordsUntil = event.wordsUntil;
      facts.push(fact as unknown as Fact<E>);
    }
    const version = previous.version + 1;
    const content: Body = { at: decision.at, command: decision.command, facts, seals };
    const body = JSON.stringify(content);
    const entry: Entry = { version, body, mac: this.#mac(ledger, previous, version, body) };
    const { command } = decision;
    return {
      append: {
        ...{ ledger, log, previous, entry, words: [...words.values()], erases, wordsUntil },
        command: command && `${command.by} ${command.id}`,
      },
      opened: {
        commit: { version, at: decision.at, command, facts },
        mac: entry.mac,
        seals,
      },
    };
  }

  /** Opens what follows `previous`. Throws BrokenChain where an entry does not continue it. */
  open<E extends EventShape>(
    ledger: LedgerId,
    previous: Head,
    entries: readonly Entry[],
  ): Opened<E>[] {
    let head = previous;
    return entries.map((entry) => {
      if (entry.version !== head.version + 1) {
        throw new BrokenChain(ledger, entry.version, `it follows version ${head.version}`);
      }
      if (entry.mac !== this.#mac(ledger, head, entry.version, entry.body)) {
        throw new BrokenChain(ledger, entry.version, 'altered, or sealed with another secret');
      }
      head = entry;
      const { seals, ...commit } = JSON.parse(entry.body) as Body;
      return {
        commit: { version: entry.version, ...commit } as unknown as Commit<E>,
        mac: entry.mac,
        seals,
      };
    });
  }

  /**
   * The words that were read together with these commits. Throws BrokenChain for words that
   * are not the ones their slot was last sealed with.
   */
  reveal(
    ledger: LedgerId,
    words: readonly SealedWords[],
    opened: readonly Pick<Opened<EventShape>, 'commit' | 'seals'>[],
  ): Map<Slot, string> {
    const seals = new Map<Slot, { seal: string; version: number }>();
    for (const { commit, seals: made } of opened) {
      for (const [slot, seal] of Object.entries(made)) {
        seals.set(slot, { seal, version: commit.version });
      }
    }
    const revealed = new Map<Slot, string>();
    for (const { slot, salt, text } of words) {
      const known = seals.get(slot);
      if (known?.seal !== sealOf(salt, text)) {
        throw new BrokenChain(ledger, known?.version ?? 0, 'its words were changed from outside');
      }
      revealed.set(slot, text);
    }
    return revealed;
  }

  #mac(ledger: LedgerId, previous: Head, version: number, body: string): string {
    return createHmac('sha256', this.#key)
      .update(`${ledger}\n${version}\n${previous.mac}\n`)
      .update(body)
      .digest('base64url');
  }
}

/** A commit that was found to hold, with what its words must match. */
export interface Opened<E extends EventShape> {
  readonly commit: Commit<E>;
  readonly mac: string;
  readonly seals: Readonly<Record<Slot, string>>;
}
