/**
 * Feedback on its way into the desk's ledger (PRV-11). It is durable when it is answered, but
 * outside the chain, where nothing tells when or after whom it came; with the end of the hour all
 * of it is taken in at once. Any node may do that, and do it twice.
 */
import type { MeetingId, Millis, PendingFeedback } from '@holdspace/core';
import { endOfHour } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { DeskLedger, Ledgers } from '../ledger/ledgers.ts';
import type { CommandKey } from '../storage/chain/commit-codec.ts';
import { randomString } from '../storage/chain/random-string.ts';

export class FeedbackBox {
  readonly #desk: DeskLedger;
  readonly #ledgers: Ledgers;
  /** When to look into it again; null when it is empty and nobody else fills it. */
  #nextCollection: Millis | null = 0;

  constructor(desk: DeskLedger, ledgers: Ledgers) {
    this.#desk = desk;
    this.#ledgers = ledgers;
  }

  get nextCollection(): Millis | null {
    return this.#nextCollection;
  }

  /** The same command twice is one feedback. */
  async add(
    command: CommandKey | null,
    { text, meeting }: { readonly text: string; readonly meeting: MeetingId | null },
  ): Promise<void> {
    const { store, codec: sealer } = this.#ledgers;
    const { id: ledger } = this.#desk;
    const id = command ? sealer.commandDigest(ledger, command) : randomString(16, 'base64url');
    if (this.#desk.state.feedback.some((each) => each.id === id)) return;
    const hour = endOfHour(store.now());
    await store.setAside(
      ledger,
      sealer.encodeAside(ledger, id, JSON.stringify({ meeting, hour, text })),
    );
    this.#nextCollection = Math.min(hour, this.#nextCollection ?? hour);
  }

  /** Whether it holds this command's feedback, or the ledger does. */
  async has(command: CommandKey): Promise<boolean> {
    const { store, codec: sealer } = this.#ledgers;
    const id = sealer.commandDigest(this.#desk.id, command);
    const isIn = this.#desk.state.feedback.some((each) => each.id === id);
    return isIn || (await store.aside(this.#desk.id)).some((each) => each.id === id);
  }

  /** Takes in what was given in hours that are over. */
  async collect(): Promise<void> {
    const { store, codec: sealer } = this.#ledgers;
    if (this.#nextCollection === null || this.#nextCollection > store.now()) return;
    const waiting: PendingFeedback[] = [];
    for (const each of await store.aside(this.#desk.id)) {
      const text = sealer.decodeAside(this.#desk.id, each);
      // What was altered from outside is not believed, and is told to nobody.
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
