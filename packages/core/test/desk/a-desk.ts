/** A desk in a test: who comes to it, commands in, what each of them sees. */
import {
  type About,
  type DeskAsk,
  type DeskEvent,
  type DeskStanding,
  type DeskState,
  type DeskSystemCommand,
  desk,
  deskOf,
  type HouseStanding,
  isRefusal,
  type MessageId,
  organiserDeskOf,
  type PersonId,
  type ReceiptId,
  type Refusal,
  type Role,
  type Standing,
} from '@holdspace/core';
import { Given } from '../given.ts';

export const standing = (name: string, role: Role = 'participant'): Standing => ({
  person: name as PersonId,
  name: `${name} by name`,
  role,
  link: '',
  known: true,
});
export const leaf = standing('leaf');
export const moon = standing('moon');
export const rowan = standing('rowan', 'facilitator');
export const fern = standing('fern', 'facilitator');
/** Named beforehand to stand in. */
export const reed: Standing = { ...standing('reed'), standIn: true };
export const ada: HouseStanding = { organiser: 'o_ada' as PersonId };

export const minute = 60_000;

export class ADesk extends Given<DeskState, DeskAsk | DeskSystemCommand, DeskEvent, DeskStanding> {
  #asked = 0;

  constructor() {
    super(desk);
  }

  /** A command of somebody; 'stranger' has no standing anywhere. */
  ask(
    who: DeskStanding | 'system' | 'stranger',
    command: DeskAsk | DeskSystemCommand,
  ): readonly DeskEvent[] | Refusal {
    this.now++;
    const by = typeof who === 'string' ? who : 'person' in who ? who.person : who.organiser;
    return this.when(command, {
      actor: by as PersonId,
      standing: typeof who === 'string' ? null : who,
      seed: `seed-${this.#asked++}`,
      present: () => 'away',
      writes: false,
    });
  }

  /** Must be accepted. */
  does(who: DeskStanding | 'system', command: DeskAsk | DeskSystemCommand) {
    const decision = this.ask(who, command);
    if (isRefusal(decision)) throw new Error(`${command.do} was refused: ${decision.refused}`);
    return decision;
  }

  /** A fact of a ledger from before. */
  evolves(fact: object) {
    this.state = desk.evolve(this.state, fact as never);
  }

  reports(who: Standing, about: About, text = 'This hurt me.', message?: string) {
    const target = message ? { message: message as MessageId } : { who: about.person };
    return this.does(who, { do: 'report', target, text, about });
  }

  files(person: Standing, by: Standing, id = 'r_1') {
    return this.does('system', aReceipt(person, by, id));
  }

  /** Time goes by, and everything that is due by then happens. */
  wait(time: number) {
    const until = this.now + time;
    for (let steps = 0; ; steps++) {
      if (steps > 100) throw new Error('what is due does not come to rest');
      const [first] = [...desk.deadlines(this.state)].sort((a, b) => a.at - b.at);
      if (!first || first.at > until) break;
      this.now = Math.max(this.now, first.at);
      this.when(first.command);
    }
    this.now = until;
  }

  seenBy(who: Standing) {
    return deskOf(this.state, this.words, who);
  }

  get organiser() {
    return organiserDeskOf(this.state, this.words, ada.organiser);
  }

  /** The thread that was opened last. */
  get thread() {
    const last = this.state.threads.at(-1);
    if (!last) throw new Error('no thread is open');
    return last.id;
  }

  get report() {
    const last = this.state.reports.at(-1);
    if (!last) throw new Error('nothing was reported');
    return last.id;
  }
}

export const aReceipt = (person: Standing, by: Standing, id = 'r_1') =>
  ({
    do: 'file-receipt',
    receipt: id as ReceiptId,
    person: person.person,
    kind: 'mute',
    reason: 'pace',
    note: 'Let us leave some room for others.',
    until: 5000,
    by: by.person,
    at: 900,
    names: { person: person.name, by: by.name },
  }) as const satisfies DeskSystemCommand;
