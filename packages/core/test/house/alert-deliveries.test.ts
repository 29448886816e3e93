import { type PersonId, targetKey } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { call, GivenAlerts, minute, webhook } from './alert-fixture.ts';
import { ada, ben, cleo } from './staff-fixture.ts';

const target = { channel: webhook, staff: ben, device: null };
const stateOf = (given: GivenAlerts, id: Parameters<GivenAlerts['alert']>[0], staff = ben) =>
  given.alert(id).deliveries.get(targetKey({ ...target, staff }));

describe('a delivery', () => {
  it('ALR-4 waits for each target of who is alerted, and says truthfully what became of it', () => {
    const given = new GivenAlerts().onCall(ben, cleo).webhook();
    const alert = given.raise();
    expect(given.due).toEqual([{ alert, target }]);
    expect(stateOf(given, alert)?.state).toBe('waiting');
    given.record('refused');
    expect(stateOf(given, alert)).toMatchObject({ state: 'refused', attempts: 1 });
    given.waitForDeadline();
    given.record('no-answer');
    expect(stateOf(given, alert)).toMatchObject({ state: 'no-answer', attempts: 2 });
    given.waitForDeadline();
    given.record('handed-over');
    expect(stateOf(given, alert)).toMatchObject({ state: 'handed-over', sendAt: null });
    given.when({ do: 'see-alerts', staff: ben, alerts: [alert] });
    expect(stateOf(given, alert)?.state).toBe('seen');
    given.next(alert);
    expect(given.due).toEqual([{ alert, target: { ...target, staff: cleo } }]);
  });

  it('ALR-5 is sent by one node, and by another one when the first has died', () => {
    const given = new GivenAlerts().onCall(ben).webhook();
    given.raise();
    const { due } = given;
    expect(given.claim('one', due)).toMatchObject([{ type: 'DeliveriesClaimed', node: 'one' }]);
    expect(given.claim('two', due)).toEqual([]);
    expect(given.due).toEqual([]);
    given.waitForDeadline();
    expect(given.claim('two', due)).toMatchObject([{ node: 'two', deliveries: due }]);
  });

  it('ALR-5 is tried again after growing pauses, for 15 minutes and no longer', () => {
    const given = new GivenAlerts().onCall(ben).webhook();
    const alert = given.raise();
    const began = given.now;
    const times: number[] = [];
    for (let due = given.due; ; due = given.due) {
      const own = due.filter((each) => each.alert === alert && each.target.staff === ben);
      if (own.length === 0) break;
      times.push((given.now - began) / 1000);
      given.record('no-answer', own);
      given.now = stateOf(given, alert)?.sendAt ?? given.now;
    }
    expect(times).toEqual([0, 10, 30, 70, 150, 310, 630]);
    expect(stateOf(given, alert)).toMatchObject({ state: 'no-answer', sendAt: null });
    const final = new GivenAlerts().onCall(ben).webhook();
    const refused = final.raise();
    final.record('refused', final.due, false);
    expect(stateOf(final, refused)).toMatchObject({ state: 'refused', sendAt: null });
  });

  it('ALR-3 nothing more is sent once somebody has it, also what was claimed before', () => {
    const given = new GivenAlerts().onCall(ben, cleo).webhook();
    const alert = given.raise();
    given.claim('one');
    given.take(alert, ada);
    given.record('no-answer', [{ alert, target }]);
    given.now += 20 * minute;
    expect(given.due).toEqual([]);
    expect(stateOf(given, alert)).toMatchObject({ state: 'no-answer', sendAt: null });
  });

  it('ALR-3 nothing is sent to who was removed, or is not on call any more', () => {
    const given = new GivenAlerts().onCall(ben, cleo).webhook();
    given.raise();
    expect(given.due).toHaveLength(1);
    given.by(ada, { do: 'change-staff', staff: ben, roles: ['facilitator'] });
    expect(given.due).toEqual([]);
    given.next(given.raise());
    expect(given.due.map((each) => each.target.staff)).toEqual([cleo]);
  });

  it('ALR-4 a channel that fails twice in a row is an alert, which the others tell, until it works', () => {
    const given = new GivenAlerts().onCall(ben).webhook().webhook('ch_other');
    const alert = given.raise();
    const by = (channel: string) => given.due.filter((each) => each.target.channel === channel);
    given.record('handed-over', by('ch_other'));
    given.record('refused', by(webhook));
    expect(given.state.alerts.size).toBe(1);
    given.waitForDeadline();
    given.record('refused', by(webhook));
    const failing = [...given.state.alerts.values()].find(({ kind }) => kind === 'channel')!;
    expect(failing).toMatchObject({ channel: webhook, circle: null, state: 'open' });
    const told = given.due.filter((each) => each.alert === failing.id);
    expect(told.map((each) => each.target.channel)).toEqual(['ch_other']);
    given.record('handed-over', told);
    given.waitForDeadline();
    given.record(
      'refused',
      by(webhook).filter((each) => each.alert === alert),
    );
    expect(given.state.alerts.size).toBe(2);
    given.waitForDeadline();
    given.record(
      'handed-over',
      by(webhook).filter((each) => each.alert === alert),
    );
    expect(given.alert(failing.id).state).toBe('settled');
  });

  it('ALR-4 the alert about a channel ends with the channel', () => {
    const given = new GivenAlerts().onCall(ben).webhook();
    given.raise();
    given.record('refused');
    given.waitForDeadline();
    given.record('refused');
    const failing = [...given.state.alerts.values()].find(({ kind }) => kind === 'channel')!;
    given.by(ada, { do: 'remove-channel', channel: webhook });
    given.when({ do: 'due-alerts' });
    expect(given.alert(failing.id).state).toBe('settled');
  });

  it('ALR-2 no fact of an alert holds a word, and its id tells nothing of its cause', () => {
    const given = new GivenAlerts().onCall(ben).webhook();
    const alert = given.raise();
    given.claim('one');
    given.record('refused', [{ alert, target }]);
    given.take(alert, ben);
    const facts = given.commits
      .flatMap(({ facts }) => facts)
      .filter(({ type }) => /Alert|Deliveries/.test(type));
    expect(facts.length).toBeGreaterThan(3);
    for (const fact of facts) expect(fact).not.toHaveProperty('words');
    expect(alert).not.toContain('t_1');
  });

  it('ALR-5 500 alerts at once are claimed the most harmful first, and none twice', () => {
    const given = new GivenAlerts().onCall(ben).webhook();
    for (let n = 0; n < 500; n++) {
      given.raise(call(`t_${n}`, { kind: n % 2 ? 'appeal' : 'unsafe' }));
    }
    const { due } = given;
    expect(due).toHaveLength(500);
    expect(given.alert(due[249]!.alert).kind).toBe('unsafe');
    expect(given.alert(due[250]!.alert).kind).toBe('appeal');
    given.claim('one', due.slice(0, 32));
    expect(given.due).toHaveLength(468);
    const first = 3 * minute;
    given.now += first;
    given.when({ do: 'due-alerts' });
    const moved = [...given.state.alerts.values()].filter(({ given: all }) => all.size === 2);
    expect(moved).toHaveLength(64);
    expect(given.given(moved[0]!.id)).toEqual([ben, ada] satisfies PersonId[]);
  });
});
