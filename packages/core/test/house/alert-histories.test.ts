/** Random histories of alerts, staff and nodes, with what must hold after each step. */
import {
  type AlertId,
  alertIdOf,
  dueDeliveries,
  escalationOrder,
  type HouseEvent,
  isRefusal,
  isSeenByStaff,
  type PersonId,
  type StaffAlert,
  type StaffRole,
  seededGenerator,
} from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { call, GivenAlerts, minute } from './alert-fixture.ts';
import { ada, tuesdays } from './staff-fixture.ts';

const people = ['o_1', 'o_2', 'o_3', 'o_4'] as PersonId[];
const threads = ['t_1', 't_2', 't_3'];
const kinds = ['unsafe', 'help', 'appeal', 'hold', 'report'] as const;
const roleSets: StaffRole[][] = [
  ['on-call'],
  ['organiser'],
  ['facilitator'],
  ['organiser', 'on-call'],
];

class AlertHistory {
  readonly given = new GivenAlerts().onCall(people[0]!, people[1]!).webhook();
  readonly raised = new Set<AlertId>();
  readonly #seed: number;
  #step = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  #choose<T>(list: readonly T[]): T {
    const draw = seededGenerator(`${this.#seed} ${this.#step} ${list.length}`);
    return draw.shuffle(list)[0] as T;
  }

  #alert(): AlertId {
    return this.#choose([...this.given.state.alerts.keys(), 'a_none' as AlertId]);
  }

  step(): readonly HouseEvent[] {
    this.#step += 1;
    const { given } = this;
    const alert = this.#alert();
    const person = this.#choose([ada, ...people]);
    const acts = [
      () => {
        const kind = this.#choose(kinds);
        const cause = call(this.#choose(threads), { kind, since: this.#choose([1, 2]) });
        this.raised.add(alertIdOf(cause));
        return given.when({ do: 'raise-alert', cause });
      },
      () => given.settle(alert, this.#choose(['met', 'seen', 'over'] as const)),
      () => given.take(alert, person),
      () => given.by(person, { do: 'return-alert', alert }),
      () => given.when({ do: 'see-alerts', staff: person, alerts: [alert] }),
      () => given.by(ada, { do: 'dismiss', staff: person }),
      () => {
        const link = { link: 'l' as never, hash: `h${this.#step}`, expires: given.now + minute };
        const roles = this.#choose(roleSets);
        const circles = [tuesdays];
        return given.by(ada, {
          do: 'add-staff',
          staff: person,
          name: 'N',
          roles,
          circles,
          ...link,
        });
      },
      () => given.by(ada, { do: 'change-staff', staff: person, roles: this.#choose(roleSets) }),
      () => given.claim(this.#choose(['one', 'two'])),
      () => given.record(this.#choose(['handed-over', 'refused', 'no-answer'] as const)),
      () => given.when({ do: 'due-alerts' }),
      () => given.when({ do: 'due-alerts' }),
    ];
    given.now += this.#choose([0, 1000, minute, 3 * minute, 10 * minute]);
    const decision = this.#choose(acts)();
    return isRefusal(decision) ? [] : decision;
  }
}

/** What must hold of one alert after any step. */
function check({ given }: AlertHistory, alert: StaffAlert): void {
  const order = escalationOrder(given.state, alert);
  expect(alert.state === 'open' ? alert.by : 'somebody').not.toBe(undefined);
  if (alert.state === 'open') expect(alert.by).toBeNull();
  if (alert.state === 'taken') expect(alert.by).not.toBeNull();
  if (alert.state !== 'open') {
    expect([...alert.deliveries.values()].every(({ sendAt }) => sendAt === null)).toBe(true);
  }
  expect(new Set(alert.inRound).size).toBe(alert.inRound.length);
  // Somebody is alerted, or can have it, as long as there is anybody.
  if (alert.state === 'open') expect(order.length).toBeGreaterThan(0);
}

describe('random histories of alerts', () => {
  it('ALR-1 ALR-3 ALR-5 none is lost, none goes out after it was taken, and each has one id', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const history = new AlertHistory(seed);
      const { given } = history;
      const settled = new Set<AlertId>();
      for (let n = 0; n < 150; n++) {
        const before = given.state;
        const events = history.step();
        for (const event of events) {
          if (event.type === 'AlertSettled') settled.add(event.alert);
          if (event.type !== 'AlertGiven') continue;
          const was = before.alerts.get(event.alert);
          const isAnew = events.some(
            (each) =>
              (each.type === 'AlertRaised' || each.type === 'AlertReturned') &&
              each.alert === event.alert,
          );
          expect(was === undefined || was.state === 'open' || isAnew).toBe(true);
          expect(given.state.staff.has(event.staff)).toBe(true);
        }
        for (const alert of given.state.alerts.values()) check(history, alert);
        for (const id of history.raised) {
          expect(given.state.alerts.has(id) || settled.has(id), `${seed} ${id}`).toBe(true);
        }
        for (const { alert, target } of dueDeliveries(given.state, given.now)) {
          const known = given.state.alerts.get(alert)!;
          expect(known.state).toBe('open');
          expect(isSeenByStaff(given.state, target.staff!, known)).toBe(true);
        }
      }
    }
  });

  it('ALR-5 facts of one alert are bounded, however long nobody takes it', () => {
    const given = new GivenAlerts().onCall(...people).webhook();
    given.raise();
    const before = given.commits.length;
    for (let n = 0; n < 100_000; n++) {
      const at = given.now;
      given.waitForDeadline();
      if (given.due.length > 0) {
        given.claim('one');
        given.now += 100;
        const [first] = [...given.state.alerts.values()];
        const claimed = [...first!.deliveries.values()].filter(({ claim }) => claim !== null);
        given.record(
          'no-answer',
          claimed.map(({ target }) => ({ alert: first!.id, target })),
        );
      } else given.when({ do: 'due-alerts' });
      if (given.now === at) break;
    }
    // 40 rounds of 5 people; each is told up to 7 times in each.
    expect(given.commits.length - before).toBeLessThan(40 * 5 * (1 + 2 * 7));
    expect(given.state.alerts.size).toBe(2);
  });
});
