import {
  alertKinds,
  escalationOrder,
  houseSlots,
  inboxOf,
  type PersonId,
  pauseAfterRound,
} from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { call, GivenAlerts, minute } from './alert-fixture.ts';
import { ada, ben, cleo, fridays, tuesdays } from './staff-fixture.ts';

const dov = 'o_dov' as PersonId;

describe('an alert', () => {
  it('ALR-1 is one for the same cause, and another one for the same subject later', () => {
    const given = new GivenAlerts();
    const first = given.raise();
    expect(given.raise()).toBe(first);
    expect(given.state.alerts.size).toBe(1);
    expect(given.raise(call('t_1', { since: 9 }))).not.toBe(first);
    expect(given.raise(call('t_2'))).not.toBe(first);
    expect(first).toMatch(/^a_[0-9a-z]{16}$/);
  });

  it('ALR-1 becomes more harmful with its cause, never less, and goes out again', () => {
    const given = new GivenAlerts().onCall(ben, cleo);
    const alert = given.raise();
    given.take(alert, ben);
    expect(given.raise(call('t_1', { kind: 'unsafe' }))).toBe(alert);
    expect(given.alert(alert)).toMatchObject({ kind: 'unsafe', state: 'open', by: null });
    expect(given.alert(alert).given.get(ben)?.last).toBe(given.now);
    given.raise();
    expect(given.alert(alert).kind).toBe('unsafe');
  });

  it('ALR-3 is given to those on call in their order, the next after 3 minutes, then to organisers, then again', () => {
    const given = new GivenAlerts().onCall(ben, cleo);
    given.by(ada, { do: 'order-on-call', order: [cleo, ben] });
    const alert = given.raise();
    expect(given.given(alert)).toEqual([cleo]);
    expect(given.next(alert)).toEqual([ben, 3]);
    expect(given.next(alert)).toEqual([ada, 3]);
    expect(given.next(alert)).toEqual([cleo, 3]);
    expect(given.alert(alert).round).toBe(1);
  });

  it('ALR-3 is given to organisers in their order when nobody is on call', () => {
    const given = new GivenAlerts().addAs(ben, ['organiser']).addAs(cleo, ['facilitator']);
    const alert = given.raise();
    expect(given.given(alert)).toEqual([ada]);
    expect(given.next(alert)).toEqual([ben, 3]);
    expect(given.next(alert)).toEqual([ada, 3]);
  });

  it('ALR-3 ends with I have it: nobody else is alerted, and everybody sees who has it', () => {
    const given = new GivenAlerts().onCall(ben, cleo);
    const alert = given.raise();
    given.next(alert);
    expect(eventTypes(given.take(alert, cleo))).toEqual(['AlertTaken']);
    expect(given.next(alert)).toBeNull();
    expect(given.take(alert, cleo)).toEqual([]);
    expect(given.take(alert, ben)).toEqual({ refused: 'stale' });
    const inbox = inboxOf(given.state, { person: ben, key: null });
    expect(inbox).toMatchObject([{ id: alert, state: 'taken', by: cleo }]);
    expect(given.words.get(houseSlots.staffName(cleo))).toBe('Name of o_cleo');
  });

  it('ALR-3 is never closed by silence: rounds go on with growing pauses, and it stays', () => {
    const given = new GivenAlerts().onCall(ben);
    const alert = given.raise();
    const waits: number[] = [];
    for (let step = given.next(alert); step; step = given.next(alert)) waits.push(step[1]);
    expect(waits.every((wait) => wait >= 3)).toBe(true);
    expect(waits.slice(0, 19)).toEqual(waits.slice(0, 19).map(() => 3));
    expect(waits).toHaveLength(2 * 40 - 1);
    expect(Math.max(...waits)).toBe(6 * 60 + 3);
    expect([9, 10, 11, 39].map((round) => pauseAfterRound(round) / minute)).toEqual([0, 3, 6, 360]);
    expect(inboxOf(given.state, { person: ada, key: null })).toMatchObject([{ state: 'open' }]);
  });

  it('ALR-3 skips at once who was removed or left on call, and waits for nobody who is not there', () => {
    const given = new GivenAlerts().onCall(ben, cleo, dov);
    const alert = given.raise();
    given.by(ada, { do: 'change-staff', staff: cleo, roles: ['facilitator'] });
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(given.next(alert)).toEqual([dov, 0]);
  });

  it('ALR-3 is open again when its holder is of the staff no more, and when they give it back', () => {
    const given = new GivenAlerts().onCall(ben, cleo);
    const alert = given.raise();
    given.take(alert, ben);
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(given.next(alert)).toEqual([cleo, 0]);
    expect(given.alert(alert)).toMatchObject({ state: 'open', by: null });
    given.take(alert, cleo);
    expect(given.by(ada, { do: 'return-alert', alert })).toEqual({ refused: 'not-yours' });
    const returned = given.by(cleo, { do: 'return-alert', alert });
    expect(eventTypes(returned)).toEqual(['AlertReturned', 'AlertGiven']);
    expect(given.alert(alert).inRound).toEqual([cleo, ada]);
    expect(given.next(alert)).toEqual([cleo, 3]);
  });

  it('ALR-3 goes again to the only one there is, after 3 minutes', () => {
    const given = new GivenAlerts();
    const alert = given.raise();
    given.take(alert, ada);
    given.by(ada, { do: 'return-alert', alert });
    expect(given.alert(alert).inRound).toEqual([ada]);
    expect(given.next(alert)).toEqual([ada, 3]);
  });

  it('ALR-1 is settled when its cause is met, and seen help when nobody has taken it', () => {
    const given = new GivenAlerts().onCall(ben);
    const [seen, taken] = [given.raise(), given.raise(call('t_2'))];
    given.take(taken, ben);
    given.settle(seen, 'seen');
    given.settle(taken, 'seen');
    expect([given.alert(seen).state, given.alert(taken).state]).toEqual(['settled', 'taken']);
    given.settle(taken, 'met');
    expect(given.alert(taken).state).toBe('settled');
    expect(given.settle(taken, 'met')).toEqual([]);
    expect(given.take(taken, ben)).toEqual({ refused: 'closed' });
    given.raise();
    expect(given.alert(seen).state).toBe('settled');
  });

  it('ALR-3 stays when its time has passed without anybody coming, until somebody takes it', () => {
    const given = new GivenAlerts().onCall(ben);
    const alert = given.raise(call('t_1', { kind: 'hold', meeting: 'm_1' }));
    given.settle(alert, 'over');
    expect(given.settle(alert, 'over')).toEqual([]);
    expect(given.next(alert)).toEqual([ada, 3]);
    expect(eventTypes(given.take(alert, ben))).toEqual(['AlertTaken', 'AlertSettled']);
    const other = given.raise(call('t_1', { kind: 'no-show', meeting: 'm_1' }));
    given.take(other, ben);
    expect(eventTypes(given.settle(other, 'over'))).toEqual(['AlertSettled']);
  });

  it('ALR-1 is raised and settled by the server alone, and taken by people alone', () => {
    const given = new GivenAlerts().onCall(ben);
    const alert = given.raise();
    const notHere = { refused: 'not-here' };
    expect(given.by(ada, { do: 'raise-alert', cause: call('t_9') })).toEqual(notHere);
    expect(given.by(ada, { do: 'settle-alert', alert, how: 'met' })).toEqual(notHere);
    expect(given.by(ada, { do: 'see-alerts', staff: ben, alerts: [alert] })).toEqual(notHere);
    expect(given.by(ada, { do: 'due-alerts' })).toEqual(notHere);
    expect(given.when({ do: 'take-alert', alert })).toEqual(notHere);
    expect(given.take(alert, dov)).toEqual(notHere);
    const program = 'o_program' as PersonId;
    const until = given.now + minute;
    given.by(ada, { do: 'make-key', key: 'k', staff: program, scope: 'organise', until });
    expect(given.take(alert, program)).toEqual(notHere);
    expect(given.take('a_unknown' as typeof alert, ada)).toEqual(notHere);
  });

  it('ALR-4 is seen by who was given it and opened it, once', () => {
    const given = new GivenAlerts().onCall(ben, cleo);
    const alert = given.raise();
    const see = (staff: PersonId) => given.when({ do: 'see-alerts', staff, alerts: [alert] });
    expect(eventTypes(see(ben))).toEqual(['AlertsSeen']);
    expect(see(ben)).toEqual([]);
    expect(see(cleo)).toEqual([]);
    expect(given.alert(alert).given.get(ben)?.seen).toBe(given.now);
    // ALR-3: looking is not having it.
    expect(given.next(alert)).toEqual([cleo, 3]);
  });

  it('LED-6 forgets settled alerts after some days, and no other', () => {
    const given = new GivenAlerts();
    const [settled, open] = [given.raise(), given.raise(call('t_2'))];
    given.settle(settled, 'met');
    given.now += 8 * 24 * 60 * minute;
    given.raise(call('t_3'));
    expect(given.state.alerts.has(settled)).toBe(false);
    expect(given.state.alerts.has(open)).toBe(true);
  });
});

describe('the inbox', () => {
  it('ALR-6 has the most harmful first, then the oldest', () => {
    const given = new GivenAlerts();
    const raised = [...alertKinds].reverse().flatMap((kind) => {
      given.now += 1;
      const later = given.raise(call(`t_${kind}`, { kind }));
      given.now += 1;
      return [later, given.raise(call(`t_${kind}_later`, { kind }))];
    });
    const inbox = inboxOf(given.state, { person: ada, key: null });
    expect(inbox.map(({ kind }) => kind)).toEqual(alertKinds.flatMap((kind) => [kind, kind]));
    expect(inbox.map(({ id }) => id).sort()).toEqual(raised.sort());
    expect(inbox.every(({ at }, n) => n % 2 === 0 || at > (inbox[n - 1]?.at ?? 0))).toBe(true);
  });

  it('ALR-6 STF-1 STF-6 shows each role what is theirs', () => {
    const given = new GivenAlerts().onCall(ben).addAs(cleo, ['facilitator'], [tuesdays]);
    const kindsOf = (person: PersonId, key: string | null = null) =>
      inboxOf(given.state, { person, key }).map(({ kind, circle }) => `${kind} ${circle}`);
    given.raise();
    given.raise(call('t_2', { circle: fridays }));
    given.raise(call('t_3', { kind: 'report' }));
    given.raise(call('t_4', { kind: 'appeal' }));
    given.raise({ kind: 'channel', circle: null, channel: 'ch', since: 1 });
    expect(kindsOf(ada)).toHaveLength(5);
    expect(kindsOf('o_program' as PersonId, 'k')).toHaveLength(5);
    expect(kindsOf(ben)).toHaveLength(5);
    expect(kindsOf(cleo)).toEqual([`help ${tuesdays}`]);
    expect(kindsOf(dov)).toEqual([]);
  });

  it('DSK-4 VOI-7 a report or an appeal is kept from facilitators of its circle, also on call', () => {
    const given = new GivenAlerts().addAs(ben, ['facilitator', 'on-call'], [tuesdays]);
    const [report, appeal] = (['report', 'appeal'] as const).map((kind) =>
      given.raise(call(`t_${kind}`, { kind })),
    );
    for (const id of [report!, appeal!]) {
      expect(escalationOrder(given.state, given.alert(id))).toEqual([ada]);
      expect(given.take(id, ben)).toEqual({ refused: 'not-here' });
    }
    const elsewhere = given.raise(call('t_3', { kind: 'report', circle: fridays }));
    expect(given.given(elsewhere)).toEqual([ben]);
    const help = given.raise(call('t_4'));
    expect(given.given(help)).toEqual([ben]);
  });
});
