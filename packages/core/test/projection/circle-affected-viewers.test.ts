import type { CircleEvent, CircleState, Fact, PersonId, Standing, Words } from '@holdspace/core';
import {
  circle,
  intentionOf,
  privateViewOf,
  standingOf,
  viewersAffectedByCircle,
} from '@holdspace/core';
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { openCircle, person } from '../fixtures/open-circle.ts';

const members = ['mira', 'jo', 'lea'].map(person);

/** What the circle says of each of them; how many came by a link is shown when they ask in. */
const known = (state: CircleState, words: Words) =>
  new Map(
    members.map((member) => [
      member,
      JSON.stringify([
        { ...standingOf(state, words, member), came: 0 },
        intentionOf(state, words, member),
      ]),
    ]),
  );

describe('people whom a commit of the circle does not affect', () => {
  it('PRV-4 is the same to the circle as before, as people come in, intend and are known', () => {
    const open = openCircle();
    let state: CircleState = open.state;
    const words = new Map(open.words);
    let alone = 0;
    const follows = (events: readonly CircleEvent[]) => {
      const before = known(state, words);
      const facts: Fact<CircleEvent>[] = [];
      for (const { words: said = {}, ...fact } of events as (CircleEvent & {
        words?: Record<string, string>;
      })[]) {
        facts.push(fact as Fact<CircleEvent>);
        for (const [slot, text] of Object.entries(said)) words.set(slot, text);
        state = circle.evolve(state, fact as Fact<CircleEvent>);
      }
      const touched = viewersAffectedByCircle(facts, null);
      if (touched === 'everyone') return;
      const after = known(state, words);
      for (const member of members) {
        if (touched.includes(member)) continue;
        alone++;
        expect(after.get(member)).toBe(before.get(member));
      }
    };
    follows(open.invite('h', { label: 'Friends' }) as CircleEvent[]);
    for (const member of members) {
      follows(open.redeem('h', member, { name: `I am ${member}` }) as CircleEvent[]);
      follows(open.when({ do: 'note-known', members: [{ member }] }) as CircleEvent[]);
      const intends = { do: 'intend', text: 'To rest', meeting: null } as const;
      follows(open.when(intends, { actor: member }) as CircleEvent[]);
      follows(open.makeCode(member, open.lastSession, `code of ${member}`) as CircleEvent[]);
      // A consent to other words of the same meaning concerns its person alone (AGR-2).
      const { version: basedOn, clauses } = open.state.agreements;
      const reworded = clauses.map(({ id }) => ({ id, text: `As ${member} put it` }));
      const change = {
        do: 'change-agreements',
        clauses: reworded,
        kind: 'wording',
        basedOn,
      } as const;
      follows(open.byOrganiser(change) as CircleEvent[]);
      const version = basedOn + 1;
      follows(open.when({ do: 'agree', version }, { actor: member }) as CircleEvent[]);
    }
    expect(alone).toBeGreaterThan(10);
  });

  it('VOI-1 affects everyone when an event has no narrower rule', () => {
    const lifted = { type: 'ExclusionLifted', member: 'p_mira' as PersonId } as Fact<CircleEvent>;
    expect(viewersAffectedByCircle([lifted], null)).toBe('everyone');
  });

  it('LED-12 is the same for a person who was let in, when the circle learns that they were', () => {
    const story = begunMeeting({ outside: ['mira'] });
    const mira = 'mira' as PersonId;
    const learned = [{ type: 'MemberKnown', member: mira } as Fact<CircleEvent>];
    expect(viewersAffectedByCircle(learned, story.state)).toEqual([mira]);
    const standing = { person: mira, name: 'Mira', role: 'participant', shared: true } as Standing;
    const viewOf = (isKnown: boolean) =>
      privateViewOf(story.state, story.words, {
        ...{ person: mira, standing: { ...standing, known: isKnown } },
        ...{ now: story.now, writes: true, present: () => 'here' },
      });
    story.ask('mira', { do: 'join', seat: 'listener' });
    story.ask('rowan', { do: 'admit', who: 'all' });
    expect(story.state.people.get(mira)?.whereabouts).toBe('in');
    for (const leaves of [false, true]) {
      if (leaves) story.ask('mira', { do: 'leave' });
      expect(viewersAffectedByCircle(learned, story.state)).toEqual([]);
      expect(viewOf(true)).toEqual(viewOf(false));
    }
  });
});
