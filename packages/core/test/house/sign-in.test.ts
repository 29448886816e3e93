import type {
  HouseCommand,
  HouseEvent,
  HouseStanding,
  HouseState,
  LinkId,
  PersonId,
  SessionId,
} from '@holdspace/core';
import {
  activeStaffSession,
  house,
  organiserStandingOf,
  organisers,
  recordedActOf,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes, Given } from '../fixtures/given.ts';

const hour = 3_600_000;
const ada = 'o_ada' as PersonId;
const ben = 'o_ben' as PersonId;

let given: Given<HouseState, HouseCommand, HouseEvent, HouseStanding>;
const by = (organiser: PersonId) => ({ actor: organiser, standing: { organiser } });
const isActive = (id: string) =>
  activeStaffSession(given.state, id as SessionId, given.now) !== null;

function comesIn(staff: PersonId, session: string, replaces: string | null = null) {
  const hash = `link of ${session}`;
  const link = `l_${session}` as LinkId;
  given.when({ do: 'make-organiser-link', link, hash, expires: given.now + hour });
  return given.when({
    ...{ do: 'sign-in', hash, staff, browser: null, replaces: replaces as SessionId | null },
    session: { session: session as SessionId, until: given.now + 10 * hour, mark: null },
  });
}

beforeEach(() => {
  given = new Given(house);
  comesIn(ada, 'laptop');
});

describe('sessions of organisers', () => {
  it('KEY-2 end by signing out, everywhere, by their time, and by another in the same browser', () => {
    comesIn(ada, 'phone');
    given.when({ do: 'sign-out-staff', staff: ada, session: 'phone' as SessionId }, by(ada));
    expect([isActive('laptop'), isActive('phone')]).toEqual([true, false]);
    comesIn(ada, 'tablet', 'laptop');
    expect([isActive('laptop'), isActive('tablet')]).toEqual([false, true]);
    given.when({ do: 'sign-out-staff-everywhere', staff: ada }, by(ada));
    expect(isActive('tablet')).toBe(false);
    comesIn(ada, 'again');
    given.now += 10 * hour;
    expect(isActive('again')).toBe(false);
  });

  it('KEY-2 are nobody else’s to end', () => {
    comesIn(ben, 'phone');
    const everywhere = { do: 'sign-out-staff-everywhere', staff: ada } as const;
    expect(given.when(everywhere, by(ben))).toEqual({ refused: 'not-here' });
    const session = 'laptop' as SessionId;
    expect(given.when({ do: 'sign-out-staff', staff: ben, session }, by(ben))).toEqual([]);
    expect(isActive('laptop')).toBe(true);
  });

  it('KEY-2 take over a cookie of before, until one of that organiser has ended', () => {
    const fresh = { session: 'old' as SessionId, until: given.now + hour, mark: null };
    const upgrade = { do: 'upgrade-staff', staff: ada, fresh } as const;
    expect(eventTypes(given.when(upgrade))).toEqual(['StaffSessionStarted']);
    expect(given.when(upgrade)).toEqual([]);
    expect(given.when(upgrade, by(ada))).toEqual({ refused: 'not-here' });
    given.when({ do: 'sign-out-staff-everywhere', staff: ada });
    expect(given.when(upgrade)).toEqual({ refused: 'not-here' });
  });
});

describe('dismissal', () => {
  it('KEY-4 ends an organiser with their sessions and the keys they made', () => {
    comesIn(ben, 'phone');
    given.when({ do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId }, by(ben));
    given.when({ do: 'make-key', key: 'k2', staff: 'o_k2' as PersonId }, by(ada));
    expect(eventTypes(given.when({ do: 'dismiss', staff: ben }, by(ada)))).toEqual([
      'StaffRemoved',
      'StaffSessionEnded',
      'KeyRevoked',
    ]);
    expect(organiserStandingOf(given.state, ben)).toBeNull();
    expect(isActive('phone')).toBe(false);
    expect([...given.state.keys.keys()]).toEqual(['k2']);
    expect(organiserStandingOf(given.state, 'o_k1' as PersonId)).toBeNull();
    const now = { actor: ben, standing: organiserStandingOf(given.state, ben) };
    expect(given.when({ do: 'dismiss', staff: ada }, now)).toEqual({ refused: 'not-here' });
  });

  it('KEY-4 and revoking a key end the keys that were made with it, and no others', () => {
    comesIn(ben, 'phone');
    const program = (n: number) => `o_k${n}` as PersonId;
    const makes = (n: number, maker: PersonId) =>
      given.when({ do: 'make-key', key: `k${n}`, staff: program(n) }, by(maker));
    makes(1, ben);
    makes(2, program(1));
    makes(3, program(2));
    makes(4, ada);
    makes(5, program(4));
    given.when({ do: 'dismiss', staff: ben }, by(ada));
    expect([...given.state.keys.keys()]).toEqual(['k4', 'k5']);
    for (const n of [1, 2, 3]) expect(organiserStandingOf(given.state, program(n))).toBeNull();
    given.when({ do: 'revoke-key', key: 'k4' }, by(ada));
    expect([...given.state.keys.keys()]).toEqual([]);
  });

  it('KEY-6 records the person and the object that it concerned', () => {
    comesIn(ben, 'phone');
    const acts = [
      given.when({ do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId }, by(ada)),
      given.when({ do: 'revoke-key', key: 'k1' }, by(ada)),
      given.when({ do: 'dismiss', staff: ben }, by(ada)),
    ] as HouseEvent[][];
    expect(acts.map((facts) => recordedActOf({ at: given.now, facts }))).toMatchObject([
      { what: 'make-key', by: ada },
      { what: 'revoke-key', by: ada, key: 'k1' },
      { what: 'dismiss', by: ada, staff: ben },
    ]);
  });

  it('KEY-4 is refused for the last organiser, whatever programs there are', () => {
    given.when({ do: 'make-key', key: 'k1', staff: 'o_k1' as PersonId });
    expect(organisers(given.state)).toEqual([ada]);
    expect(given.when({ do: 'dismiss', staff: ada }, by(ada))).toEqual({ refused: 'not-yours' });
    expect(given.when({ do: 'dismiss', staff: 'o_k1' as PersonId }, by(ada))).toEqual({
      refused: 'unknown-person',
    });
  });
});

describe('keys of programs', () => {
  it('KEY-4 are revoked by an organiser, and act for nobody afterwards', () => {
    const program = 'o_k1' as PersonId;
    given.when({ do: 'make-key', key: 'k1', staff: program }, by(ada));
    expect(given.state.keys.get('k1')).toEqual({
      ...{ staff: program, scope: 'organise' },
      ...{ since: given.now, until: null, by: ada },
    });
    expect(given.when({ do: 'revoke-key', key: 'k1' }, { actor: ben })).toEqual({
      refused: 'not-here',
    });
    given.when({ do: 'revoke-key', key: 'k1' }, by(ada));
    expect(organiserStandingOf(given.state, program)).toBeNull();
    expect(given.when({ do: 'revoke-key', key: 'k1' }, by(ada))).toEqual({
      refused: 'unknown-person',
    });
  });
});
