/** One node with one circle on a clock of its own, to see when the circle wakes and falls asleep. */
import type { CircleSettings, PersonId } from '@holdspace/core';
import { onTestFinished } from 'vitest';
import { CircleRegistry } from '../../src/circles/circle-registry.ts';
import type { CircleRuntime } from '../../src/circles/circle-runtime.ts';
import { createExclusionSource } from '../../src/circles/exclusions.ts';
import { createLedgers, type Ledgers } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { fakeAlerts } from '../notifications/fake-sender.ts';
import { circleId, seedCircle, sessionOf } from '../realtime/seeded-circle.ts';
import { onClock, startClock, stopClock } from '../simulation/fake-clock.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { testPlanning } from './planning-fixture.ts';

export const minute = 60_000;

/** The store of one process: nothing is shared with other nodes. */
export const unsharedStore = (): Store => ({ ...createMemoryStore(), shared: null });

export interface SleepNode {
  readonly ledgers: Ledgers;
  readonly circles: CircleRegistry<string>;
  /** Faults of background work. */
  readonly failures: unknown[];
  /** What was sent to each person, as JSON, oldest first. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  connect(person: string): Promise<() => void>;
  stop(): void;
}

/** `settings` of the circle, which has a meeting in a minute from the start of the clock. */
export async function prepareCircle(
  store: Store,
  settings: Partial<CircleSettings> = {},
): Promise<void> {
  const ledgers = createLedgers({ store, codec: testCodec, reportError: () => undefined });
  await onClock(seedCircle(ledgers, circleId, { settings }));
  ledgers.close();
}

export async function startSleepNode(store: Store, sleepAfter = 0): Promise<SleepNode> {
  const failures: unknown[] = [];
  const sent = new Map<string, string[]>();
  const note = (line: string, name: string, packet: unknown) =>
    void sent.set(line, [...(sent.get(line) ?? []), JSON.stringify([name, packet])]);
  const reportError = (error: unknown) => void failures.push(error);
  const ledgers = createLedgers({ store, codec: testCodec, reportError, idleTime: 1000 });
  const alerts = fakeAlerts(ledgers, reportError);
  const circles = new CircleRegistry<string>({
    ...{ ledgers, lease: 6000, sleepAfter, limits: false, reportError },
    runHouse: () => alerts.runDue(),
    delivery: {
      send: (line, name, packet) => note(line, name, packet),
      sendMany: (lines, name, packet) => {
        for (const line of lines) note(line, name, packet);
      },
      close: () => undefined,
    },
    exclusions: createExclusionSource(ledgers, Buffer.alloc(32), () => null),
    planning: testPlanning(ledgers),
  });
  await onClock(circles.start());
  circles.startDeadlines();
  const node: SleepNode = {
    ...{ ledgers, circles, failures, sent },
    connect: async (who) => connect(await onClock(circles.circle(circleId)), who as PersonId),
    stop() {
      circles.close();
      void alerts.close();
      ledgers.close();
    },
  };
  onTestFinished(() => node.stop());
  return node;
}

function connect(circle: CircleRuntime<string>, person: PersonId): () => void {
  const device = `device-of-${person}`;
  const line = person;
  const who = {
    person,
    session: sessionOf(person),
    device,
    browser: null,
    line,
    byItem: true,
    differences: true,
  };
  const subscription = circle.subscribe(who, null);
  return () => circle.unsubscribe(subscription);
}

export const useSleepClock = (): void => {
  startClock();
  onTestFinished(stopClock);
};
