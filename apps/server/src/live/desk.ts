/**
 * The desk of a circle, alive on this node: it keeps the circle's settings for the help line,
 * rings when nobody has seen a call for help, and is told what only the server knows about
 * what people ask of it. It does not know who is watching.
 */
import type {
  CircleSettings,
  DeskAsk,
  DeskCommand,
  DeskStanding,
  FileReceipt,
  MeetingId,
  MeetingState,
  Millis,
  PersonId,
  Quote,
  ReceiptId,
  Refusal,
  Standing,
  Words,
} from '@holdspace/core';
import { desk, hasOpenCalls, isRefusal, isShutOut, messageOf } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { DeskLedger } from '../ledgers.ts';
import { Alarm } from './alarm.ts';
import { Attention, again } from './attention.ts';
import type { FeedbackBox } from './feedback-box.ts';
import type { Answer, Asking } from './ledger.ts';

export interface DeskSurroundings {
  readonly now: () => Millis;
  readonly feedback: FeedbackBox;
  readonly settings: () => Pick<CircleSettings, 'helpAlert' | 'helpPlain' | 'deskRetention'>;
  /** The meeting that is now; null when there is none. */
  readonly meeting: () => MeetingState | null;
  /** The words of that meeting; empty when there is none. */
  readonly words: () => Words;
  /** Receipts that a meeting has decided and this desk has not filed yet. */
  readonly pending: () => readonly FileReceipt[];
  /** The meeting that has begun, or was last; what is said afterwards is about it. */
  readonly lately: () => MeetingId | null;
  /** Whether people's quotas hold (DSK-9). */
  readonly limits: boolean;
  /** Null for strangers. */
  readonly standing: (person: PersonId) => Standing | null;
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

type Said = MeetingState['messages'][number];

const never = Number.POSITIVE_INFINITY;

export class LiveDesk {
  readonly ledger: DeskLedger;
  readonly #around: DeskSurroundings;
  readonly #deadlines: Alarm;
  readonly #attention: Attention;
  readonly #stop: () => void;

  constructor(ledger: DeskLedger, around: DeskSurroundings) {
    this.ledger = ledger;
    this.#around = around;
    const { now, failed } = around;
    this.#attention = new Attention({ now, failed, work: () => this.#attend() });
    this.#deadlines = new Alarm(now, () => this.attend());
    this.#stop = ledger.onCommit(() => {
      around.changed();
      this.attend();
    });
    this.attend();
  }

  /** Sees to what is due; call it when the circle's settings may have changed. */
  attend(): void {
    this.#attention.call();
  }

  async handle(
    command: DeskCommand,
    asking: Omit<Asking<DeskStanding>, 'standing' | 'actor'> & { readonly actor: PersonId },
  ): Promise<Answer> {
    const ask = this.#known(command, asking.actor);
    if (isRefusal(ask)) return ask;
    const standing = () => this.at(asking.actor);
    if (command.do === 'appeal') await this.#file(command.receipt);
    const bounded = this.#around.limits ? ask : { ...ask, unlimited: true as const };
    if (ask.do !== 'feedback') return this.ledger.handle(bounded, { ...asking, standing });
    const answer = await this.ledger.handle(bounded, { ...asking, id: null, standing });
    if (isRefusal(answer)) return answer;
    const { id, actor: by } = asking;
    await this.#around.feedback.give(id === null ? null : { by, id }, ask);
    this.attend();
    return answer;
  }

  /**
   * What somebody is at the desk. VOI-7: who was removed or excluded has only their own part of
   * it; FAC-3: who stands in has the facilitators' while the meeting lasts, and after it as long
   * as a call for help is open (DSK-7).
   */
  at(person: PersonId): Standing | null {
    const { standing: standingIn, meeting, now } = this.#around;
    const standing = standingIn(person);
    const attendee = meeting()?.people.get(person);
    const phase = meeting()?.phase;
    if (!standing) return null;
    if (isShutOut(meeting(), standing, now()) !== null) {
      return { ...standing, role: 'participant' };
    }
    const isOver = phase === 'closed' || phase === 'purged';
    const lasts = !isOver || hasOpenCalls(this.ledger.state);
    return lasts && attendee?.role === 'facilitator'
      ? { ...standing, role: 'facilitator' }
      : standing;
  }

  /** From now on other nodes see to all that; what changes here is told all the same. */
  rest(): void {
    this.#attention.close();
    this.#deadlines.set(null);
  }

  close(): void {
    this.rest();
    this.#stop();
  }

  /** VOI-7: an appeal can come before the meeting has brought its receipt here. */
  async #file(receipt: ReceiptId): Promise<void> {
    const pending = this.#around.pending().find((each) => each.receipt === receipt);
    if (pending) await this.ledger.handle(pending, serverAsks);
  }

  #known(command: DeskCommand, actor: PersonId): DeskAsk | Refusal {
    if (command.do === 'feedback' || command.do === 'back-channel') {
      return { ...command, meeting: this.#around.lately() };
    }
    if (command.do !== 'report') return command;
    const { target } = command;
    const said = 'who' in target ? undefined : this.#messageFor(target.message, actor);
    const person = 'who' in target ? target.who : said?.by;
    const about = person && this.at(person);
    if (!about) return { refused: 'who' in target ? 'unknown-person' : 'unknown-message' };
    const { name, role } = about;
    const quote = said && this.#quoted(said);
    return { ...command, about: { person, name, role, ...(quote && { quote }) } };
  }

  /** A message that this person was there for; its writer may be out again by now. */
  #messageFor(message: string, actor: PersonId): Said | undefined {
    const meeting = this.#around.meeting();
    const from = meeting?.people.get(actor)?.from;
    if (from == null) return undefined;
    return meeting?.messages.slice(from).find(({ id }) => id === message);
  }

  /** Its words, as long as they are there (TXT-4). */
  #quoted(said: Said): Quote | undefined {
    const { text, note } = messageOf(said, this.#around.words());
    return text === '' ? undefined : { text, ...(note && { note }) };
  }

  async #attend(): Promise<void> {
    const { now, settings } = this.#around;
    const { helpAlert, helpPlain, deskRetention } = settings();
    await this.ledger.handle({ do: 'open', helpAlert, helpPlain, deskRetention }, serverAsks);
    await this.#around.feedback.collect();
    for (const { at, command } of desk.deadlines(this.ledger.state)) {
      if (at <= now()) await this.ledger.handle(command, serverAsks);
    }
    if (this.#attention.closed) return;
    const moments = desk.deadlines(this.ledger.state).map(({ at }) => at);
    const next = Math.min(...moments, this.#around.feedback.next ?? never);
    const overdue = next <= now();
    this.#deadlines.set(next === never ? null : overdue ? now() + again : next);
  }
}
