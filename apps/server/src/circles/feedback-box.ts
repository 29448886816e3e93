/**
 * Keeps feedback until it enters the desk's ledger (PRV-11). Feedback is durable at once, but
 * outside the chain, so that nothing shows when it came or after which command. At the end of the
 * hour the box appends all of it in one commit. Idempotent; any node may do it.
 */
import type { MeetingId, Millis, PendingFeedback } from '@holdspace/core';
import { earlierOf, endOfHour } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { DeskLedger, Ledgers } from '../ledger/ledgers.ts';
import type { CommandKey } from '../storage/chain/commit-codec.ts';
import { randomString } from '../storage/chain/random-string.ts';

export class FeedbackBox {
  readonly #desk: DeskLedger;
  readonly #ledgers: Ledgers;
  /** The time of the next collection; null when it is empty and no other node adds to it. */
  #nextCollection: Millis | null = 0;

  constructor(desk: DeskLedger, ledgers: Ledgers) {
    this.#desk = desk;
    this.#ledgers = ledgers;
  }

  get nextCollection(): Millis | null {
    return this.#nextCollection;
  }

  /** A retry of the same command adds nothing. */
  async add(
    command: CommandKey | null,
    { text, meeting }: { readonly text: string; readonly meeting: MeetingId | null },
  ): Promise<void> {
    const { store, codec } = this.#ledgers;
    const { id: ledger } = this.#desk;
    const id = command ? codec.commandDigest(ledger, command) : randomString(16, 'base64url');
    if (this.#desk.state.feedback.some((each) => each.id === id)) return;
    const hour = endOfHour(store.now());
    await store.setAside(
      ledger,
      codec.encodeAside(ledger, id, JSON.stringify({ meeting, hour, text })),
    );
    // No commit says so: without this the text would wait until somebody comes.
    const { head, restingDeadline } = this.#desk;
    await store.setDeadline(ledger, head, earlierOf(restingDeadline, hour));
    this.#nextCollection = Math.min(hour, this.#nextCollection ?? hour);
  }

  /** The time of the next collection, read from the store; null when the box is empty. */
  async nextCollectionAtRest(): Promise<Millis | null> {
    const { store } = this.#ledgers;
    const isEmpty = this.#desk.version === 0 || (await store.aside(this.#desk.id)).length === 0;
    return isEmpty ? null : endOfHour(store.now() + 1);
  }

  /** Whether the box or the ledger has the feedback of this command. */
  async has(command: CommandKey): Promise<boolean> {
    const { store, codec } = this.#ledgers;
    const id = codec.commandDigest(this.#desk.id, command);
    const isIn = this.#desk.state.feedback.some((each) => each.id === id);
    return isIn || (await store.aside(this.#desk.id)).some((each) => each.id === id);
  }

  /** Appends the feedback of past hours to the ledger. */
  async collect(): Promise<void> {
    const { store, codec } = this.#ledgers;
    if (this.#nextCollection === null || this.#nextCollection > store.now()) return;
    const waiting: PendingFeedback[] = [];
    for (const each of await store.aside(this.#desk.id)) {
      const text = codec.decodeAside(this.#desk.id, each);
      // Text that was altered from outside is dropped.
      if (text !== null) waiting.push({ id: each.id, ...JSON.parse(text) });
    }
    const given = waiting.filter(({ hour }) => hour <= store.now());
    if (given.length > 0) {
      await this.#desk.handle({ do: 'collect-feedback', given }, systemContext);
    }
    const left = waiting.length > given.length || store.shared !== null;
    this.#nextCollection = left ? endOfHour(store.now() + 1) : null;
  }
}
