/** Alerts on the stores that outlive a process: SQLite, and a real Redis with two nodes (ALR-5). */
import { expect, it, onTestFinished, vi } from 'vitest';
import { claimTime } from '../../src/notifications/alert-delivery.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { startTestRedis } from '../storage/redis-fixture.ts';
import { folderForTest } from '../storage/store-helpers.ts';
import { AlertHouse, ben, cleo, type OpenAlertStore } from './alert-nodes.ts';

const minute = 60_000;
const never = () => new Promise<never>(() => undefined);
const redis = startTestRedis();

const kept = (store: Store): Store => {
  onTestFinished(() => store.close());
  return store;
};
/** One process writes: the node that starts next goes on with the same store. */
const onSqlite = (): OpenAlertStore => {
  const folder = folderForTest();
  let store: Promise<Store> | null = null;
  return (now) => {
    store ??= openSqliteStore({ folder, now }).then(kept);
    return store;
  };
};
let prefixes = 0;
const onRedis = (): OpenAlertStore => {
  const prefix = `alerts${++prefixes}`;
  return async (now) => kept(await openRedisStore({ url: redis.redis.url, now, prefix }));
};

it.each([
  ['SQLite', 1, onSqlite],
  ['Redis', 2, onRedis],
] as const)(
  'ALR-3 ALR-5 on %s an alert outlives the node that was to send it, and reaches the next one',
  async (_name, count, openStore) => {
    const house = await AlertHouse.open(count, openStore());
    const [doomed] = house.nodes;
    if (!doomed) throw new Error('There is no node.');
    for (const { sender } of house.nodes) sender.answer = never;
    const id = await house.raise('t_1');
    const all = [...house.nodes];
    const sent = () => all.flatMap(({ sender }) => sender.sent);
    await vi.waitFor(() => expect(sent()).toHaveLength(1));
    const sending = all.find(({ sender }) => sender.sent.length > 0) ?? doomed;
    await house.kill(sending);
    all.push(await house.start());
    for (const { sender } of house.nodes) {
      sender.answer = async () => ({ result: 'handed-over' });
    }
    // By person: which node sends is left to them.
    const people = () =>
      sent()
        .map(({ target }) => target.staff)
        .sort();
    const reach = (expected: readonly string[]) =>
      vi.waitFor(async () => {
        await house.settle();
        expect(people()).toEqual(expected);
      });
    /** A message that is not on record is sent again when its claim ends. */
    const recorded = (count: number) =>
      vi.waitFor(async () => {
        await house.settle();
        const deliveries = (await house.state()).state.alerts.get(id)?.deliveries.values() ?? [];
        const states = [...deliveries].map(({ state, attempts }) => `${state} ${attempts}`);
        expect(states).toEqual(Array.from({ length: count }, () => 'handed-over 1'));
      });
    // The claim of the node that died is still on it.
    await house.wait(claimTime - 1000);
    expect(people()).toEqual([ben]);
    await house.wait(1000);
    await reach([ben, ben]);
    await recorded(1);
    await house.wait(3 * minute);
    await reach([ben, ben, cleo]);
    await recorded(2);
    expect(new Set(sent().map((each) => each.id))).toEqual(new Set([id]));
    expect(await house.ask({ do: 'take-alert', alert: id }, cleo)).toEqual({ ok: true });
    await house.wait(60 * minute);
    expect(people()).toEqual([ben, ben, cleo]);
  },
);
