/** Whose exclusions a circle looks up, and when. */
import type { CircleId, PersonId } from '@holdspace/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type BrowserUse, ExclusionBars } from '../../src/circles/exclusion-bars.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { seedCircle } from '../realtime/seeded-circle.ts';
import { testCodec } from '../storage/sample-commits.ts';

const circleId = 'c_bars' as CircleId;

async function startBars() {
  const reportError = (error: unknown) => {
    throw error;
  };
  const ledgers = createLedgers({ store: createMemoryStore(), codec: testCodec, reportError });
  await seedCircle(ledgers, circleId);
  onTestFinished(() => ledgers.close());
  const lookedUp: string[] = [];
  const exclusions = {
    appliesTo: () => false,
    barFor(_: CircleId, browser: string) {
      lookedUp.push(browser);
      return null;
    },
    barsFor: () => new Set<string>(),
    memberBehind: () => null,
  };
  const uses: BrowserUse[] = [];
  const bars = new ExclusionBars({
    ...{ circle: await ledgers.circle(circleId), meetings: { current: null }, reportError },
    exclusions: { current: async () => exclusions, latest: exclusions, browserOf: () => null },
    connected: {
      [Symbol.iterator]: () => uses.values(),
      ofPerson: (person) => uses.filter((each) => each.person === person),
    },
    now: () => Date.now(),
  });
  const connect = (name: string) => {
    const person = name as PersonId;
    uses.push({ person, browser: `browser of ${name}` });
    bars.onPresenceChanged({ type: 'presence-changed', cause: 'connected', person });
  };
  const settle = () => vi.waitFor(() => expect(bars.isIdle).toBe(true));
  return { bars, connect, settle, lookedUp };
}

it('VOI-12 who connects is looked up once, and nobody else; new exclusions look everybody up', async () => {
  const { bars, connect, settle, lookedUp } = await startBars();
  const people = Array.from({ length: 40 }, (_, n) => `person ${n}`);
  for (const name of people) {
    connect(name);
    await settle();
  }
  expect(lookedUp).toEqual(people.map((name) => `browser of ${name}`));
  lookedUp.length = 0;
  bars.requestReconcile();
  await settle();
  expect(lookedUp).toHaveLength(people.length);
});
