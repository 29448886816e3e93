import { type AlertId, alertKinds } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { claimTime } from '../../src/notifications/alert-delivery.ts';
import { AlertHouse, ada, ben, callOf, cleo } from './alert-nodes.ts';

const minute = 60_000;
const never = () => new Promise<never>(() => undefined);

describe.each([1, 3])('alerts on %d nodes', (count) => {
  it('ALR-3 ALR-5 go to those on call in their order, once each, until somebody has it', async () => {
    const house = await AlertHouse.open(count);
    const id = await house.raise('t_1');
    await house.settle();
    const people = () => house.sent.map(({ target }) => target.staff);
    expect(people()).toEqual([ben]);
    await house.wait(3 * minute - 1);
    expect(people()).toEqual([ben]);
    await house.wait(1);
    expect(people().sort()).toEqual([ben, cleo]);
    expect(await house.ask({ do: 'take-alert', alert: id }, cleo)).toEqual({ ok: true });
    await house.wait(60 * minute);
    expect(house.sent).toHaveLength(2);
    expect(new Set(house.sent.map((each) => `${each.id} ${each.topic}`))).toEqual(
      new Set([`${id} alert`]),
    );
  });

  it('ALR-5 are repeated with the same id for 15 minutes, and no longer', async () => {
    const house = await AlertHouse.open(count);
    for (const { sender } of house.nodes) {
      sender.answer = async () => ({ result: 'no-answer', detail: 'x', mayRetry: true });
    }
    const id = await house.raise('t_1');
    await house.settle();
    for (let n = 0; n < 40; n++) await house.wait(15_000);
    const toBen = house.sent.filter((each) => each.id === id && each.target.staff === ben);
    expect(toBen.length).toBeGreaterThanOrEqual(6);
    const delivery = [...(await house.state()).state.alerts.get(id)!.deliveries.values()][0];
    expect(delivery).toMatchObject({ state: 'no-answer' });
  });

  it('ALR-5 many at once are all sent, the most harmful first, and none twice', async () => {
    const house = await AlertHouse.open(count);
    const ids: AlertId[] = [];
    for (let n = 0; n < 120; n++) ids.push(await house.raise(`t_${n}`));
    ids.push(await house.raise('t_unsafe', 'unsafe'));
    for (let n = 0; n < 40 && house.sent.length < ids.length; n++) await house.settle();
    expect(house.sent.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const { state } = await house.state();
    for (const id of ids) {
      const [delivery] = state.alerts.get(id)!.deliveries.values();
      expect(delivery).toMatchObject({ state: 'handed-over', attempts: 1 });
    }
    expect(alertKinds[0]).toBe('unsafe');
  });
});

describe('a node that dies', () => {
  it('ALR-5 between claim and record: another one sends the same again, under the same id', async () => {
    const house = await AlertHouse.open(1);
    const doomed = house.first;
    doomed.sender.answer = never;
    const id = await house.raise('t_1');
    await house.settle();
    expect(doomed.sender.sent).toHaveLength(1);
    await house.start();
    await house.kill(doomed);
    const other = house.first;
    await house.wait(claimTime - 1000);
    expect(other.sender.sent).toEqual([]);
    await house.wait(1000);
    expect(other.sender.sent).toMatchObject([{ id, target: { staff: ben } }]);
    const [delivery] = (await house.state()).state.alerts.get(id)!.deliveries.values();
    expect(delivery).toMatchObject({ state: 'handed-over', attempts: 1 });
  });

  it('ALR-5 before it did anything: a node that starts later alerts, and by whose turn it is', async () => {
    const house = await AlertHouse.open(1);
    await house.first.alerts.close();
    const id = await house.raise('t_1');
    house.clock.now += 3 * minute;
    const next = await house.start();
    await house.settle();
    expect(next.sender.sent.map(({ id: each, target }) => [each, target.staff])).toEqual([
      [id, ben],
      [id, cleo],
    ]);
  });

  it('ALR-3 STF-3 a removed person is sent nothing more, and the next one is alerted at once', async () => {
    const house = await AlertHouse.open(2);
    for (const { sender } of house.nodes) {
      sender.answer = async () => ({ result: 'no-answer', detail: '', mayRetry: true });
    }
    await house.raise('t_1');
    await house.settle();
    expect(await house.ask({ do: 'dismiss', staff: ben }, ada)).toEqual({ ok: true });
    await house.settle();
    expect(house.sent.map(({ target }) => target.staff).sort()).toEqual([ben, cleo]);
    await house.wait(minute);
    expect(house.sent.filter(({ target }) => target.staff === ben)).toHaveLength(1);
  });

  it('ALR-5 a sender that throws counts as no answer, and is reported', async () => {
    const house = await AlertHouse.open(1);
    house.first.sender.answer = () => Promise.reject(new Error('a bug'));
    const id = await house.raise('t_1');
    await house.settle();
    const [delivery] = (await house.state()).state.alerts.get(id)!.deliveries.values();
    expect(delivery).toMatchObject({ state: 'no-answer' });
    expect(house.failures.splice(0)).toHaveLength(1);
    expect(callOf('t_1').kind).toBe('help');
  });
});
