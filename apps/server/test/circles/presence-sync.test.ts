/** Presence among nodes: what a beat costs, and what a fault of one circle does to the others. */
import type { PersonId } from '@holdspace/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PresenceRegistry } from '../../src/circles/presence-registry.ts';
import { PresenceSync } from '../../src/circles/presence-sync.ts';
import { PresenceSyncHub } from '../../src/circles/presence-sync-hub.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { type SharedStore, StoreFault } from '../../src/storage/port/store.ts';

const lease = 6000;
const ben = 'ben' as PersonId;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** Counts what is asked of the shared store; `fault` makes it fail. */
function counted(shared: SharedStore) {
  const asked = { reads: [] as (readonly string[])[], published: [] as string[], fault: false };
  const listeners = new Set<(reachable: boolean) => void>();
  const way = {
    reachable: true,
    onReachabilityChanged: (listener: (reachable: boolean) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: shared.follow,
    watchNotes: shared.watchNotes,
    readNotes: (boards: readonly string[]) => {
      asked.reads.push(boards);
      return asked.fault ? Promise.reject(new StoreFault('away')) : shared.readNotes(boards);
    },
    publishNote: (...args: Parameters<SharedStore['publishNote']>) => {
      asked.published.push(args[0]);
      return shared.publishNote(...args);
    },
  };
  const setReachable = (reachable: boolean) => {
    way.reachable = reachable;
    for (const listener of listeners) listener(reachable);
  };
  return { way, asked, listeners, setReachable };
}

function startNode(shared: SharedStore, node: string) {
  const { way, asked, listeners, setReachable } = counted(shared);
  const reported: string[] = [];
  const hub = new PresenceSyncHub({
    ...{ shared: way, node, lease, now: () => Date.now() },
    reportError: (error) => reported.push(String(error)),
  });
  const wake = async (board: string) => {
    const registry = new PresenceRegistry(() => Date.now(), {
      emit: (event) => void (event.type === 'presence-changed' && sync.onPresenceChanged(event)),
    });
    const sync = new PresenceSync(board, registry, hub);
    await sync.start();
    return { registry, sync };
  };
  return { asked, hub, listeners, reported, setReachable, wake };
}

const sharedOf = (): SharedStore => {
  const { shared } = createMemoryStore();
  if (!shared) throw new Error('The memory is shared.');
  return shared;
};

const beat = () => vi.advanceTimersByTimeAsync(lease / 3);

it('LED-17 reads the boards of all circles that are awake in one call a beat', async () => {
  const node = startNode(sharedOf(), 'n1');
  const names = Array.from({ length: 100 }, (_, i) => `circle-${i}`);
  for (const name of names) await node.wake(name);
  node.asked.reads = [];
  await beat();
  expect(node.asked.reads).toEqual([names]);
  expect(vi.getTimerCount()).toBe(1);
});

it('LED-17 reads nothing and has no timer for circles that sleep', async () => {
  const node = startNode(sharedOf(), 'n1');
  const circles = [];
  for (let i = 0; i < 1000; i++) circles.push(await node.wake(`circle-${i}`));
  for (const { sync } of circles.slice(1)) sync.close();
  node.asked.reads = [];
  await beat();
  expect(node.asked.reads).toEqual([['circle-0']]);
  circles[0]?.sync.close();
  node.asked.reads = [];
  for (let beats = 0; beats < 5; beats++) await beat();
  expect([node.asked.reads, vi.getTimerCount(), node.listeners.size]).toEqual([[], 0, 0]);
  await node.wake('circle-0');
  expect(node.asked.reads).toEqual([['circle-0']]);
  await beat();
  expect(node.asked.reads).toHaveLength(2);
});

it('LED-17 publishes the notes of one beat in one turn, those without people never', async () => {
  const node = startNode(sharedOf(), 'n1');
  const [first, second] = [await node.wake('first'), await node.wake('second')];
  await node.wake('nobody');
  first.registry.connect(ben, 'phone');
  second.registry.connect(ben, 'phone');
  await beat();
  node.asked.published = [];
  vi.advanceTimersByTime(lease / 3);
  expect(node.asked.published).toEqual(['first', 'second']);
});

it('LED-17 shows people of another node who came before the circle woke here, and those after', async () => {
  const shared = sharedOf();
  const [one, two] = [startNode(shared, 'n1'), startNode(shared, 'n2')];
  const there = await one.wake('circle');
  there.registry.connect(ben, 'phone');
  await vi.advanceTimersByTimeAsync(1);
  const here = await two.wake('circle');
  expect(here.registry.presenceOf(ben)).toBe('here');
  two.asked.reads = [];
  there.registry.disconnect(ben, 'phone');
  await vi.advanceTimersByTimeAsync(1);
  expect(here.registry.presenceOf(ben)).toBe('away');
  expect(two.asked.reads).toEqual([['circle']]);
});

it('RND-19 nobody is away while boards cannot be read, and for a lease after an outage', async () => {
  const node = startNode(sharedOf(), 'n1');
  const { registry } = await node.wake('circle');
  const presence = () => registry.presenceOf(ben);
  expect(presence()).toBe('away');
  node.setReachable(false);
  expect(presence()).toBe('unknown');
  node.setReachable(true);
  await beat();
  expect(presence()).toBe('unknown');
  await vi.advanceTimersByTimeAsync(lease);
  expect(presence()).toBe('away');
  node.asked.fault = true;
  await vi.advanceTimersByTimeAsync(2 * lease);
  expect(presence()).toBe('unknown');
  node.asked.fault = false;
  await beat();
  expect(presence()).toBe('away');
});

it('LED-17 a note that cannot be read harms no other circle', async () => {
  const shared = sharedOf();
  const node = startNode(shared, 'n1');
  const [bad, good] = [await node.wake('bad'), await node.wake('good')];
  await shared.publishNote('bad', 'n2', 'no JSON', lease);
  await shared.publishNote('good', 'n2', JSON.stringify([[ben, 'phone', 1, 1]]), lease);
  await beat();
  expect(good.registry.presenceOf(ben)).toBe('here');
  expect(bad.registry.presenceOf(ben)).toBe('away');
  expect(node.reported.join()).toMatch(/SyntaxError/);
});

it('LED-17 a circle that falls asleep while it wakes is watched no longer', async () => {
  const shared = sharedOf();
  const node = startNode(shared, 'n1');
  const registry = new PresenceRegistry(() => Date.now(), { emit: () => undefined });
  const sync = new PresenceSync('circle', registry, node.hub);
  const starting = sync.start();
  sync.close();
  await starting;
  node.asked.reads = [];
  await shared.publishNote('circle', 'n2', '[]', lease);
  await beat();
  expect(node.asked.reads).toEqual([]);
});
