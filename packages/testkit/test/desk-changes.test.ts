/**
 * What holds the desk of the server and that of a client together: whoever folds the changes,
 * item by item, holds at every step what the server says they hold, and all of it once they
 * have asked for every older page. Of a desk that grows the page stays small (LIM-4).
 */
import { foldPrivate, stateFromSnapshot } from '@holdspace/client';
import type {
  DeskFact,
  DeskState,
  DeskView,
  DeskWindow,
  FacilitatorDesk,
  MeetingView,
  PersonId,
  ReceiptId,
  Role,
  Standing,
  View,
} from '@holdspace/core';
import {
  desk as decider,
  deskChange,
  deskListNames,
  deskViewOf,
  firstDeskPage,
  isRefusal,
  jsonByteLength,
  listChange,
  nextDeskWindow,
  threadChange,
  withOlderDeskPage,
} from '@holdspace/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const standing = (name: string, role: Role): Standing => ({
  ...{ person: name as PersonId, name, role, link: '', known: true },
});
const rowan = standing('rowan', 'facilitator');
const sage = standing('sage', 'facilitator');
const ben = standing('ben', 'participant');
const cleo = standing('cleo', 'participant');

/** One desk with its words, and what is asked of it. */
class SimulatedDesk {
  state: DeskState = decider.initial;
  readonly words = new Map<string, string>();
  now = 1000;
  #asked = 0;

  ask(who: Standing | null, command: Parameters<typeof decider.decide>[1]): boolean {
    this.now += 10;
    const decision = decider.decide(this.state, command, {
      ...{ now: this.now, actor: who?.person ?? 'system', standing: who, writes: true },
      ...{ present: () => 'here', seed: `seed ${this.#asked++}` },
    });
    if (isRefusal(decision)) return false;
    for (const event of JSON.parse(JSON.stringify(decision.events)) as typeof decision.events) {
      const { words = {}, ...fact } = event;
      for (const slot of event.erases ?? []) this.words.delete(slot);
      for (const [slot, text] of Object.entries(words)) this.words.set(slot, text);
      this.state = decider.evolve(this.state, fact as DeskFact);
    }
    expect(decision.state).toEqual(this.state);
    return true;
  }

  wait(time: number): void {
    this.now += time;
    for (const { at, command } of decider.deadlines(this.state)) {
      if (at <= this.now) this.ask(null, command);
    }
  }

  seenBy = (who: Standing): DeskView => deskViewOf(this.state, this.words, who);
}

const bare = { people: [], past: [], timeline: [], mine: {} } as unknown as MeetingView;
const state = ({ desk, ...mine }: DeskView) =>
  stateFromSnapshot({
    ...{ log: 'log', at: 0, more: false },
    view: { ...bare, mine: { ...bare.mine, ...mine }, ...(desk && { desk }) } as View,
  });

/** A facilitator's connection on both ends. */
class DeskReplica {
  readonly #who: Standing;
  #held: DeskWindow;
  #client: ReturnType<typeof state>;

  constructor(who: Standing, desk: SimulatedDesk) {
    this.#who = who;
    const view = desk.seenBy(who);
    this.#held = firstDeskPage(view.desk as FacilitatorDesk);
    this.#client = state({ ...view, desk: this.#held.loaded });
  }

  step(desk: SimulatedDesk): void {
    this.#move(nextDeskWindow(desk.seenBy(this.#who).desk as FacilitatorDesk, this.#held));
  }

  /** Asks until there is nothing older. */
  older(): void {
    for (let n = 0; this.#held.loaded.more; n++) {
      if (n > 1000) throw new Error('older pages come without end');
      const [list] = this.#held.loaded.more;
      if (list) this.#move(withOlderDeskPage(this.#held, list));
    }
    const { more: _, ...whole } = this.#held.full;
    expect(this.#client.fields.desk).toEqual(whole);
  }

  #move(next: DeskWindow): void {
    const change = deskChange(next.loaded, this.#held.loaded);
    this.#held = next;
    const sent = change && (JSON.parse(JSON.stringify(change)) as typeof change);
    if (sent) this.#client = foldPrivate(this.#client, { deskChange: sent });
    expect(this.#client.fields.desk).toEqual(next.loaded);
  }
}

const kinds = [
  ...['note', 'note', 'word', 'unsafe', 'report', 'report', 'back', 'receipt', 'appeal'],
  ...['see', 'answering', 'answer', 'reply', 'close', 'set', 'erase', 'wait', 'older'],
] as const;
const moves = fc.array(
  fc.record({ does: fc.constantFrom(...kinds), nth: fc.nat({ max: 60 }), long: fc.boolean() }),
  { minLength: 60, maxLength: 160, size: 'max' },
);

function play(
  desk: SimulatedDesk,
  { does, nth, long }: { does: string; nth: number; long: boolean },
) {
  const text = `${nth} ${long ? 'x'.repeat(3000) : 'short'}`;
  const who = nth % 2 === 0 ? ben : cleo;
  const lead = nth % 3 === 0 ? rowan : sage;
  const pick = <T>(list: readonly T[]): T | undefined => list[nth % list.length];
  const unlimited = true as const;
  switch (does) {
    case 'note':
      return desk.ask(who, { do: 'note', text, unlimited });
    case 'word':
    case 'unsafe':
      return desk.ask(who, { do: 'ask-help', kind: does, text, unlimited });
    case 'report': {
      const about = nth % 5 === 0 ? sage : ben;
      const target = { who: about.person };
      return desk.ask(who, { do: 'report', target, text, about, unlimited });
    }
    case 'back':
      return desk.ask(lead, { do: 'back-channel', text, meeting: null, unlimited });
    case 'receipt':
      return desk.ask(null, {
        ...{ do: 'file-receipt', receipt: `r_${desk.now}` as ReceiptId, person: who.person },
        ...{ kind: 'warn', reason: 'pace', note: text, by: lead.person, at: desk.now },
        names: { person: who.name, by: lead.name },
      });
    case 'appeal': {
      const receipt = pick(desk.state.receipts.filter(({ person }) => person === who.person));
      return receipt && desk.ask(who, { do: 'appeal', receipt: receipt.id, text, unlimited });
    }
    case 'see':
    case 'answering':
    case 'answer': {
      const thread = pick(desk.state.threads);
      if (!thread) return;
      if (does === 'answer')
        return desk.ask(lead, { do: does, thread: thread.id, text, unlimited });
      return desk.ask(lead, { do: 'see', thread: thread.id, answering: does === 'answering' });
    }
    case 'reply': {
      const thread = pick(desk.state.threads.filter(({ by }) => by === who.person));
      return thread && desk.ask(who, { do: 'answer', thread: thread.id, text, unlimited });
    }
    case 'close': {
      const thread = pick(desk.state.threads);
      return thread && desk.ask(lead, { do: 'close-thread', thread: thread.id, note: text });
    }
    case 'set': {
      const report = pick(desk.state.reports);
      const to = (['seen', 'acting', 'closed'] as const)[nth % 3] ?? 'seen';
      return (
        report && desk.ask(lead, { do: 'set-report', report: report.id, state: to, outcome: 'x' })
      );
    }
    case 'erase':
      return nth % 4 === 0 && desk.ask(null, { do: 'erase-mine', person: who.person });
    case 'wait':
      return desk.wait(nth === 0 ? 31 * 24 * 3_600_000 : nth * 30_000);
  }
}

describe('the desk as it travels', () => {
  it('LIM-4 DSK-6 the fold of changes holds what the server says, at every step of random desks', () => {
    fc.assert(
      fc.property(moves, fc.nat({ max: 100 }), (list, comesAt) => {
        const desk = new SimulatedDesk();
        const followers = [new DeskReplica(rowan, desk), new DeskReplica(sage, desk)];
        list.forEach((move, n) => {
          if (n === comesAt) followers.push(new DeskReplica(rowan, desk));
          play(desk, move);
          for (const each of followers) each.step(desk);
          if (move.does === 'older') followers.at(-1)?.older();
        });
        for (const each of followers) each.older();
      }),
      { numRuns: 30, seed: 1982 },
    );
  });

  it('LIM-4 so does the fold of one’s own threads, reports and receipts', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const desk = new SimulatedDesk();
        let before = desk.seenBy(ben);
        let client = state(before);
        for (const move of list) {
          play(desk, move);
          const now = desk.seenBy(ben);
          const threads = threadChange(now.threads, before.threads);
          const reports = listChange(now.reports, before.reports);
          const receipts = listChange(now.receipts, before.receipts);
          before = now;
          client = foldPrivate(client, {
            own: {
              ...(threads && { threads }),
              ...(reports && { reports }),
              ...(receipts && { receipts }),
            },
          });
          const { threads: held, reports: said, receipts: told } = client.mine;
          expect({ held, said, told }).toEqual({
            ...{ held: now.threads, said: now.reports, told: now.receipts },
          });
        }
      }),
      { numRuns: 30, seed: 1983 },
    );
  });

  it('DSK-7 LIM-4 a page holds every open call and little of the rest, and one more text sends that text', () => {
    const desk = new SimulatedDesk();
    const text = 'x'.repeat(4000);
    desk.ask(cleo, { do: 'ask-help', kind: 'unsafe', text });
    for (let n = 0; n < 300; n++) {
      desk.ask(ben, { do: 'note', text, unlimited: true });
      desk.ask(ben, {
        ...{ do: 'report', target: { who: cleo.person }, text, about: cleo, unlimited: true },
      });
      desk.ask(rowan, { do: 'back-channel', text, meeting: null, unlimited: true });
    }
    const whole = desk.seenBy(rowan).desk as FacilitatorDesk;
    const page = firstDeskPage(whole);
    expect(jsonByteLength(JSON.stringify(whole))).toBeGreaterThan(3_000_000);
    expect(jsonByteLength(JSON.stringify(page.loaded))).toBeLessThan(160_000);
    expect(page.loaded.threads).toContainEqual(expect.objectContaining({ help: 'unsafe' }));
    expect(page.loaded.more).toEqual(deskListNames.filter((name) => name !== 'record'));
    desk.ask(ben, { do: 'note', text, unlimited: true });
    const next = nextDeskWindow(desk.seenBy(rowan).desk as FacilitatorDesk, page);
    expect(jsonByteLength(JSON.stringify(deskChange(next.loaded, page.loaded)))).toBeLessThan(4600);
  });
});
