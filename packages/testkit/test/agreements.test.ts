/**
 * Nobody reads or says anything under agreements that they have not agreed to (AGR-2), in random
 * meetings whose circle changes its agreements, while people agree, come and go. What was said under
 * which version, and who has agreed to it, is counted here, beside the core.
 */

import * as ours from '@holdspace/core';
import {
  isInMeeting,
  type MessageId,
  meetingAgreementCommands,
  meetingViewOf,
  type PersonId,
} from '@holdspace/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoreUnderTest, MeetingSimulation, RandomMeeting } from '../src/index.ts';
import { playMeeting, randomMeeting } from '../src/index.ts';

/** What happens to the agreements after a move; `null`: nothing. */
type AgreementMove =
  | { readonly change: 'meaning' | 'wording' }
  | { readonly agrees: number }
  | { readonly agreesLate: number }
  | { readonly tells: true }
  | null;

const agreementMove: fc.Arbitrary<AgreementMove> = fc.oneof(
  { weight: 10, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ change: fc.constant('meaning' as const) }) },
  { weight: 1, arbitrary: fc.record({ change: fc.constant('wording' as const) }) },
  { weight: 8, arbitrary: fc.record({ agrees: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ agreesLate: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ tells: fc.constant(true as const) }) },
);

/** Counts by itself what the core should keep. */
class ConsentModel {
  binding = 1;
  version = 1;
  readonly #agreed = new Map<string, number>();
  readonly #saidUnder = new Map<MessageId, number>();
  said = 0;
  withheld = 0;

  move(story: MeetingSimulation, move: AgreementMove): void {
    if (move === null) return;
    if ('change' in move) this.#change(story, move.change);
    else if ('tells' in move) tell(story);
    else this.#agree(story, move);
  }

  #change(story: MeetingSimulation, kind: 'meaning' | 'wording'): void {
    const { version: basedOn } = story.circle.ledger.state.agreements;
    const clauses = [{ text: `Version ${basedOn + 1}` }];
    story.askCircle({ do: 'change-agreements', clauses, basedOn, kind });
    this.version++;
    if (kind === 'meaning') this.binding = this.version;
  }

  #agree(
    story: MeetingSimulation,
    move: { readonly agrees: number } | { readonly agreesLate: number },
  ): void {
    const names = [...story.standings.keys()];
    const who = names[('agrees' in move ? move.agrees : move.agreesLate) % names.length] ?? '';
    const version = 'agrees' in move ? this.version : this.binding - 1;
    const answer = story.agree(who, version);
    expect(answer).toEqual('agrees' in move ? null : { refused: 'stale' });
    if (answer === null) this.#agreed.set(who, version);
  }

  hasAgreed(who: string, version = this.binding): boolean {
    return (this.#agreed.get(who) ?? 1) >= version;
  }

  check(
    { facts }: { readonly facts: readonly ours.MeetingFact[] },
    story: MeetingSimulation,
  ): void {
    for (const fact of facts) {
      if (fact.type !== 'Said') continue;
      this.said++;
      this.#saidUnder.set(fact.message, this.binding);
      if (!this.hasAgreed(fact.by)) throw new Error(`${fact.by} said something before agreeing`);
    }
    for (const name of story.standings.keys()) this.#checkView(story, name);
  }

  #checkView(story: MeetingSimulation, name: string): void {
    const view = story.view(name);
    for (const { id } of view.timeline) {
      const under = this.#saidUnder.get(id) ?? 1;
      if (!this.hasAgreed(name, under)) throw new Error(`${name} reads what is under ${under}`);
    }
    if (this.hasAgreed(name) || !isInMeeting(story.state, name as PersonId)) return;
    this.withheld++;
    if (view.mine.here || view.prompt !== null || view.hands.length > 0) {
      throw new Error(`${name} sees what happens inside`);
    }
  }
}

function tell(story: MeetingSimulation): void {
  for (const command of meetingAgreementCommands(story.circle.ledger.state, story.state)) {
    story.ask('system', command);
  }
}

function play(random: RandomMeeting, moves: readonly AgreementMove[], core?: CoreUnderTest) {
  const model = new ConsentModel();
  playMeeting(random, {
    ...(core && { core }),
    onStep: (step, story) => model.check(step, story),
    afterMove: (story, n) => {
      model.move(story, moves[n % moves.length] ?? null);
      model.check({ facts: [] }, story);
    },
  });
  return model;
}

const agreementMoves = fc.array(agreementMove, { minLength: 30, maxLength: 60 });

describe('agreements that change', () => {
  it('AGR-2 nobody reads or says anything under agreements that they have not agreed to', () => {
    const counts = { said: 0, withheld: 0 };
    fc.assert(
      fc.property(randomMeeting, agreementMoves, (random, moves) => {
        const { said, withheld } = play(random, moves);
        counts.said += said;
        counts.withheld += withheld;
      }),
      { numRuns: 40, seed: 2057 },
    );
    expect(counts.said).toBeGreaterThan(100);
    expect(counts.withheld).toBeGreaterThan(1000);
  });

  const withoutAgreements = <Viewer extends { readonly standing: ours.Standing | null }>(
    viewer: Viewer,
  ): Viewer => {
    const { agreements: _, ...standing } = viewer.standing ?? ({} as ours.Standing);
    return viewer.standing ? { ...viewer, standing } : viewer;
  };
  const faults: Readonly<Record<string, CoreUnderTest>> = {
    'the view forgets what a person agreed to': {
      ...ours,
      meetingViewOf: (state, words, viewer, most) =>
        meetingViewOf(
          { ...state, agreements: { version: 1, marks: [] } },
          words,
          withoutAgreements(viewer),
          most,
        ),
    },
    'a decision forgets what a person agreed to': {
      ...ours,
      meeting: {
        ...ours.meeting,
        decide: (state, command, context) =>
          ours.meeting.decide(
            { ...state, agreements: { version: 1, marks: [] } },
            command,
            withoutAgreements(context),
          ),
      },
    },
    'the meeting loses its marks': {
      ...ours,
      meetingViewOf: (state, words, viewer, most) =>
        meetingViewOf(
          { ...state, agreements: { ...state.agreements, marks: [] } },
          words,
          viewer,
          most,
        ),
    },
  };

  it.each(Object.entries(faults))('AGR-2 the check finds it when %s', (_, core) => {
    const result = fc.check(
      fc.property(randomMeeting, agreementMoves, (random, moves) => {
        play(random, moves, core);
      }),
      { numRuns: 60, seed: 2058, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
  });
});
