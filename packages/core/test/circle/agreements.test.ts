/** Clauses and their versions in a circle's ledger, and what each member agreed to (AGR-1, AGR-2). */
import {
  agreedTextOf,
  agreementChanges,
  type CircleEvent,
  type CircleState,
  type ClauseEdit,
  type ClauseId,
  circle,
  circleOutbox,
  clauseEdits,
  clauseSlot,
  clauseTexts,
  consentCounts,
  hasAgreed,
  mustStillAgree,
  type PersonId,
  type SessionId,
  standingOf,
  type WantedClause,
} from '@holdspace/core';
import { factsOf } from '@holdspace/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const c1 = 'c1' as ClauseId;
const c2 = 'c2' as ClauseId;
const [cleo, ben] = [person('cleo'), person('ben')];
const first = ['What is said here stays here', 'Passing is fine'];

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
  open.invite('h');
  open.redeem('h', cleo, { name: 'Cleo' });
});

const version = () => open.state.agreements.version;
const texts = () => clauseTexts(open.state.agreements, open.words).map(({ text }) => text);
const change = (
  clauses: readonly ClauseEdit[],
  kind?: 'meaning' | 'wording',
  basedOn = version(),
) => open.byOrganiser({ do: 'change-agreements', clauses, basedOn, ...(kind && { kind }) });
const want = (wanted: readonly WantedClause[], kind?: 'meaning' | 'wording') =>
  change(clauseEdits(open.state, open.words, wanted), kind);
const agree = (who: PersonId, to: number) =>
  open.when({ do: 'agree', version: to }, { actor: who });
const waits = (who: PersonId) => mustStillAgree(open.state, who);

describe('clauses', () => {
  it('AGR-1 have ids and the version that their text came with', () => {
    expect(clauseTexts(open.state.agreements, open.words)).toEqual([
      { id: c1, version: 1, text: first[0] },
      { id: c2, version: 1, text: first[1] },
    ]);
    change([{ id: c1 }, { id: c2, text: 'Passing is always fine' }, { text: 'We rest' }]);
    expect(clauseTexts(open.state.agreements, open.words)).toEqual([
      { id: c1, version: 1, text: first[0] },
      { id: c2, version: 2, text: 'Passing is always fine' },
      { id: 'c3', version: 2, text: 'We rest' },
    ]);
    change([{ id: c1 }]);
    change([{ id: c1 }, { text: 'We listen' }]);
    // An id is never given twice, so that nobody takes one clause for another.
    expect(open.state.agreements.clauses.map(({ id }) => id)).toEqual([c1, 'c4']);
  });

  it('AGR-1 keep their order, which says no more than before', () => {
    expect(change([{ id: c2 }, { id: c1 }])).toMatchObject([
      { type: 'AgreementsChanged', version: 2, change: 'wording' },
    ]);
    expect(texts()).toEqual([...first].reverse());
    expect(waits(cleo)).toBe(false);
    expect(change([{ id: c2 }, { id: c1 }])).toEqual([]);
  });

  it('AGR-1 are found by id, by text, by place, and are new otherwise', () => {
    const edits = (wanted: readonly WantedClause[]) => clauseEdits(open.state, open.words, wanted);
    const [stays = '', passing = ''] = first;
    expect(edits([{ text: stays }, { text: passing }])).toEqual([{ id: c1 }, { id: c2 }]);
    expect(edits([{ text: passing }, { text: stays }])).toEqual([{ id: c2 }, { id: c1 }]);
    expect(edits([{ text: stays }, { text: 'Pass' }])).toEqual([
      { id: c1 },
      { id: c2, text: 'Pass' },
    ]);
    expect(edits([{ text: 'New' }, { text: stays }])).toEqual([{ text: 'New' }, { id: c1 }]);
    expect(edits([{ id: c2, text: passing }, { text: 'New' }])).toEqual([
      { id: c2 },
      { text: 'New' },
    ]);
    expect(edits([{ text: stays }, { text: stays }])).toEqual([
      { id: c1 },
      { id: c2, text: stays },
    ]);
  });

  it('AGR-1 are refused with nothing changed when a text is empty, too long, there twice or gone', () => {
    const before = open.state;
    expect(change([{ id: c1, text: ' ' }])).toEqual({ refused: 'empty' });
    expect(change([{}])).toEqual({ refused: 'empty' });
    expect(change([{ id: c1, text: 'x'.repeat(4001) }])).toEqual({ refused: 'too-long' });
    expect(change([{ id: c1 }, { id: c1 }])).toEqual({ refused: 'bad-order' });
    expect(change([{ id: 'c9' as ClauseId }])).toEqual({ refused: 'stale' });
    expect(change([{ id: c1 }], 'meaning', 7)).toEqual({ refused: 'stale' });
    const command = { do: 'change-agreements', clauses: [], basedOn: 1 } as const;
    expect(open.when(command, { actor: cleo })).toEqual({ refused: 'not-here' });
    expect(open.state).toEqual(before);
  });

  it('AGR-1 can all be gone, and then come again', () => {
    change([]);
    expect(texts()).toEqual([]);
    agree(cleo, 2);
    change([{ text: 'We begin anew' }]);
    expect(waits(cleo)).toBe(true);
    expect(agreementChanges(open.state.agreements, open.words, 2)).toEqual([
      { id: 'c3', what: 'new', before: null, after: 'We begin anew' },
    ]);
  });
});

describe('consent', () => {
  it('AGR-1 is given with joining, with version and time', () => {
    open.now += hour;
    open.redeem('h', ben, { name: 'Ben' });
    expect(open.state.members.get(ben)?.agreed).toEqual({ version: 1, at: open.now });
    change([{ id: c1 }]);
    open.redeem('h', person('dov'), { name: 'Dov' });
    expect(open.state.members.get(person('dov'))?.agreed).toMatchObject({ version: 2 });
  });

  it('AGR-1 with joining is for what was on the screen, unless its meaning has changed', () => {
    const join = (who: PersonId, agreed: number) =>
      open.when({
        ...{ do: 'redeem', hash: 'h', browser: null, signedIn: null, excluded: false },
        ...{ fresh: who, name: `I am ${who}`, session: open.session(), replaces: null },
        ...{ code: `code of ${who}`, agreed },
      });
    want([{ text: first[0] ?? '' }], 'meaning');
    want([{ text: 'What is said here, stays here' }], 'wording');
    expect(version()).toBe(3);
    expect(join(ben, 1)).toEqual({ refused: 'stale' });
    expect(join(ben, 4)).toEqual({ refused: 'stale' });
    expect(open.state.members.has(ben)).toBe(false);
    expect(join(ben, 2)).toMatchObject([{ type: 'MemberJoined', agreed: 2 }, {}, {}, {}]);
    expect([open.state.members.get(ben)?.agreed?.version, waits(ben)]).toEqual([2, false]);
  });

  it('AGR-2 is asked for again after a change of meaning, and not after one of wording', () => {
    want([{ text: 'What is said here, stays here' }, { text: first[1] ?? '' }], 'wording');
    expect([version(), waits(cleo)]).toEqual([2, false]);
    want([{ text: 'Everything may be told' }, { text: first[1] ?? '' }]);
    expect([version(), waits(cleo)]).toEqual([3, true]);
    expect(standingOf(open.state, open.words, cleo)).toMatchObject({
      agreements: { binding: 3, agreed: 1 },
    });
    open.now += hour;
    expect(agree(cleo, 3)).toMatchObject([{ type: 'MemberAgreed', version: 3, at: open.now }]);
    expect([waits(cleo), open.state.members.get(cleo)?.agreed]).toEqual([
      false,
      { version: 3, at: open.now },
    ]);
    expect(agree(cleo, 3)).toEqual([]);
  });

  it('AGR-2 to another version than the one that stands is stale, and changes nothing', () => {
    change([{ id: c1 }]);
    change([{ id: c1 }, { text: 'We rest' }]);
    for (const other of [0, 1, 2, 4]) expect(agree(cleo, other)).toEqual({ refused: 'stale' });
    expect(waits(cleo)).toBe(true);
    expect(agree(cleo, 3)).toHaveLength(1);
    expect(open.when({ do: 'agree', version: 3 }, { actor: person('nobody') })).toEqual({
      refused: 'not-here',
    });
    expect(open.when({ do: 'agree', version: 3 })).toEqual({ refused: 'not-here' });
  });

  it('AGR-2 to the version before a change of wording counts: it means the same', () => {
    change([{ id: c1 }], 'meaning');
    change([{ id: c1, text: 'What is said here, stays' }], 'wording');
    expect(agree(cleo, 2)).toHaveLength(1);
    expect(waits(cleo)).toBe(false);
    // Seeing the new words later is worth keeping, and asked of nobody.
    expect(agree(cleo, 3)).toHaveLength(1);
    expect(agree(cleo, 2)).toEqual([]);
  });

  it('AGR-1 of an organiser who is a member goes with their own change', () => {
    open.redeem('h', ada, { name: 'Ada' });
    change([{ id: c1 }]);
    expect([waits(ada), waits(cleo)]).toEqual([false, true]);
  });

  it('AGR-1 of an organiser who came in as staff goes with their change too', () => {
    const member = person('ada_here');
    open.when({
      ...{ do: 'enter-as-staff', staff: ada, asOf: 1, fresh: member, name: 'Ada' },
      ...{ joined: open.state.joined, guest: null, session: open.session() },
      ...{ of: 'house session' as SessionId, replaces: null },
    });
    expect(open.state.members.get(member)?.agreed).toMatchObject({ version: 1 });
    change([{ id: c1 }]);
    expect([waits(member), waits(cleo)]).toEqual([false, true]);
  });

  it('AGR-1 is counted for organisers, and nobody is named', () => {
    open.redeem('h', ben, { name: 'Ben' });
    expect(consentCounts(open.state)).toEqual({ agreed: 2, of: 2 });
    change([{ id: c1 }]);
    expect(consentCounts(open.state)).toEqual({ agreed: 0, of: 2 });
    agree(ben, 2);
    expect(consentCounts(open.state)).toEqual({ agreed: 1, of: 2 });
  });

  it('AGR-1 is gone with the member, also where a decision about them stays', () => {
    open.redeem('h', ben, { name: 'Ben' });
    open.when({ do: 'exclude', member: ben, until: null, everywhere: false });
    for (const who of [cleo, ben]) open.when({ do: 'forget-me' }, { actor: who });
    expect(open.state.members.has(cleo)).toBe(false);
    expect(open.state.members.get(ben)).not.toHaveProperty('agreed');
    change([{ id: c1 }]);
    expect([waits(cleo), waits(ben)]).toEqual([false, false]);
    expect(agree(ben, 2)).toEqual({ refused: 'not-here' });
    expect(consentCounts(open.state)).toEqual({ agreed: 0, of: 0 });
  });
});

describe('what has changed', () => {
  it('AGR-2 is shown clause by clause: before and after, new and gone', () => {
    change([{ text: 'We rest' }, { id: c2, text: 'Passing is always fine' }]);
    expect(agreementChanges(open.state.agreements, open.words, 1)).toEqual([
      { id: 'c3', what: 'new', before: null, after: 'We rest' },
      { id: c2, what: 'changed', before: first[1], after: 'Passing is always fine' },
      { id: c1, what: 'removed', before: first[0], after: null },
    ]);
    expect(agreementChanges(open.state.agreements, open.words, 2)).toEqual([]);
  });

  it('AGR-2 over two versions at once is what differs in the end', () => {
    change([{ id: c1, text: 'A' }, { id: c2 }]);
    change([{ id: c1, text: 'B' }, { id: c2 }, { text: 'C' }]);
    expect(agreementChanges(open.state.agreements, open.words, 1)).toEqual([
      { id: c1, what: 'changed', before: first[0], after: 'B' },
      { id: 'c3', what: 'new', before: null, after: 'C' },
    ]);
  });

  it('PRV-11 keeps an earlier text as long as a member agreed to it, and erases it then', () => {
    const slot = clauseSlot({ id: c1, version: 1 });
    change([{ id: c1, text: 'A' }, { id: c2 }]);
    expect(open.words.get(slot)).toBe(first[0]);
    expect(agreedTextOf(open.state, open.words, cleo)).toMatchObject({
      version: 1,
      clauses: first,
    });
    expect(agree(cleo, 2)).toMatchObject([{ erases: [slot] }]);
    expect(open.words.has(slot)).toBe(false);
    change([{ id: c1, text: 'B' }, { id: c2 }]);
    expect(agreedTextOf(open.state, open.words, cleo)).toMatchObject({
      version: 2,
      clauses: ['A', first[1]],
    });
    expect(agreedTextOf(open.state, open.words, ben)).toBeNull();
    // Nobody has agreed to less than version 2: no more than two versions are kept.
    expect(open.state.agreements.earlier.map(({ version: of }) => of)).toEqual([2]);
  });
});

describe('a ledger from before agreements had versions', () => {
  const replayed = (events: readonly CircleEvent[]): CircleState =>
    factsOf(events).reduce(circle.evolve, circle.initial);
  const opened = {
    type: 'CircleOpened',
    ...{ circle: 'c' as never, settings: openCircle().state.settings, agreements: 2 },
  } as const;
  const joined = {
    type: 'MemberJoined',
    member: cleo,
    role: 'participant',
    link: 'l' as never,
  } as const;

  it('AGR-1 opens with its texts as clauses of version 1, to which its members have agreed', () => {
    const renamed = { type: 'CircleRenamed', agreements: 3, words: {} } as const;
    const state = replayed([opened, joined, renamed]);
    expect(state.agreements).toMatchObject({ version: 1, binding: 1, clausesMade: 3 });
    expect(state.agreements.clauses.map(clauseSlot)).toEqual([
      ...['agreement.0', 'agreement.1', 'agreement.2'],
    ]);
    const member = state.members.get(cleo);
    expect(member && hasAgreed(state, member)).toBe(true);
    expect(member?.agreed).toEqual({ version: 1, at: null });
    expect(circleOutbox(state, new Map())).toEqual([]);
  });
});
