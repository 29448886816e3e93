/**
 * A meeting alive on this node: rings its deadlines, tells it who went away and came back,
 * carries its consequences to the other ledgers, and numbers its public changes. What can
 * fail is tried again; everything is safe to try twice. It does not know who is watching.
 */
import type { Millis, Outbound, PersonId, Presence, SystemCommand, Touched } from '@holdspace/core';
import { followsReceipt, isIn, meetingDeadlines, outbox, touched } from '@holdspace/core';
import type { MeetingLedger } from '../ledgers.ts';
import { Alarm } from './alarm.ts';
import { Attention, again } from './attention.ts';
import type { Answer, Asking } from './ledger.ts';
import type { PresenceBook } from './presence.ts';
import type { PublicLog } from './public-log.ts';

type MeetingAsking = Parameters<MeetingLedger['handle']>[1];

export interface MeetingSurroundings {
  readonly now: () => Millis;
  readonly presence: PresenceBook;
  /** Hands a consequence to the ledger it is for; safe to ask twice. */
  readonly deliver: (outgoing: Outbound) => Promise<unknown>;
  /** Something has changed here: for these, beside what all are told; for everybody when absent. */
  readonly changed: (who?: Touched) => void;
  readonly failed: (error: unknown) => void;
}

const never: Millis = Number.POSITIVE_INFINITY;

export class LiveMeeting {
  readonly ledger: MeetingLedger;
  readonly log: PublicLog;
  readonly #around: MeetingSurroundings;
  /** What the meeting was told last of each person who is in. */
  readonly #told = new Map<PersonId, Presence>();
  readonly #deadlines: Alarm;
  readonly #settle: Alarm;
  readonly #attention: Attention;
  readonly #stop: () => void;
  /** Floor deadlines wait until then (RND-17); 0 when nobody was in at the start. */
  #settledAt: Millis = 0;

  constructor(ledger: MeetingLedger, log: PublicLog, around: MeetingSurroundings) {
    this.ledger = ledger;
    this.log = log;
    this.#around = around;
    const { now, presence, failed } = around;
    this.#attention = new Attention({ now, failed, work: () => this.#attend() });
    this.#deadlines = new Alarm(now, () => this.attend());
    this.#settle = new Alarm(now, () => {
      presence.settled();
      around.changed();
      this.attend();
    });
    const there = this.#people();
    if (there.length > 0) {
      presence.settle(there);
      for (const person of there) this.#told.set(person, 'unknown');
      this.#settledAt = now() + ledger.state.settings.settle;
      this.#settle.set(this.#settledAt);
    }
    const stops = [
      ledger.onRestart(() => around.changed()),
      ledger.onCommit(({ before, after, commit }) => {
        around.changed(touched(before, after, commit.facts));
        this.attend();
      }),
    ];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    this.attend();
  }

  handle(command: Parameters<MeetingLedger['handle']>[0], asking: MeetingAsking): Promise<Answer> {
    return this.ledger.handle(command, asking);
  }

  /** Sees to what is due, who is there and what has to leave, one thing after another. */
  attend(): void {
    this.#attention.call();
  }

  /** From now on other nodes see to all that; what changes here is told all the same. */
  rest(): void {
    this.#attention.close();
    for (const alarm of [this.#deadlines, this.#settle]) alarm.set(null);
  }

  close(): void {
    this.rest();
    this.#stop();
  }

  /** What is asked side by side is decided in this order, and written together. */
  async #attend(): Promise<void> {
    const outgoing = outbox(this.ledger.state, this.ledger.words);
    await this.#carryAll(outgoing.filter((each) => !followsReceipt(each)));
    await this.#carryAll(outgoing.filter(followsReceipt));
    await this.#tellPresence();
    const due = this.#deadlinesNow().filter(({ when }) => when <= this.#around.now());
    await Promise.all(due.map(({ command }) => this.#ask(command)));
    if (!this.#attention.closed) this.#arm();
  }

  async #carryAll(outgoing: readonly Outbound[]): Promise<void> {
    await Promise.all(outgoing.map((each) => this.#carry(each)));
  }

  async #carry(outgoing: Outbound): Promise<void> {
    await this.#around.deliver(outgoing);
    await this.#ask({ do: 'confirm', what: outgoing.what });
  }

  async #tellPresence(): Promise<void> {
    const people = new Set(this.#people());
    const asked: Promise<void>[] = [];
    for (const person of people) {
      const presence = this.#seen(person);
      if (presence === (this.#told.get(person) ?? 'here')) continue;
      const answer = this.#ask({ do: 'presence-changed', person });
      asked.push(answer.then(() => void this.#told.set(person, presence)));
    }
    await Promise.all(asked);
    for (const person of this.#told.keys()) if (!people.has(person)) this.#told.delete(person);
  }

  /** TRN-3: which page is in front is asked after for the one who is offered alone. */
  #seen(person: PersonId): Presence {
    const presence = this.#around.presence.who(person);
    const { turn } = this.ledger.state;
    const matters = turn?.state === 'offered' && turn.person === person;
    return presence === 'hidden' && !matters ? 'here' : presence;
  }

  #ask(command: SystemCommand): Promise<Answer> {
    const asking: Asking<never> = {
      actor: 'system',
      id: null,
      standing: () => null,
      present: (person) => this.#around.presence.who(person),
      writes: true,
    };
    return this.ledger.handle(command, asking as MeetingAsking);
  }

  #deadlinesNow() {
    return meetingDeadlines(this.ledger.state).map(({ at, floor, command }) => ({
      when: floor ? Math.max(at, this.#settledAt) : at,
      command,
    }));
  }

  #arm(): void {
    const next = this.#deadlinesNow().reduce((soonest, { when }) => Math.min(soonest, when), never);
    const now = this.#around.now();
    // What was due a moment ago and still is would ring without end.
    this.#deadlines.set(next === never ? null : next <= now ? now + again : next);
  }

  /** Those whose presence the meeting is told of: everybody who is in, or waits to be. */
  #people(): PersonId[] {
    const { state } = this.ledger;
    return [...state.people.values()]
      .filter(({ id, whereabouts }) => isIn(state, id) || whereabouts === 'waiting')
      .map(({ id }) => id);
  }
}
