/** A message costs no promise, timer or immediate of its own: a group of them shares a few. */
import { createHook } from 'node:async_hooks';
import type { CircleId, PersonId } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { CircleRegistry } from '../../src/circles/circle-registry.ts';
import { createExclusionSource } from '../../src/circles/exclusions.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CommandsInFlight } from '../../src/realtime/commands-in-flight.ts';
import { RateLimits } from '../../src/realtime/rate-limits.ts';
import { createRealtimeMetrics } from '../../src/realtime/realtime-metrics.ts';
import { SocketHandler } from '../../src/realtime/socket-handler.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testPlanning } from '../circles/planning-fixture.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { circleId, seedCircle, sessionOf } from './seeded-circle.ts';
import { nextCommandId } from './test-client.ts';

/** A store of one process that accepts a group at once, so that only the server is counted. */
function countingStore() {
  const real = createMemoryStore();
  const groups: number[] = [];
  const store: Store = {
    ...real,
    shared: null,
    appendAll(group) {
      groups.push(group.length);
      return Promise.resolve(group.map(({ log }) => ({ ok: true, log: log || 'log' })));
    },
  };
  return { store, groups };
}

async function startCircle(store: Store) {
  const sent: string[] = [];
  const reportError = (error: unknown) => {
    throw error;
  };
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  await seedCircle(ledgers, circleId);
  const circles = new CircleRegistry<string>({
    ...{ ledgers, lease: 6000, sleepAfter: 60_000, limits: false, reportError },
    runHouse: async () => undefined,
    delivery: {
      send: () => undefined,
      sendMany: (_, name) => sent.push(name),
      close: () => undefined,
    },
    exclusions: createExclusionSource(ledgers, Buffer.alloc(32), () => null),
    planning: testPlanning(ledgers),
  });
  await circles.start();
  onTestFinished(() => {
    circles.close();
    ledgers.close();
  });
  const circle = await circles.circle(circleId as CircleId);
  const live = { meetings: 0, people: 0, carried: () => 0 };
  const shared = {
    ...{ reportError, limits: new RateLimits(false) },
    metrics: createRealtimeMetrics(undefined, () => live),
    ...{ inFlight: new CommandsInFlight(), now: () => store.now() },
  };
  const connect = (name: string) => {
    const who = { person: name as PersonId, session: sessionOf(name), device: `device-${name}` };
    circle.subscribe({ ...who, browser: null, line: name, byItem: true, differences: true }, null);
    return new SocketHandler(shared, circle, who, { connected: true });
  };
  return { sent, connect };
}

/** How many of each kind of asynchronous resource begin until `done` is called. */
async function countResources(work: (done: () => void) => void): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const hook = createHook({
    init: (_, type) => void counts.set(type, (counts.get(type) ?? 0) + 1),
  });
  await new Promise<void>((resolve) => {
    hook.enable();
    work(() => {
      hook.disable();
      resolve();
    });
  });
  return counts;
}

it('WIRE-1 LED-12 two hundred messages share a group, a packet, and a few promises', async () => {
  const { store, groups } = countingStore();
  const { sent, connect } = await startCircle(store);
  const [fern, ben] = [connect('fern'), connect('ben')];
  const ask = (handler: SocketHandler<string>, command: object) =>
    handler.command({ id: nextCommandId(), ...command });
  for (const [handler, command] of [
    [fern, { do: 'join', seat: 'sharer' }],
    [fern, { do: 'open-doors' }],
    [ben, { do: 'join', seat: 'sharer' }],
    [fern, { do: 'begin' }],
    [fern, { do: 'set-floor', mode: 'open' }],
    [ben, { do: 'say', text: 'The first message.' }],
  ] as const) {
    expect(await ask(handler, command)).toEqual({ ok: true });
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  [groups.length, sent.length] = [0, 0];
  const messages = 200;
  const answers: CommandAnswer[] = [];
  const counts = await countResources((done) => {
    for (let n = 0; n < messages; n++) {
      ben.runCommand({ id: nextCommandId(), do: 'say', text: `Message ${n}` }, (answer) => {
        if (answers.push(answer) === messages) done();
      });
    }
  });
  expect(answers).toEqual(Array(messages).fill({ ok: true }));
  expect([groups, sent.filter((name) => name !== 'here')]).toEqual([[messages], ['changes']]);
  expect(counts.get('PROMISE') ?? 0).toBeLessThan(20);
  expect(counts.get('Timeout') ?? 0).toBeLessThan(4);
  expect(counts.get('Immediate') ?? 0).toBeLessThan(4);
});
