/** Appends commits of one ledger to a store in groups, sealed as a server seals them. */
import type { EventShape } from '@holdspace/core';
import { type CommitCodec, emptyHead, type Store } from '@holdspace/server/storage';

export type CopiedEvent = EventShape & { readonly circle?: string };

export interface CopiedCommit {
  readonly at: number;
  readonly events: readonly CopiedEvent[];
}

const groupSize = 1000;

export class LedgerWriter {
  readonly #store: Store;
  readonly #codec: CommitCodec;
  readonly #ledger: string;
  #head: { readonly version: number; readonly mac: string };
  #group: Parameters<Store['append']>[0][] = [];

  constructor(store: Store, codec: CommitCodec, ledger: string, head = emptyHead) {
    this.#store = store;
    this.#codec = codec;
    this.#ledger = ledger;
    this.#head = { version: head.version, mac: head.mac };
  }

  async write({ at, events }: CopiedCommit, nextDeadline: number | null = null): Promise<void> {
    const decision = { at, command: null, events, nextDeadline };
    const { append } = this.#codec.encode(this.#ledger, this.#head, decision);
    this.#head = { version: append.entry.version, mac: append.entry.mac };
    this.#group.push(append);
    if (this.#group.length >= groupSize) await this.flush();
  }

  async flush(): Promise<void> {
    const group = this.#group;
    this.#group = [];
    await Promise.all(group.map((append) => this.#store.append(append)));
  }
}
