/**
 * Carries out what a circle forgets, whether its time is over or a member asks (PRV-11): fires
 * the deadlines of the circle's ledger, and brings what was forgotten to the meetings and to the
 * desk. Any node may do it, and do it twice; what a stop leaves half-way is gone on with at the
 * next start.
 */
import { circle, type Millis } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, DeskLedger, Ledgers } from '../ledgers.ts';
import { readableMeetings } from '../meetings.ts';
import { Alarm } from './alarm.ts';
import { Attention, again } from './attention.ts';

export class Retention {
  readonly #circle: CircleLedger;
  readonly #desk: DeskLedger;
  readonly #ledgers: Ledgers;
  readonly #deadlines: Alarm;
  readonly #attention: Attention;
  readonly #now: () => Millis;

  constructor(parts: {
    readonly circle: CircleLedger;
    readonly desk: DeskLedger;
    readonly ledgers: Ledgers;
    readonly failed: (error: unknown) => void;
  }) {
    const { ledgers, failed } = parts;
    this.#circle = parts.circle;
    this.#desk = parts.desk;
    this.#ledgers = ledgers;
    this.#now = () => ledgers.store.now();
    this.#attention = new Attention({ now: this.#now, failed, work: () => this.#attend() });
    this.#deadlines = new Alarm(this.#now, () => this.attend());
  }

  /** Call it when the circle has changed. */
  attend(): void {
    this.#attention.call();
  }

  /** Takes what the circle has forgotten out of its meetings and its desk; safe to do twice. */
  async carryOut(): Promise<void> {
    for (const person of this.#circle.state.leaving) {
      for (const meeting of await readableMeetings(this.#ledgers, this.#circle.state)) {
        await meeting.handle({ do: 'forget', person }, serverAsks);
      }
      await this.#desk.handle({ do: 'forget', person }, serverAsks);
      await this.#circle.handle({ do: 'forgotten-elsewhere', member: person }, serverAsks);
    }
  }

  close(): void {
    this.#attention.close();
    this.#deadlines.set(null);
  }

  async #attend(): Promise<void> {
    const now = this.#now();
    for (const { at, command } of circle.deadlines(this.#circle.state)) {
      if (at <= now) await this.#circle.handle(command, serverAsks);
    }
    await this.carryOut();
    if (this.#attention.closed) return;
    const moments = circle.deadlines(this.#circle.state).map(({ at }) => at);
    const next = Math.min(...moments);
    this.#deadlines.set(moments.length === 0 ? null : next <= now ? now + again : next);
  }
}
