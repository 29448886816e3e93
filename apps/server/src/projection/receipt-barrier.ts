/**
 * Keeps this node from showing a moderation act without its receipt (VOI-3). Three ledgers hold
 * them: the meeting decides the act, the desk files the receipt, then the circle learns of an
 * exclusion. Where several nodes share a store, this node can read the three in another order.
 * Before the broadcaster sends anything, the barrier reads the ledger that is behind.
 */
import { followsModeration, isDecided, missingReceipts, type ReceiptId } from '@holdspace/core';
import type { DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { CircleSubscriber, CommittedEvent } from './circle-events.ts';

export class ReceiptBarrier implements CircleSubscriber {
  readonly subscriberName = 'receipt barrier';
  readonly #desk: DeskLedger;
  readonly #meetings: { readonly all: readonly MeetingLedger[] };
  readonly #isShared: boolean;
  /** The circle or the desk refers to an act or a receipt that this node may not know yet. */
  #meetingsBehind = false;
  #deskBehind = false;
  /** Not found at the desk although it was read to its end; the barrier waits for them once. */
  readonly #absent = new Set<ReceiptId>();

  /** `isShared`: other nodes append to the same store. On one node the order is always right. */
  constructor(parts: {
    readonly desk: DeskLedger;
    /** The meetings that run on this node. */
    readonly meetings: { readonly all: readonly MeetingLedger[] };
    readonly isShared: boolean;
  }) {
    this.#desk = parts.desk;
    this.#meetings = parts.meetings;
    this.#isShared = parts.isShared;
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (!this.#isShared) return;
    if (ledger === 'circle') {
      if (!followsModeration(step.commit.facts)) return;
      this.#meetingsBehind = true;
      this.#deskBehind = true;
    } else if (ledger === 'desk') {
      for (const fact of step.commit.facts) {
        if (fact.type !== 'ReceiptFiled') continue;
        if (!isDecided(fact.receipt, this.#states())) this.#meetingsBehind = true;
      }
    }
  }

  /** False while something would be shown without what belongs to it. */
  get isPassed(): boolean {
    return !this.#meetingsBehind && !this.#deskBehind && this.#missing().length === 0;
  }

  /** Reads what is behind; ask `isPassed` again afterwards. Rejects when the store cannot be read. */
  async catchUp(): Promise<void> {
    if (this.#meetingsBehind) {
      this.#meetingsBehind = false;
      try {
        await Promise.all(this.#meetings.all.map((each) => each.catchUp()));
      } catch (error) {
        this.#meetingsBehind = true;
        throw error;
      }
    }
    const missing = this.#missing();
    if (!this.#deskBehind && missing.length === 0) return;
    this.#deskBehind = false;
    try {
      await this.#desk.catchUp();
    } catch (error) {
      this.#deskBehind = true;
      throw error;
    }
    const still = new Set(this.#missing());
    for (const receipt of missing) if (still.has(receipt)) this.#absent.add(receipt);
  }

  #missing(): ReceiptId[] {
    const missing = missingReceipts(this.#desk.state, this.#states());
    return missing.filter((each) => !this.#absent.has(each));
  }

  #states() {
    return this.#meetings.all.map(({ state }) => state);
  }
}
