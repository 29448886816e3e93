/** Proposals to change agreements in a circle's ledger: who may, what counts, how they end (AGR-3). */
import {
  type AnswerToken,
  type AnswerTokenOf,
  type CircleCommand,
  type ClauseId,
  circle,
  clauseTexts,
  isRefusal,
  mustStillAgree,
  type PersonId,
  type ProposalAnswer,
  type ProposalId,
  type ProposedChange,
  proposalSlots,
  proposalViews,
} from '@holdspace/core';
import { factsOf } from '@holdspace/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const day = 24 * 3_600_000;
const [cleo, ben, rowan] = [person('cleo'), person('ben'), person('rowan')];
const [c1, c2] = ['c1' as ClauseId, 'c2' as ClauseId];
const noCounts = { yes: 0, canLiveWithIt: 0, notYet: 0 };
const id = (name: string) => `x_${name}` as ProposalId;
/** Stands for the HMAC of the server. */
const tokenOf: AnswerTokenOf = (key, member) => `${key}/${member.length}${member}` as AnswerToken;

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
  open.invite('h');
  open.invite('f', { role: 'facilitator' });
  open.redeem('h', cleo, { name: 'Cleo' });
  open.redeem('h', ben, { name: 'Ben' });
  open.redeem('f', rowan, { name: 'Rowan' });
});

const newText: ProposedChange = { what: 'new' };
const propose = (
  by: PersonId,
  name: string,
  change: ProposedChange = newText,
  text: string | null = `Text of ${name}`,
) =>
  open.when(
    { do: 'propose-change', proposal: id(name), change, text, why: 'Because', key: `key-${name}` },
    { actor: by },
  );
const answer = (by: PersonId, name: string, given: ProposalAnswer | null) =>
  open.when(
    {
      do: 'answer-proposal',
      proposal: id(name),
      token: tokenOf(open.words.get(proposalSlots.key(id(name))) ?? '', by),
      answer: given,
    },
    { actor: by },
  );
const adoption = (
  name: string,
  text: string | null = `Text of ${name}`,
  kind: 'meaning' | 'wording' = 'meaning',
): CircleCommand => ({
  ...{ do: 'adopt-proposal', proposal: id(name), text, kind, tally: noCounts },
});
const views = (viewer: PersonId | null) => proposalViews(open.state, open.words, viewer, tokenOf);
const texts = () => clauseTexts(open.state.agreements, open.words).map(({ text }) => text);
const applyDeadlines = () => {
  for (const { at, command } of circle.deadlines(open.state))
    if (at <= open.now) open.when(command);
};

describe('a proposal', () => {
  it('AGR-3 is made by any member, and shown to all without a name', () => {
    propose(cleo, 'a');
    expect(views(ben)).toEqual([
      {
        ...{ id: id('a'), at: open.now, until: open.now + 28 * day, what: 'new', clause: null },
        ...{ before: null, after: 'Text of a', why: 'Because', mine: false, answer: null },
        ...{ state: 'open', counts: noCounts, of: 3 },
      },
    ]);
    expect(views(cleo)[0]?.mine).toBe(true);
    expect(JSON.stringify(views(ben))).not.toContain('cleo');
  });

  it('AGR-3 changes or removes a clause of the version that was read', () => {
    expect(propose(cleo, 'a', { what: 'changed', clause: c1, version: 2 })).toEqual({
      refused: 'stale',
    });
    expect(
      propose(cleo, 'b', { what: 'removed', clause: 'c9' as ClauseId, version: 1 }, null),
    ).toEqual({
      refused: 'stale',
    });
    propose(cleo, 'c', { what: 'removed', clause: c1, version: 1 }, null);
    expect(views(ben)).toMatchObject([{ before: 'What is said here stays here', after: null }]);
  });

  it('AGR-3 has a text, and not one that is too long', () => {
    expect(propose(cleo, 'a', newText, ' ')).toEqual({ refused: 'empty' });
    expect(propose(cleo, 'b', newText, 'x'.repeat(301))).toEqual({ refused: 'too-long' });
    expect(propose(cleo, 'c', newText, 'x'.repeat(300))).not.toHaveProperty('refused');
  });

  it('AGR-3 is not made by strangers, organisers or the server, nor before one has agreed', () => {
    expect(propose(person('stranger'), 'a')).toEqual({ refused: 'not-here' });
    const asked = { do: 'propose-change', proposal: id('b'), change: newText, text: 'x' } as const;
    expect(open.byOrganiser({ ...asked, why: '', key: 'k' })).toEqual({ refused: 'not-here' });
    open.byOrganiser({ do: 'change-agreements', clauses: [{ text: 'New' }], basedOn: 1 });
    expect(propose(cleo, 'c')).toEqual({ refused: 'stale' });
  });

  it('AGR-3 of one member are few at a time and few a day, and those of all have a bound', () => {
    for (const name of ['a', 'b', 'c']) propose(cleo, name);
    expect(propose(cleo, 'd')).toEqual({ refused: 'too-soon' });
    const takeBack = (name: string) =>
      open.when({ do: 'take-back-proposal', proposal: id(name) }, { actor: cleo });
    for (const [gone, next] of ['ad', 'be', 'cf']) {
      takeBack(gone ?? '');
      propose(cleo, next ?? '');
    }
    takeBack('d');
    expect(propose(cleo, 'g')).toEqual({ refused: 'too-soon' });
    open.now += day;
    propose(cleo, 'g');
    for (let n = 0; n < 9; n++) {
      const member = person(`m${Math.floor(n / 3)}`);
      if (n % 3 === 0) open.redeem('h', member, { name: `M${n}` });
      propose(member, `m${n}`);
    }
    expect(propose(ben, 'last')).toEqual({ refused: 'full' });
  });

  it('AGR-3 is taken back by whose it is alone, and its words go at once', () => {
    propose(cleo, 'a');
    const takeBack = (actor: PersonId) =>
      open.when({ do: 'take-back-proposal', proposal: id('a') }, { actor });
    expect(takeBack(ben)).toEqual({ refused: 'not-yours' });
    takeBack(cleo);
    expect([...open.words.values()].join()).not.toContain('Text of a');
    expect(views(ben)).toEqual([]);
    expect(takeBack(cleo)).toEqual([]);
  });
});

describe('an answer', () => {
  it('AGR-3 is one a person, can be changed and taken back, and is counted', () => {
    propose(cleo, 'a');
    answer(ben, 'a', 'not-yet');
    answer(cleo, 'a', 'yes');
    expect(answer(ben, 'a', 'not-yet')).toEqual([]);
    expect(views(ben)).toMatchObject([
      { answer: 'not-yet', counts: { yes: 1, canLiveWithIt: 0, notYet: 1 } },
    ]);
    answer(ben, 'a', 'can-live-with-it');
    expect(views(cleo)).toMatchObject([
      { answer: 'yes', counts: { yes: 1, canLiveWithIt: 1, notYet: 0 } },
    ]);
    answer(ben, 'a', null);
    expect(views(null)).toMatchObject([
      { answer: null, counts: { yes: 1, canLiveWithIt: 0, notYet: 0 } },
    ]);
  });

  it('AGR-3 leaves no name in the facts, and no way to find one once the key is gone', () => {
    propose(cleo, 'a');
    const events = answer(ben, 'a', 'yes');
    const [fact] = Array.isArray(events) ? factsOf(events) : [];
    expect(Object.keys(fact ?? {}).sort()).toEqual(['answer', 'proposal', 'token', 'type']);
    open.when({ do: 'lay-aside-proposal', proposal: id('a'), tally: noCounts }, { actor: rowan });
    expect(open.words.has(proposalSlots.key(id('a')))).toBe(false);
    expect(open.state.proposals.get(id('a'))?.answers.size).toBe(0);
    expect(views(ben)[0]?.answer).toBeNull();
  });

  it('AGR-3 of a member who is gone counts no more', () => {
    propose(cleo, 'a');
    answer(ben, 'a', 'yes');
    open.when({ do: 'forget-me' }, { actor: ben });
    expect(views(cleo)).toMatchObject([{ counts: noCounts, of: 2 }]);
  });

  it('AGR-3 comes too late once the proposal has ended', () => {
    propose(cleo, 'a');
    open.when(adoption('a'), { actor: rowan });
    open.when({ do: 'agree', version: 2 }, { actor: ben });
    expect(answer(ben, 'a', 'yes')).toEqual({ refused: 'closed' });
    expect(answer(ben, 'nowhere', 'yes')).toEqual({ refused: 'unknown-message' });
  });
});

describe('putting into force', () => {
  it('AGR-3 is for facilitators and organisers, and asks everybody else again', () => {
    propose(cleo, 'a');
    expect(open.when(adoption('a'), { actor: ben })).toEqual({ refused: 'not-facilitator' });
    expect(open.when(adoption('a'), { actor: person('stranger') })).toEqual({
      refused: 'not-here',
    });
    open.when(adoption('a'), { actor: rowan });
    expect(texts()).toEqual([...['What is said here stays here', 'Passing is fine'], 'Text of a']);
    expect([cleo, ben, rowan].map((each) => mustStillAgree(open.state, each))).toEqual([
      true,
      true,
      false,
    ]);
    expect(views(rowan)).toMatchObject([{ state: 'adopted' }]);
    propose(rowan, 'b', { what: 'changed', clause: c2, version: 1 });
    open.byOrganiser(adoption('b', 'Text of b', 'wording'));
    expect(texts()[1]).toBe('Text of b');
    expect(mustStillAgree(open.state, rowan)).toBe(false);
  });

  it('AGR-3 is recorded as an act of the organiser', () => {
    propose(cleo, 'a');
    open.byOrganiser(adoption('a'));
    expect(open.state.acts.at(-1)).toMatchObject({ what: 'adopt-proposal' });
  });

  it('AGR-3 twice has one effect; laid aside by another at the same time it is refused', () => {
    propose(cleo, 'a');
    open.when(adoption('a'), { actor: rowan });
    expect(open.when(adoption('a'), { actor: rowan })).toEqual([]);
    const aside = { do: 'lay-aside-proposal', proposal: id('a'), tally: noCounts } as const;
    expect(open.byOrganiser(aside)).toEqual({ refused: 'closed' });
    expect(open.state.agreements.version).toBe(2);
  });

  it('AGR-3 overtakes other proposals about a clause that anybody changes', () => {
    propose(cleo, 'a', { what: 'changed', clause: c1, version: 1 });
    propose(ben, 'b', { what: 'removed', clause: c1, version: 1 }, null);
    propose(ben, 'c', { what: 'changed', clause: c2, version: 1 });
    open.when(adoption('a', 'Text of a', 'wording'), { actor: rowan });
    expect(views(ben).map(({ state }) => state)).toEqual(['open', 'overtaken', 'adopted']);
    open.byOrganiser({ do: 'change-agreements', clauses: [{ id: c1 }], basedOn: 2 });
    expect(open.state.proposals.get(id('c'))?.closed?.how).toBe('overtaken');
  });

  it('AGR-3 of a clause more than there can be is refused', () => {
    propose(cleo, 'a');
    const many = Array.from({ length: 10 }, (_, n) => ({ text: `Clause ${n}` }));
    const clauses = [{ id: c1 }, { id: c2 }, ...many];
    open.byOrganiser({ do: 'change-agreements', clauses, basedOn: 1, kind: 'wording' });
    expect(open.when(adoption('a'), { actor: rowan })).toEqual({ refused: 'full' });
  });
});

describe('a clause of safety', () => {
  beforeEach(() => {
    const clauses = [{ id: c1, safety: true }, { id: c2 }];
    open.byOrganiser({ do: 'change-agreements', clauses, basedOn: 1 });
  });

  it('AGR-3 is marked, keeps its text, and asks nobody again', () => {
    expect(clauseTexts(open.state.agreements, open.words)).toEqual([
      { id: c1, version: 1, text: 'What is said here stays here', safety: true },
      { id: c2, version: 1, text: 'Passing is fine' },
    ]);
    expect(mustStillAgree(open.state, cleo)).toBe(false);
  });

  it('AGR-3 cannot be proposed away, by facilitators neither', () => {
    for (const who of [cleo, rowan]) {
      expect(propose(who, 'a', { what: 'removed', clause: c1, version: 1 }, null)).toEqual({
        refused: 'not-yours',
      });
      expect(propose(who, 'b', { what: 'changed', clause: c1, version: 1 })).toEqual({
        refused: 'not-yours',
      });
    }
  });

  it('AGR-3 ends proposals about it that were made before', () => {
    propose(cleo, 'a', { what: 'removed', clause: c2, version: 1 }, null);
    const clauses = [{ id: c1 }, { id: c2, safety: true }];
    open.byOrganiser({ do: 'change-agreements', clauses, basedOn: 2 });
    expect(isRefusal(open.when(adoption('a', null), { actor: rowan }))).toBe(true);
    expect(texts()).toHaveLength(2);
  });

  it('AGR-3 stays marked when an organiser changes its text, until they say otherwise', () => {
    const change = (safety?: boolean) =>
      open.byOrganiser({
        ...{ do: 'change-agreements', basedOn: open.state.agreements.version },
        clauses: [{ id: c1, text: `Text ${safety}`, ...(safety === undefined ? {} : { safety }) }],
      });
    change();
    expect(open.state.agreements.clauses).toMatchObject([{ id: c1, safety: true }]);
    change(false);
    expect(open.state.agreements.clauses[0]).not.toHaveProperty('safety');
  });
});

describe('the end of a proposal', () => {
  it('AGR-3 comes by itself after 28 days; 14 days later everything of it is gone', () => {
    propose(cleo, 'a');
    open.now += 28 * day - 1;
    applyDeadlines();
    expect(views(ben)).toMatchObject([{ state: 'open' }]);
    open.now += 1;
    applyDeadlines();
    expect(views(ben)).toMatchObject([{ state: 'expired', counts: null, after: 'Text of a' }]);
    open.now += 14 * day;
    applyDeadlines();
    expect(open.state.proposals.size).toBe(0);
    expect([...open.words.keys()].filter((slot) => slot.startsWith('proposal.'))).toEqual([]);
  });

  it.each(['forget-me', 'forget-proposals'] as const)(
    'PRV-11 comes with %s of its member',
    (what) => {
      propose(cleo, 'a');
      propose(ben, 'b');
      open.when({ do: what }, { actor: cleo });
      expect([...open.state.proposals.keys()]).toEqual([id('b')]);
      expect([...open.words.values()].join()).not.toContain('Text of a');
    },
  );
});
