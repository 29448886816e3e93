import {
  matchesRecordFilter,
  type PersonId,
  recordedActOf,
  recordedFactsIn,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, ben, cleo, GivenStaff, tuesdays } from './staff-fixture.ts';

let given: GivenStaff;
beforeEach(() => {
  given = new GivenStaff();
});
const entries = () =>
  given.commits
    .map(recordedActOf)
    .filter((each) => each !== null)
    .map((act, n) => ({ ...act, seq: n + 1 }));

describe('the house record', () => {
  it('STF-5 has an entry for every act of staff and of the command line, in order', () => {
    given.join(ben, ['organiser'], 'phone', [tuesdays]);
    given.addPasskey(ben, 'phone', 'pk_1');
    given.signInByPasskey('pk_1', 'tablet');
    given.prove('pk_1', 'phone');
    given.by(ben, { do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId, scope: 'read' });
    given.by(ada, { do: 'change-staff', staff: ben, roles: ['facilitator'] });
    given.signIn(given.link(ben), 'new phone');
    given.by(ben, { do: 'sign-out-staff', staff: ben, session: 'new phone' as never });
    given.when({ do: 'dismiss', staff: ben });
    expect(entries().map(({ what, by }) => [what, by])).toEqual([
      ['make-organiser-link', null],
      ['sign-in', ada],
      ['list-circle', null],
      ['list-circle', null],
      ['add-staff', ada],
      ['sign-in', ben],
      ['add-passkey', ben],
      ['sign-in', ben],
      ['prove-passkey', ben],
      ['make-key', ben],
      ['change-staff', ada],
      ['make-staff-link', ada],
      ['recover', ben],
      ['sign-out-staff', ben],
      ['dismiss', null],
    ]);
    // Its numbers are counted by the state, and each entry is above the one before it.
    const counted = given.commits.map(recordedFactsIn);
    expect(counted.filter((facts) => facts > 0)).toHaveLength(entries().length);
    expect(given.state.recordedFacts).toBe(counted.reduce((sum, facts) => sum + facts, 0));
  });

  it('STF-5 has every reading, by people and by programs with a key that reads', () => {
    given.join(ben, ['organiser'], 'phone');
    const program = 'o_k1' as PersonId;
    given.by(ben, { do: 'make-key', key: 'k1', staff: program, scope: 'read' });
    const read = { do: 'note-staff-act', what: 'read-desk', about: { circle: tuesdays } } as const;
    for (const reader of [ben, program]) given.by(reader, read);
    expect(entries().slice(-2)).toMatchObject([
      { what: 'read-desk', by: ben, circle: tuesdays },
      { what: 'read-desk', by: program, circle: tuesdays },
    ]);
    expect(given.by(cleo, read)).toEqual({ refused: 'not-here' });
  });

  it('STF-5 has no words, and says which roles somebody got', () => {
    given.join(ben, ['on-call', 'facilitator'], 'phone', [tuesdays]);
    const text = JSON.stringify(entries());
    for (const word of given.words.values()) expect(text).not.toContain(word);
    const added = entries().find(({ what }) => what === 'add-staff');
    expect(added).toMatchObject({ staff: ben, roles: ['facilitator', 'on-call'] });
  });

  it('STF-5 is searched by who, what, circle and time', () => {
    given.by(ada, { do: 'note-staff-act', what: 'read-desk', about: { circle: tuesdays } });
    given.now += 1000;
    given.by(ada, { do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId });
    const found = (filter: Parameters<typeof matchesRecordFilter>[1]) =>
      entries()
        .filter((each) => matchesRecordFilter(each, filter))
        .map(({ what }) => what);
    expect(found({ circle: tuesdays })).toEqual(['list-circle', 'read-desk']);
    expect(found({ by: ada, what: 'make-key' })).toEqual(['make-key']);
    expect(found({ from: given.now })).toEqual(['make-key']);
    expect(found({ by: ada, to: given.now })).toEqual(['sign-in', 'read-desk']);
  });
});
