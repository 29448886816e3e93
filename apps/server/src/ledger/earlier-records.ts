/**
 * What an opening by a snapshot leaves in the store: older words of a ledger that is shown in pages,
 * and the digests of commands before the snapshot. Words are read a block of commits at a time, from
 * the newest, when somebody looks at them; they are verified like those of any other reading, and
 * none is shown before.
 */
import type { EventShape, PagedWords } from '@holdspace/core';
import { BrokenChain, type CommitCodec } from '../storage/chain/commit-codec.ts';
import type { LedgerId, Store } from '../storage/port/store.ts';
import type { LedgerReplica } from './ledger-replica.ts';
import { decodeReading, type SavedLedger } from './ledger-snapshots.ts';
import { type BlockMark, pagedWordsAfter } from './word-seals.ts';

export interface EarlierRecordsParts<State, Event extends EventShape> {
  readonly ledger: LedgerId;
  readonly store: Pick<Store, 'read' | 'commands'>;
  readonly codec: CommitCodec;
  readonly replica: LedgerReplica<State, Event>;
  readonly pagedWords: PagedWords<State> | undefined;
}

const none: readonly BlockMark[] = [];

export class EarlierRecords<State, Event extends EventShape> {
  readonly #parts: EarlierRecordsParts<State, Event>;
  /** The ends of the blocks whose words are not read, oldest first. */
  #unread = none;
  /** The version of the snapshot while the commands before it are not read; else 0. */
  #commandsUpTo = 0;
  /** Of a block; all callers share it. */
  #reading: Promise<void> | null = null;

  constructor(parts: EarlierRecordsParts<State, Event>) {
    this.#parts = parts;
  }

  /** The index of the first item of the paged list whose words are in memory; 0: all of them are. */
  get wordsFrom(): number {
    return this.#unread.at(-1)?.[2] ?? 0;
  }

  get hasCommands(): boolean {
    return this.#commandsUpTo === 0;
  }

  /** The ledger was opened by this snapshot. */
  begin({ head, marks }: Pick<SavedLedger<State>, 'head' | 'marks'>): void {
    const after = pagedWordsAfter(head.version);
    this.#unread = marks.filter(([version]) => version <= after);
    this.#commandsUpTo = head.version;
    if (this.#unread.length === 0) this.#parts.replica.addEarlierWords(new Map(), true);
  }

  /** The ledger is read from its first commit. */
  reset(): void {
    this.#unread = none;
    this.#commandsUpTo = 0;
  }

  /** Reads the newest block that is not read. Rejects with BrokenChain when it does not hold. */
  readBlock(): Promise<void> {
    this.#reading ??= this.#readBlock().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Answers when the words of the item at this index, and of all behind it, are in memory. */
  async readWordsFrom(index: number): Promise<void> {
    while (this.wordsFrom > index) await this.readBlock();
  }

  async readCommands(): Promise<void> {
    const { ledger, store, replica } = this.#parts;
    const upTo = this.#commandsUpTo;
    if (upTo === 0) return;
    const commands = await store.commands(ledger, upTo);
    if (this.#commandsUpTo !== upTo) return;
    for (const each of commands) replica.rememberProcessed(each);
    this.#commandsUpTo = 0;
  }

  async #readBlock(): Promise<void> {
    const { ledger, store, codec, replica, pagedWords } = this.#parts;
    const unread = this.#unread;
    const [last, before] = [unread.at(-1), unread.at(-2)];
    if (!last) return;
    const [upTo, mac] = last;
    const [version, previousMac] = before ?? [0, ''];
    const reading = await store.read(ledger, version, upTo);
    // The ledger was read anew meanwhile.
    if (this.#unread !== unread) return;
    const from = { version, mac: previousMac, log: replica.head.log };
    const { commits, words } = decodeReading<Event>(codec, ledger, { from, reading }, upTo);
    if (commits.at(-1)?.mac !== mac) {
      throw new BrokenChain(ledger, upTo, 'its snapshot knows another commit');
    }
    const paged = [...words].filter(([slot]) => pagedWords?.has(slot));
    this.#unread = unread.slice(0, -1);
    replica.addEarlierWords(new Map(paged), this.#unread.length === 0);
  }
}
