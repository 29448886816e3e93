/**
 * What holds at every desk, tried on random ones: each text is marked, and who may read it is
 * kept beside the desk, from what was asked alone. Moves name people, threads, reports and
 * receipts by number; nonsense is among them. HOLDSPACE_MEETINGS says how many are tried.
 */
import type {
  DeskRequest,
  DeskStanding,
  DeskSystemCommand,
  PersonId,
  Standing,
} from '@holdspace/core';
import { desk as decider, helpKinds, isRefusal, reasons } from '@holdspace/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ada,
  DeskFixture,
  fern,
  leaf,
  minute,
  moon,
  reed,
  rowan,
  sampleReceipt,
  standing,
} from '../fixtures/desk-fixture.ts';

const requestedRuns = process.env.HOLDSPACE_MEETINGS;
const runOptions =
  requestedRuns === undefined ? { numRuns: 60, seed: 1982 } : { numRuns: Number(requestedRuns) };

/** In the circle, and neither comes to the desk nor is spoken of there. */
const still = standing('still');
/** Stands in, and is acted on and reported as the participant that they were before. */
const standsIn: Standing = { ...reed, role: 'facilitator' };
const participants = [leaf, moon, reed];
const facilitators = [rowan, fern, standsIn];
const cast: readonly Standing[] = [leaf, moon, ...facilitators];
const leading = facilitators.map(({ person }) => person);
const organiser = ada.organiser;

const kinds = [
  ...['note', 'ask-help', 'report', 'appeal', 'feedback', 'back-channel'],
  ...['see', 'answer', 'close', 'set-report', 'receipt', 'erase', 'wait'],
] as const;
interface DeskMove {
  readonly does: (typeof kinds)[number];
  /** One past the cast is the organiser. */
  readonly who: number;
  readonly nth: number;
}
const moves: fc.Arbitrary<DeskMove> = fc.record({
  does: fc.constantFrom(...kinds),
  who: fc.nat({ max: cast.length }),
  nth: fc.nat({ max: 40 }),
});
const desks = fc.array(moves, { minLength: 40, maxLength: 80 });

interface DeskMoveCommand {
  readonly command: DeskRequest | DeskSystemCommand;
  readonly by: DeskStanding | 'system';
  /** Who may read its text. */
  readonly readBy: readonly PersonId[];
}

class ObservedDesk {
  readonly desk = new DeskFixture();
  readonly #readBy = new Map<string, ReadonlySet<PersonId>>();
  readonly #threads = new Map<string, readonly PersonId[]>();
  #said = 0;

  play(move: DeskMove): void {
    const text = `«${this.#said++}»`;
    const asking = move.does === 'wait' ? null : this.#asking(move, text);
    if (move.does === 'wait') this.desk.wait(move.nth * minute);
    if (!asking) return;
    const before = this.desk.state.threads.length;
    if (isRefusal(this.desk.ask(asking.by, asking.command))) return;
    this.#readBy.set(text, new Set(asking.readBy));
    const opened = this.desk.state.threads[before];
    if (opened) this.#threads.set(opened.id, asking.readBy);
  }

  #asking({ does, who, nth }: DeskMove, text: string): DeskMoveCommand | null {
    const { threads, reports, receipts } = this.desk.state;
    const by: DeskStanding = cast[who] ?? ada;
    const me = 'person' in by ? by.person : by.organiser;
    const pick = <T>(list: readonly T[]): T | undefined => list[nth % list.length];
    const asks = (command: DeskRequest, ...readBy: PersonId[]): DeskMoveCommand => ({
      command,
      by,
      readBy,
    });
    switch (does) {
      case 'note':
        return asks({ do: 'note', text }, me, ...leading);
      case 'ask-help': {
        // An organiser reads what the alarm was raised for, which can be any call for help.
        const kind = pick(helpKinds) ?? 'word';
        return asks({ do: 'ask-help', kind, text }, me, ...leading, organiser);
      }
      case 'feedback':
        return asks({ do: 'feedback', text, meeting: null }, organiser);
      case 'back-channel':
        return asks({ do: 'back-channel', text, meeting: null }, ...leading);
      case 'report': {
        const about = pick([...participants, rowan, fern]) ?? leaf;
        const others = leading.filter((each) => each !== about.person);
        const readBy = about.role === 'facilitator' ? [organiser] : others;
        return asks({ do: 'report', target: { who: about.person }, text, about }, me, ...readBy);
      }
      case 'set-report': {
        const report = pick(reports);
        if (!report) return null;
        const others = leading.filter((each) => each !== report.about);
        const readBy = report.to === 'organisers' ? [organiser] : others;
        const closed = { do: 'set-report', report: report.id, state: 'closed' } as const;
        return asks({ ...closed, outcome: text }, report.by, ...readBy);
      }
      case 'appeal': {
        const receipt = pick(receipts);
        if (!receipt) return null;
        const judges = leading.filter((each) => each !== receipt.by);
        return asks({ do: 'appeal', receipt: receipt.id, text }, me, ...judges, organiser);
      }
      case 'see':
      case 'answer': {
        const thread = pick(threads);
        if (!thread) return null;
        const readBy = this.#threads.get(thread.id) ?? [];
        const command = { do: does, thread: thread.id, text } as DeskRequest;
        return asks(command, ...readBy);
      }
      case 'close': {
        const thread = pick(threads);
        if (!thread) return null;
        const readBy = this.#threads.get(thread.id) ?? [];
        return asks({ do: 'close-thread', thread: thread.id, note: text }, ...readBy);
      }
      case 'receipt': {
        const to = pick(participants) ?? leaf;
        const receipt = sampleReceipt(
          to,
          pick([rowan, fern]) ?? rowan,
          `r_${text}`.replace(/[«»]/g, ''),
        );
        const command = { ...receipt, reason: pick(reasons) ?? 'other', note: text };
        return { command, by: 'system', readBy: [to.person, ...leading, organiser] };
      }
      case 'erase':
        return { command: { do: 'erase-mine', person: me }, by: 'system', readBy: [] };
      case 'wait':
        return null;
    }
  }

  /** Not one text more than what is meant for them. */
  check(): void {
    const seen = [...cast, still].map(
      (each) => [each.person, JSON.stringify(this.desk.viewOf(each))] as const,
    );
    for (const [person, view] of [
      ...seen,
      [organiser, JSON.stringify(this.desk.organiser)] as const,
    ]) {
      for (const [text] of view.matchAll(/«\d+»/g)) {
        const readBy = this.#readBy.get(text) ?? new Set();
        if (!readBy.has(person)) {
          throw new Error(`${person} reads ${text}, which is for ${[...readBy].join(', ')}`);
        }
      }
    }
    // DSK-4: who reported stands in no view but their own.
    for (const { desk } of facilitators.map((each) => this.desk.viewOf(each))) {
      for (const report of desk?.reports ?? []) expect(report).not.toHaveProperty('by');
    }
  }
}

const each = (check: (watched: ObservedDesk) => void, end: (watched: ObservedDesk) => void) =>
  fc.property(desks, (list) => {
    const watched = new ObservedDesk();
    for (const move of list) {
      watched.play(move);
      check(watched);
    }
    end(watched);
  });
const nothing = () => {};

describe('at every desk', () => {
  it('DSK-6 people read only what is addressed to them, and a person who never joined sees nothing', () => {
    const untouched = new DeskFixture().viewOf(still);
    fc.assert(
      each(
        (watched) => watched.check(),
        ({ desk }) => expect(desk.viewOf(still)).toEqual(untouched),
      ),
      runOptions,
    );
  });

  it('PRV-1 facts hold no words, and what is due goes away by being met', () => {
    fc.assert(
      each(nothing, ({ desk }) => {
        const { threads, reports, receipts, backChannel, feedback } = desk.state;
        const facts = JSON.stringify({ threads, reports, receipts, backChannel, feedback });
        expect(facts).not.toContain('«');
        desk.wait(365 * 24 * 60 * minute);
        expect(decider.deadlines(desk.state).filter(({ at }) => at <= desk.now)).toEqual([]);
      }),
      runOptions,
    );
  });
});
