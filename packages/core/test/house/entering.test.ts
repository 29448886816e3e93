import {
  type CircleId,
  house,
  houseOutbox,
  houseSlots,
  lacksProof,
  type PersonId,
  recordedActOf,
  type SessionId,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { ada, ben, cleo, fridays, GivenStaff, hour, tuesdays } from './staff-fixture.ts';

let given: GivenStaff;
beforeEach(() => {
  given = new GivenStaff();
});

const enter = (staff: PersonId, session: string, circle: CircleId = tuesdays) =>
  given.by(staff, { do: 'enter-circle', staff, circle, session: session as SessionId });
/** What circles have yet to be told. */
const outbox = () =>
  houseOutbox(given.state).map(({ circle, command }) => ({ circle, ...command }));
const roleEnd = (order: number, circle = tuesdays) => ({
  ...{ circle, do: 'end-staff-role', staff: ben, order },
});

describe('entering a circle', () => {
  it('STF-1 is for facilitators who look after it, in a session of their own', () => {
    given.join(ben, ['facilitator'], 'phone', [tuesdays]);
    expect(eventTypes(enter(ben, 'phone'))).toEqual(['CircleEntered']);
    expect(enter(ben, 'phone', fridays)).toEqual({ refused: 'not-facilitator' });
    expect(enter(ben, 'laptop')).toEqual({ refused: 'not-here' });
    expect(enter(ben, 'unknown')).toEqual({ refused: 'not-here' });
    const forOther = { do: 'enter-circle', circle: tuesdays, session: 'phone' as never } as const;
    expect(given.by(ada, { ...forOther, staff: ben })).toEqual({ refused: 'not-here' });
    expect(recordedActOf(given.commits.at(-1)!)).toMatchObject({
      ...{ what: 'enter-circle', by: ben, circle: tuesdays },
    });
  });

  it('STF-6 is refused to organisers until they look after the circle, which the record says', () => {
    expect(enter(ada, 'laptop')).toEqual({ refused: 'not-facilitator' });
    const roles = ['organiser', 'facilitator'] as const;
    given.by(ada, { do: 'change-staff', staff: ada, roles, circles: [tuesdays] });
    expect(recordedActOf(given.commits.at(-1)!)).toMatchObject({ what: 'change-staff', roles });
    expect(eventTypes(enter(ada, 'laptop'))).toEqual(['CircleEntered']);
  });
});

describe('what the house takes back in circles', () => {
  beforeEach(() => {
    given.join(ben, ['facilitator', 'on-call'], 'phone', [tuesdays, fridays]);
    enter(ben, 'phone');
  });

  it('STF-3 tells the circles that somebody was in when their role, a circle or they are gone', () => {
    given.by(ada, { do: 'change-staff', staff: ben, name: 'Benedict' });
    given.by(ada, { do: 'change-staff', staff: ben, circles: [tuesdays] });
    expect(outbox()).toEqual([]);
    given.by(ada, { do: 'unassign-circle', staff: ben, circle: tuesdays });
    expect(outbox()).toEqual([roleEnd(0)]);
    given.by(ada, { do: 'change-staff', staff: ben, circles: [tuesdays] });
    enter(ben, 'phone');
    given.by(ada, { do: 'change-staff', staff: ben, roles: ['on-call'] });
    expect(outbox()).toEqual([roleEnd(0), roleEnd(1)]);
    given.by(ada, { do: 'change-staff', staff: ben, roles: ['facilitator'] });
    enter(ben, 'phone');
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(outbox()).toEqual([roleEnd(0), roleEnd(1), roleEnd(2)]);
  });

  it('STF-3 tells them of each session that ends, however it ends', () => {
    const sessionEnd = (...sessions: string[]) => ({
      ...{ circle: tuesdays, do: 'end-staff-sessions', sessions },
    });
    given.by(ben, { do: 'sign-out-staff', staff: ben, session: 'phone' as SessionId });
    expect(outbox()).toEqual([sessionEnd('phone')]);
    given.signIn(given.link(ben), 'tablet');
    given.addPasskey(ben, 'tablet', 'pk');
    given.signInByPasskey('pk', 'desktop');
    for (const session of ['tablet', 'desktop']) enter(ben, session);
    given.by(ben, { do: 'remove-passkey', staff: ben, passkey: 'pk' });
    expect(outbox().slice(1)).toEqual([sessionEnd('desktop')]);
    given.by(ben, { do: 'sign-out-staff-everywhere', staff: ben });
    expect(outbox().slice(2)).toEqual([sessionEnd('tablet')]);
  });

  it('STF-3 is due until it is confirmed', () => {
    const before = given.state;
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(house.nextDeadline(before, given.state, given.now)).toBe(given.now);
    const what = houseOutbox(given.state).map((each) => each.what);
    expect(given.by(ada, { do: 'confirm', what })).toEqual({ refused: 'not-here' });
    expect(eventTypes(given.when({ do: 'confirm', what }))).toEqual(['Confirmed']);
    expect(given.when({ do: 'confirm', what })).toEqual([]);
    expect(house.nextDeadline(before, given.state, given.now)).toBeNull();
    expect(given.state.outboxSequence).toBe(1);
  });

  it('STF-3 takes one circle of somebody, by organisers alone, and leaves the others', () => {
    const taken = { do: 'unassign-circle', staff: ben, circle: tuesdays } as const;
    expect(given.by(ben, taken)).toEqual({ refused: 'not-here' });
    given.by(ada, taken);
    expect([...(given.state.staff.get(ben)?.circles ?? [])]).toEqual([fridays]);
    expect(given.by(ada, taken)).toEqual([]);
    expect(given.by(ada, { ...taken, staff: cleo })).toEqual({ refused: 'unknown-person' });
  });
});

describe('a facilitator of an old ledger', () => {
  const member = 'p_fern' as PersonId;
  const become = (staff: PersonId, session: string | null, circle = tuesdays) =>
    given.when({
      ...{ do: 'become-staff', staff, circle, member, name: 'Fern', replaces: null },
      session:
        session === null
          ? null
          : { session: session as SessionId, until: given.now + hour, mark: null },
    });

  it('STF-7 becomes staff with their name, this circle and a session, and the record says so', () => {
    expect(eventTypes(become(ben, 'phone'))).toEqual(['GuestBecameStaff', 'StaffSessionStarted']);
    expect(given.state.staff.get(ben)).toMatchObject({
      ...{ roles: ['facilitator'], circles: new Set([tuesdays]), entered: true },
    });
    expect(given.words.get(houseSlots.staffName(ben))).toBe('Fern');
    expect(recordedActOf(given.commits.at(-1)!)).toMatchObject({
      ...{ what: 'become-staff', by: ben, circle: tuesdays, member },
    });
    expect(eventTypes(enter(ben, 'phone'))).toEqual(['CircleEntered']);
    expect(become(cleo, 'x', 'elsewhere1' as CircleId)).toEqual({ refused: 'not-here' });
  });

  it('STF-7 is one identity, from two devices at once and when the answer was lost', () => {
    become(ben, 'phone');
    expect(eventTypes(become(cleo, 'tablet'))).toEqual(['StaffSessionStarted']);
    expect(given.state.staffSessions.get('tablet' as SessionId)?.staff).toBe(ben);
    expect(given.state.staff.has(cleo)).toBe(false);
    expect(become(ada, null)).toEqual({ refused: 'stale' });
  });

  it('STF-7 adds the circle to the identity that the browser is signed in as', () => {
    expect(eventTypes(become(ada, null))).toEqual(['GuestBecameStaff']);
    expect(given.state.staff.get(ada)).toMatchObject({
      ...{ roles: ['organiser', 'facilitator'], circles: new Set([tuesdays]) },
    });
    expect(become(ada, null)).toEqual([]);
  });

  it('STF-7 who was removed stays so', () => {
    become(ben, 'phone');
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(become(cleo, 'tablet')).toEqual({ refused: 'not-here' });
  });
});

describe('a command that asks for a proof', () => {
  it('STF-4 waits for one in a session of staff with a passkey, and in an ended one', () => {
    given.join(ben, ['facilitator'], 'phone', [tuesdays]);
    const phone = 'phone' as SessionId;
    expect(lacksProof(given.state, phone, given.now)).toBe(false);
    given.addPasskey(ben, 'phone', 'pk');
    expect(lacksProof(given.state, phone, given.now)).toBe(false);
    given.now += 6 * 60_000;
    expect(lacksProof(given.state, phone, given.now)).toBe(true);
    given.prove('pk', 'phone');
    expect(lacksProof(given.state, phone, given.now)).toBe(false);
    given.by(ben, { do: 'sign-out-staff', staff: ben, session: phone });
    expect(lacksProof(given.state, phone, given.now)).toBe(true);
  });
});
