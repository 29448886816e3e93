import { houseSlots, openStaffLink, organiserStandingOf, type PersonId } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { ada, ben, cleo, fridays, GivenStaff, hour, tuesdays } from './staff-fixture.ts';

let given: GivenStaff;
beforeEach(() => {
  given = new GivenStaff();
});

describe('a staff member', () => {
  it('STF-1 is one identity with a name, roles and circles, before and after the first entry', () => {
    const hash = given.add(ben, ['facilitator'], [tuesdays]);
    expect(given.state.staff.get(ben)).toMatchObject({ roles: ['facilitator'], entered: false });
    expect(given.words.get(houseSlots.staffName(ben))).toBe('Name of o_ben');
    expect(eventTypes(given.signIn(hash, 'phone'))).toEqual([
      'OrganiserSignedIn',
      'StaffSessionStarted',
    ]);
    const member = given.state.staff.get(ben);
    expect(member).toMatchObject({ roles: ['facilitator'], entered: true });
    expect([...(member?.circles ?? [])]).toEqual([tuesdays]);
    expect(organiserStandingOf(given.state, ben)).toBeNull();
  });

  it('STF-1 has a name, a role and circles of this house', () => {
    const link = { link: 'l_x' as never, hash: 'x', expires: given.now + hour };
    const add = { do: 'add-staff', staff: ben, name: 'Ben', circles: [], ...link } as const;
    expect(given.by(ada, { ...add, roles: [] })).toEqual({ refused: 'empty' });
    expect(given.by(ada, { ...add, roles: ['on-call'], name: '' })).toEqual({ refused: 'empty' });
    const foreign = { ...add, roles: ['facilitator'], circles: ['elsewhere1' as never] } as const;
    expect(given.by(ada, foreign)).toEqual({ refused: 'not-here' });
    given.join(cleo, ['facilitator'], 'phone');
    expect(given.by(cleo, { ...add, roles: ['organiser'] })).toEqual({ refused: 'not-here' });
  });

  it('STF-1 changes the own name; roles and circles are given by organisers', () => {
    given.join(ben, ['facilitator'], 'phone', [tuesdays]);
    const rename = { do: 'change-staff', staff: ben, name: 'Benedict' } as const;
    expect(eventTypes(given.by(ben, rename))).toEqual(['StaffChanged']);
    const promote = { do: 'change-staff', staff: ben, roles: ['organiser'] } as const;
    expect(given.by(ben, promote)).toEqual({ refused: 'not-here' });
    expect(given.by(ben, { ...rename, staff: ada })).toEqual({ refused: 'not-here' });
    const moved = { do: 'change-staff', staff: ben, circles: [fridays] } as const;
    expect(eventTypes(given.by(ada, moved))).toEqual(['StaffChanged']);
    expect(given.by(ada, moved)).toEqual([]);
  });

  it('STF-1 is on call in an order, in which who comes last is alerted last', () => {
    given.join(ben, ['on-call'], 'phone');
    given.join(cleo, ['facilitator', 'on-call'], 'tablet');
    expect(given.state.onCall).toEqual([ben, cleo]);
    given.by(ada, { do: 'order-on-call', order: [cleo, ben] });
    expect(given.state.onCall).toEqual([cleo, ben]);
    for (const order of [[cleo], [cleo, cleo], [cleo, ben, ada]] as PersonId[][]) {
      expect(given.by(ada, { do: 'order-on-call', order })).toEqual({ refused: 'bad-order' });
    }
    given.by(ada, { do: 'change-staff', staff: cleo, roles: ['facilitator'] });
    expect(given.state.onCall).toEqual([ben]);
  });
});

describe('a one-time link of staff', () => {
  it('STF-2 lets its person in once; the next one is for recovery, and says so', () => {
    const hash = given.add(ben, ['facilitator']);
    given.signIn(hash, 'phone');
    expect(given.signIn(hash, 'thief')).toEqual({ refused: 'not-here' });
    const again = given.link(ben);
    expect(given.state.links.get(again)?.purpose).toBe('recovery');
    given.signIn(again, 'new phone');
    expect(given.state.staffSessions.get('new phone' as never)).toMatchObject({
      ...{ staff: ben, by: 'recovery', proof: null },
    });
    expect(given.isActive('phone')).toBe(true);
  });

  it('STF-2 ends with its time, and when another is made for the same person', () => {
    const [first, second] = [given.add(ben, ['facilitator']), given.link(ben)];
    expect(given.signIn(first, 'phone')).toEqual({ refused: 'not-here' });
    given.now += hour;
    expect(given.signIn(second, 'phone')).toEqual({ refused: 'not-here' });
    expect(given.by(ada, { do: 'dismiss', staff: cleo })).toEqual({ refused: 'unknown-person' });
  });

  it('STF-2 that lets an organiser in makes one of a facilitator who is signed in', () => {
    given.join(ben, ['facilitator'], 'phone');
    const link = { link: 'l_o' as never, hash: 'organiser', expires: given.now + hour };
    given.when({ do: 'make-organiser-link', ...link });
    given.signIn('organiser', 'tablet', ben);
    expect(given.state.staff.get(ben)?.roles).toEqual(['organiser', 'facilitator']);
  });

  it('STF-3 opens nothing when its maker or its person was removed', () => {
    given.join(ben, ['organiser'], 'phone');
    const [toCleo, toAda] = [given.add(cleo, ['facilitator']), given.link(ada, ben)];
    given.by(ada, { do: 'dismiss', staff: ben });
    given.by(ada, { do: 'dismiss', staff: cleo });
    for (const hash of [toCleo, toAda]) {
      expect(openStaffLink(given.state, { hash, browser: null, now: given.now })).toBeNull();
    }
  });
});

describe('removing', () => {
  it('STF-3 a person ends sessions, keys and links of theirs, and takes name and passkeys along', () => {
    given.join(ben, ['organiser', 'on-call'], 'phone');
    given.addPasskey(ben, 'phone', 'pk_ben');
    given.by(ben, { do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId, name: 'Calendar' });
    expect(eventTypes(given.by(ada, { do: 'dismiss', staff: ben }))).toEqual([
      'StaffRemoved',
      'StaffSessionEnded',
      'KeyRevoked',
    ]);
    expect(given.isActive('phone')).toBe(false);
    expect(given.signInByPasskey('pk_ben', 'again')).toEqual({ refused: 'not-here' });
    expect([given.state.keys.size, given.state.onCall]).toEqual([0, []]);
    for (const word of ['Name of o_ben', 'Phone', 'Calendar']) {
      expect([...given.words.values()]).not.toContain(word);
    }
  });

  it('STF-3 the role of an organiser ends the keys and the unused links that they made', () => {
    given.join(ben, ['organiser', 'facilitator'], 'phone');
    given.by(ben, { do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId });
    const hash = given.link(ada, ben);
    const stepDown = { do: 'change-staff', staff: ben, roles: ['facilitator'] } as const;
    expect(eventTypes(given.by(ada, stepDown))).toEqual(['StaffChanged', 'KeyRevoked']);
    expect(organiserStandingOf(given.state, ben)).toBeNull();
    expect(given.isActive('phone')).toBe(true);
    expect(given.signIn(hash, 'thief')).toEqual({ refused: 'not-here' });
  });

  it('STF-3 is refused for the last organiser, and for their role', () => {
    given.join(ben, ['facilitator'], 'phone');
    expect(given.by(ada, { do: 'dismiss', staff: ada })).toEqual({ refused: 'not-yours' });
    const stepDown = { do: 'change-staff', staff: ada, roles: ['on-call'] } as const;
    expect(given.by(ada, stepDown)).toEqual({ refused: 'not-yours' });
    expect(eventTypes(given.by(ada, { do: 'dismiss', staff: ben }))).toContain('StaffRemoved');
  });
});

describe('a ledger of before', () => {
  it('STF-7 opens: organisers are staff with that role, programs act by their keys alone', () => {
    const old = new GivenStaff();
    old.applyOldFact({ type: 'OrganiserAppointed', staff: ben, at: 5 });
    old.applyOldFact({ type: 'OrganiserAppointed', staff: 'o_k1' as PersonId });
    old.applyOldFact({ type: 'KeyMade', key: 'k1', staff: 'o_k1' as PersonId, at: 6, by: ben });
    const session = { session: 'old' as never, staff: ben, since: 7, until: old.now + hour };
    old.applyOldFact({ type: 'StaffSessionStarted', ...session });
    expect([...old.state.staff.keys()]).toEqual([ada, ben]);
    expect(old.state.staff.get(ben)).toMatchObject({ roles: ['organiser'], since: 5 });
    expect(old.state.keys.get('k1')).toMatchObject({ scope: 'organise', until: null, by: ben });
    expect(organiserStandingOf(old.state, 'o_k1' as PersonId)).not.toBeNull();
    expect(old.isActive('old')).toBe(true);
    old.applyOldFact({ type: 'OrganiserDismissed', staff: ben, at: 8 });
    expect(old.isActive('old')).toBe(false);
  });
});
