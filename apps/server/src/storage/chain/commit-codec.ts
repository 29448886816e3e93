/**
 * Commits as they lie in a store: facts in a chained, canonical body, words apart under
 * seals. The chain covers facts only, so words can be erased and it still holds; a fork, a
 * rollback or a flipped bit breaks it and is found at reading.
 */
import { hkdfSync } from 'node:crypto';
import type { EventShape, Fact, Millis, Slot } from '@holdspace/core';
import type {
  AppendRequest,
  AsideText,
  Head,
  LedgerEntry,
  LedgerId,
  LedgerSnapshot,
  LogHead,
  ProcessedCommand,
  SaltedWords,
} from '../port/store.ts';
import { HmacKey } from './hmac.ts';
import { randomString } from './random-string.ts';

/** The events of one decision. */
export interface Commit<E extends EventShape> {
  readonly version: number;
  readonly at: Millis;
  readonly facts: readonly Fact<E>[];
}

/** Who asked for it and under which id. */
export interface CommandKey {
  readonly by: string;
  readonly id: string;
}

/** A command with its digest, where that is known already. */
export interface DigestedCommand extends CommandKey {
  readonly digest?: string;
}

/** A retry later than this is decided again, as docs/protocol.md says. */
export const commandRetention: Millis = 15 * 60 * 1000;

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

interface CommitBody {
  readonly at: Millis;
  /** Only in commits of older versions, which the chain covers as they were written. */
  readonly command?: CommandKey | null;
  readonly facts: readonly { readonly type: string }[];
  /** HMAC(salt, words) by slot. */
  readonly seals: Readonly<Record<Slot, string>>;
}

const saltKey = new HmacKey('');

const wordsMac = (salt: string, text: string) => saltKey.replace(salt).sign(text);

export class CommitCodec {
  readonly #key: HmacKey;
  /** Of its own, so that a digest of a command is of no use anywhere else. */
  readonly #commandKey: HmacKey;

  constructor(chainKey: Buffer) {
    this.#key = new HmacKey(chainKey);
    this.#commandKey = new HmacKey(
      Buffer.from(hkdfSync('sha256', chainKey, '', 'holdspace commands', 32)),
    );
  }

  /** Names a command of a ledger without telling person or id (PRV-11): 22 characters. */
  commandDigest(ledger: LedgerId, { by, id }: CommandKey): string {
    return this.#commandKey.sign(`${ledger}\n${by}\n${id}`).slice(0, 22);
  }

  /** A text to be set aside; what stands there then is believed by its own seal. */
  encodeAside(ledger: LedgerId, id: string, text: string): AsideText {
    return { id, text: `${this.#asideMac(ledger, id, text)} ${text}` };
  }

  /** Null for one that was not sealed here. */
  decodeAside(ledger: LedgerId, { id, text: sealed }: AsideText): string | null {
    const space = sealed.indexOf(' ');
    const text = sealed.slice(space + 1);
    return sealed.slice(0, space) === this.#asideMac(ledger, id, text) ? text : null;
  }

  #asideMac(ledger: LedgerId, id: string, text: string): string {
    return this.#commandKey.sign(`aside\n${ledger}\n${id}\n${text}`);
  }

  /** A snapshot of the ledger at this head; only a program with the same format believes it. */
  sealSnapshot(ledger: LedgerId, format: string, head: LogHead, text: string): LedgerSnapshot {
    return { ...head, body: `${this.#snapshotMac(ledger, format, head, text)} ${text}` };
  }

  /** Null for one that was not sealed for this ledger, log, head and format. */
  openSnapshot(ledger: LedgerId, format: string, { body, ...head }: LedgerSnapshot): string | null {
    const space = body.indexOf(' ');
    const text = body.slice(space + 1);
    return body.slice(0, space) === this.#snapshotMac(ledger, format, head, text) ? text : null;
  }

  #snapshotMac(ledger: LedgerId, format: string, { log, version, mac }: LogHead, text: string) {
    return this.#commandKey.sign(
      `snapshot\n${ledger}\n${format}\n${log}\n${version}\n${mac}\n${text}`,
    );
  }

  /** The append that puts these events behind `previous`, in its log where that is known. */
  encode<E extends EventShape>(
    ledger: LedgerId,
    { log = null, ...previous }: Head & { readonly log?: string | null },
    decision: {
      at: Millis;
      command: DigestedCommand | null;
      events: readonly E[];
      /** See `AppendRequest`. */
      nextDeadline: Millis | null;
    },
  ): { append: AppendRequest; opened: DecodedCommit<E> } {
    const words = new Map<Slot, SaltedWords>();
    const erases: Slot[] = [];
    const takes: string[] = [];
    const seals: Record<Slot, string> = {};
    let wordsUntil: Millis | null = null;
    const facts: Fact<E>[] = [];
    for (const event of decision.events) {
      const { words: said = {}, ...fact } = event;
      takes.push(...(event.takes ?? []));
      for (const slot of event.erases ?? []) {
        words.delete(slot);
        erases.push(slot);
      }
      for (const [slot, spoken] of Object.entries(said)) {
        // Half a surrogate pair would come back from a file as another character.
        const text = spoken.toWellFormed();
        const salt = randomString(16, 'base64url');
        words.set(slot, { slot, salt, text });
        seals[slot] = wordsMac(salt, text);
      }
      if (event.wordsUntil !== undefined) wordsUntil = event.wordsUntil;
      facts.push(fact as unknown as Fact<E>);
    }
    const version = previous.version + 1;
    const content: CommitBody = { at: decision.at, facts, seals };
    const body = JSON.stringify(content);
    const entry: LedgerEntry = { version, body, mac: this.#mac(ledger, previous, version, body) };
    const command = this.#processedCommand(ledger, version, decision);
    return {
      append: {
        ...{ ledger, log, previous, entry, words: [...words.values()], erases, wordsUntil },
        takes,
        command,
        nextDeadline: decision.nextDeadline,
      },
      opened: {
        commit: { version, at: decision.at, facts },
        mac: entry.mac,
        ...{ seals, command },
      },
    };
  }

  /**
   * The entry as it is written now, behind `previous`: an older version named in the body who
   * asked. The same for the same, so that it can be done again. The entry was opened before.
   */
  withoutCommand(ledger: LedgerId, previous: Head, { version, body }: LedgerEntry): LedgerEntry {
    const { command: _, ...content } = JSON.parse(body) as CommitBody;
    const anew = JSON.stringify(content);
    return { version, body: anew, mac: this.#mac(ledger, previous, version, anew) };
  }

  /** Whether an older version wrote it. */
  containsCommand({ body }: LedgerEntry): boolean {
    return 'command' in (JSON.parse(body) as CommitBody);
  }

  /** Opens what follows `previous`. Throws BrokenChain where an entry does not continue it. */
  decode<E extends EventShape>(
    ledger: LedgerId,
    previous: Head,
    entries: readonly LedgerEntry[],
  ): DecodedCommit<E>[] {
    let head = previous;
    return entries.map((entry) => {
      if (entry.version !== head.version + 1) {
        throw new BrokenChain(ledger, entry.version, `it follows version ${head.version}`);
      }
      if (entry.mac !== this.#mac(ledger, head, entry.version, entry.body)) {
        throw new BrokenChain(ledger, entry.version, 'altered, or sealed with another secret');
      }
      head = entry;
      const { seals, command, at, facts } = JSON.parse(entry.body) as CommitBody;
      return {
        commit: { version: entry.version, at, facts: facts as unknown as Fact<E>[] },
        mac: entry.mac,
        seals,
        command: this.#processedCommand(ledger, entry.version, { at, command: command ?? null }),
      };
    });
  }

  /** The seal that a commit has of these words. */
  sealOf({ salt, text }: SaltedWords): string {
    return wordsMac(salt, text);
  }

  /** Whether this is the seal of these words. */
  isSealed({ salt, text }: SaltedWords, seal: string | undefined): boolean {
    return seal === wordsMac(salt, text);
  }

  /**
   * The words that were read together with these commits. Throws BrokenChain for words that
   * are not the ones their slot was last sealed with.
   */
  verifyWords(
    ledger: LedgerId,
    words: readonly SaltedWords[],
    opened: readonly Pick<DecodedCommit<EventShape>, 'commit' | 'seals'>[],
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
      if (known?.seal !== wordsMac(salt, text)) {
        throw new BrokenChain(ledger, known?.version ?? 0, 'its words were changed from outside');
      }
      revealed.set(slot, text);
    }
    return revealed;
  }

  #processedCommand(
    ledger: LedgerId,
    version: number,
    { at, command }: { readonly at: Millis; readonly command: DigestedCommand | null },
  ): ProcessedCommand | null {
    if (!command) return null;
    const digest = command.digest ?? this.commandDigest(ledger, command);
    return { digest, version, until: at + commandRetention };
  }

  #mac(ledger: LedgerId, previous: Head, version: number, body: string): string {
    return this.#key.sign(`${ledger}\n${version}\n${previous.mac}\n${body}`);
  }
}

/** A commit that was found to hold, with what its words must match. */
export interface DecodedCommit<E extends EventShape> {
  readonly commit: Commit<E>;
  readonly mac: string;
  readonly seals: Readonly<Record<Slot, string>>;
  /** Known for what was just sealed, and for commits of older versions that name it. */
  readonly command: ProcessedCommand | null;
}
