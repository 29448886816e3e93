import {
  circleSlots,
  mayBecomeStaff,
  memberOfStaff,
  type PersonId,
  type SessionId,
  standingOf,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const ben = 'o_ben' as PersonId;
const [first, second] = [person('first'), person('second')];

let circle: OpenCircle;
beforeEach(() => {
  circle = openCircle();
});

interface GivenEntrance {
  readonly asOf?: number;
  readonly fresh?: PersonId;
  readonly name?: string | null;
  readonly guest?: PersonId | null;
  readonly joined?: number;
  readonly replaces?: SessionId | null;
}

/** Ben enters in this session of the house. */
const enter = (of: string, given: GivenEntrance = {}) =>
  circle.when({
    ...{ do: 'enter-as-staff', staff: ben, asOf: 0, fresh: first, guest: null, replaces: null },
    name: memberOfStaff(circle.state, ben) === null ? 'Ben' : null,
    joined: circle.state.joined,
    ...{ session: circle.session(), of: of as SessionId },
    ...given,
  });
const endRole = (order: number) => circle.when({ do: 'end-staff-role', staff: ben, order });
const roleOf = (member: PersonId) => circle.state.members.get(member)?.role;

describe('a membership of staff', () => {
  it('STF-1 begins with the first entrance, under a name, without link and code', () => {
    expect(enter('phone', { name: null })).toEqual({ refused: 'empty' });
    expect(eventTypes(enter('phone'))).toEqual(['StaffJoined', 'SessionStarted']);
    expect(circle.state.members.get(first)).toMatchObject({ role: 'facilitator', link: null });
    expect(circle.state.members.get(first)?.code).toBeUndefined();
    expect(standingOf(circle.state, circle.words, first)).toMatchObject({
      ...{ name: 'Ben', role: 'facilitator', link: '', came: 1 },
    });
    expect(circle.isActive(circle.lastSession)).toBe(true);
  });

  it('STF-1 is one for several devices, and a press that is repeated begins nothing', () => {
    enter('phone');
    expect(enter('phone', { fresh: second })).toEqual([]);
    expect(eventTypes(enter('tablet', { fresh: second }))).toEqual(['SessionStarted']);
    expect(memberOfStaff(circle.state, ben)).toBe(first);
    expect(circle.state.members.size).toBe(1);
    expect(circle.state.sessions.size).toBe(2);
  });

  it('VOI-11 compares the name again when a person has joined since', () => {
    circle.invite('shared');
    const before = circle.state.joined;
    circle.redeem('shared', second, { name: 'Ben' });
    expect(enter('phone', { joined: before })).toEqual({ refused: 'stale' });
    enter('phone');
    expect(standingOf(circle.state, circle.words, second)).toMatchObject({ likeness: true });
  });

  it('STF-1 takes a new name with the next entrance', () => {
    enter('phone');
    expect(eventTypes(enter('phone', { name: 'Benedict' }))).toEqual(['StaffLinked']);
    expect(circle.words.get(circleSlots.memberName(first))).toBe('Benedict');
    expect(standingOf(circle.state, circle.words, first)?.name).toBe('Benedict');
  });

  it('STF-3 ends as a facilitator’s with the role: sessions end, and meetings are told', () => {
    enter('phone');
    const session = circle.lastSession;
    circle.when({ do: 'schedule', meeting: 'm1' as never, start: circle.now, end: circle.now + 9 });
    expect(eventTypes(endRole(0))).toEqual([
      'StaffRoleEnded',
      'FacilitatorRemoved',
      'SessionEnded',
    ]);
    expect(roleOf(first)).toBe('participant');
    expect(circle.isActive(session)).toBe(false);
    expect([...circle.state.outgoing.values()]).toEqual([
      { do: 'end-role', member: first, meeting: 'm1' },
    ]);
    expect(endRole(0)).toEqual([]);
  });

  it('STF-3 an entrance that was allowed before the role was taken comes too late', () => {
    expect(eventTypes(endRole(4))).toEqual(['StaffRoleEnded']);
    expect(enter('phone', { asOf: 4 })).toEqual({ refused: 'not-here' });
    expect(enter('phone', { asOf: 3 })).toEqual({ refused: 'not-here' });
    expect(circle.state.members.size).toBe(0);
  });

  it('STF-3 a message that comes late ends nothing that was allowed after it', () => {
    enter('phone');
    enter('phone', { asOf: 1 });
    expect(eventTypes(endRole(0))).toEqual(['StaffRoleEnded']);
    expect(roleOf(first)).toBe('facilitator');
    endRole(1);
    expect(roleOf(first)).toBe('participant');
  });

  it('STF-1 is the same one when the circle is given back', () => {
    enter('phone');
    endRole(0);
    expect(eventTypes(enter('phone', { asOf: 1, fresh: second }))).toEqual([
      'StaffLinked',
      'SessionStarted',
    ]);
    expect(roleOf(first)).toBe('facilitator');
    expect(circle.state.members.size).toBe(1);
  });

  it('STF-3 sessions end with those of the house that they began in, and no others', () => {
    enter('phone');
    const phone = circle.lastSession;
    enter('tablet');
    const ended = circle.when({ do: 'end-staff-sessions', sessions: ['phone' as SessionId] });
    expect(eventTypes(ended)).toEqual(['SessionEnded']);
    expect([circle.isActive(phone), circle.isActive(circle.lastSession)]).toEqual([false, true]);
    expect(circle.when({ do: 'end-staff-sessions', sessions: ['phone' as SessionId] })).toEqual([]);
    expect(roleOf(first)).toBe('facilitator');
  });

  it('STF-3 has no other way back: no return code, and no renewed link', () => {
    enter('phone');
    expect(circle.makeCode(first, circle.lastSession, 'code')).toEqual({ refused: 'not-yours' });
    expect(circle.renew('again', first)).toEqual({ refused: 'not-yours' });
  });

  it('STF-1 is asked for by the server alone', () => {
    const asked = { actor: ben, standing: { organiser: ben } };
    for (const command of [
      { do: 'end-staff-role', staff: ben, order: 1 },
      { do: 'end-staff-sessions', sessions: [] },
    ] as const) {
      expect(circle.when(command, asked)).toEqual({ refused: 'not-here' });
    }
  });
});

describe('a facilitator who came by a link', () => {
  const fern = person('fern');
  const member = () => circle.state.members.get(fern)!;

  it('STF-1 is a guest, whom an organiser makes staff', () => {
    circle.invite('leads', { role: 'facilitator' });
    circle.redeem('leads', fern, { name: 'Fern' });
    expect(mayBecomeStaff(member())).toBe(false);
    circle.invite('comes');
    circle.redeem('comes', second, { name: 'Sam' });
    expect(mayBecomeStaff(circle.state.members.get(second)!)).toBe(false);
  });

  it('STF-7 of an old ledger may become staff, and stays the same member', () => {
    const link = 'l_old' as never;
    const kept = { kind: 'invitation', role: 'facilitator', uses: 1, expires: circle.now + 9 };
    circle.applyOldFact({ type: 'LinkMade', link, hash: 'old', ...kept } as never);
    circle.redeem('old', fern, { name: 'Fern' });
    const here = circle.lastSession;
    circle.renew('other device', fern);
    circle.redeem('other device', fern);
    const elsewhere = circle.lastSession;
    expect(mayBecomeStaff(member())).toBe(true);
    const { code } = member();
    expect(eventTypes(enter('laptop', { guest: fern, name: null, replaces: here }))).toEqual([
      ...['SessionEnded', 'LinkRevoked', 'StaffLinked', 'SessionEnded', 'SessionStarted'],
    ]);
    expect(mayBecomeStaff(member())).toBe(false);
    expect(memberOfStaff(circle.state, ben)).toBe(fern);
    expect(circle.isActive(circle.lastSession)).toBe(true);
    for (const ended of [here, elsewhere]) expect(circle.isActive(ended)).toBe(false);
    expect(circle.redeem(code ?? '', second)).toEqual({ refused: 'not-here' });
    expect(standingOf(circle.state, circle.words, fern)?.name).toBe('Fern');
  });

  it('STF-1 who is added to the staff keeps their membership; a participant’s is no one’s to take', () => {
    circle.invite('leads', { role: 'facilitator' });
    circle.redeem('leads', fern, { name: 'Fern' });
    circle.invite('comes');
    circle.redeem('comes', second, { name: 'Sam' });
    enter('phone', { guest: second });
    expect(memberOfStaff(circle.state, ben)).toBe(first);
    const cleo = { staff: 'o_cleo' as PersonId, guest: fern, name: null };
    expect(eventTypes(enter('tablet', cleo as GivenEntrance))).toContain('StaffLinked');
    expect(memberOfStaff(circle.state, 'o_cleo' as PersonId)).toBe(fern);
    const dov = { staff: 'o_dov' as PersonId, guest: fern, name: 'Dov', fresh: person('dov') };
    expect(eventTypes(enter('laptop', dov as GivenEntrance))).toContain('StaffJoined');
  });
});
