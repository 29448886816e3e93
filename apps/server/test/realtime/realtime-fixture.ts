/**
 * A server with one circle for the tests of the realtime server: real sockets on the store in
 * memory, without the HTTP routes. A cookie `member=…` names the person.
 */
import type { AddressInfo } from 'node:net';
import { activeSession, type CircleId, type PersonId, type SessionId } from '@holdspace/core';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { expect, onTestFinished, vi } from 'vitest';
import { createExclusionSource } from '../../src/circles/exclusions.ts';
import { HouseOutbox } from '../../src/circles/house-outbox.ts';
import { addErrorHandlers } from '../../src/http/error-handlers.ts';
import type { HttpContext } from '../../src/http/http-context.ts';
import { addRequestGuards } from '../../src/http/request-guards.ts';
import { streamRoutes } from '../../src/http/stream-routes.ts';
import { createLedgers, type Ledgers } from '../../src/ledger/ledgers.ts';
import type { AlertDelivery } from '../../src/notifications/alert-delivery.ts';
import { attachRealtimeServer, type RealtimeServer } from '../../src/realtime/realtime-server.ts';
import type { StreamServer } from '../../src/realtime/stream-server.ts';
import { OriginGuard } from '../../src/security/origin-guard.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testPlanning } from '../circles/planning-fixture.ts';
import { FakeSender, fakeAlerts } from '../notifications/fake-sender.ts';
import { circleId, type SeedOptions, seedCircle, sessionOf } from './seeded-circle.ts';
import { type ConnectClientOptions, connectClient, type TestClient } from './test-client.ts';

const codec = new CommitCodec(Buffer.alloc(32, 7));

export interface RealtimeFixture {
  readonly url: string;
  readonly store: Store;
  readonly ledgers: Ledgers;
  /** What staff were sent. */
  readonly sender: FakeSender;
  readonly failures: unknown[];
  readonly registry: Registry;
  /** Stops everything but the store and starts again on it, on another port. */
  restart(): Promise<void>;
  connect(who: string, more?: ConnectClientOptions): Promise<TestClient>;
  stop(spread?: number): Promise<void>;
  start(): Promise<void>;
}

/** What marks of browsers are made with. */
export const linkKey = Buffer.alloc(32, 7);

interface RealtimeFixtureOptions extends SeedOptions {
  readonly limits?: boolean;
  readonly publicUrl?: string;
  readonly store?: Store;
  /** Milliseconds without anybody after which a circle falls asleep. */
  readonly sleepAfter?: number;
  /** Milliseconds after which people of a node that is gone are away; so long a node may stall. */
  readonly lease?: number;
  /** The clock of the limits, in milliseconds. */
  readonly now?: () => number;
  /** The test makes faults of its own. */
  readonly mayFail?: true;
}

export async function startRealtimeFixture(
  options: RealtimeFixtureOptions = {},
): Promise<RealtimeFixture> {
  const store = options.store ?? createMemoryStore();
  const failures: unknown[] = [];
  const sender = new FakeSender();
  let ledgers: Ledgers;
  let alerts: AlertDelivery | undefined;
  let realtimeServer: RealtimeServer | undefined;
  let fastify: Awaited<ReturnType<typeof createStreamApp>>;
  let url = '';
  let registry = new Registry();
  const reportError = (error: unknown) => void failures.push(error);

  const start = async () => {
    ledgers = createLedgers({ store, codec, reportError });
    const there = () => realtimeServer?.streams ?? null;
    fastify = await createStreamApp(options.publicUrl ?? null, ledgers, there);
    registry = new Registry();
    alerts = fakeAlerts(ledgers, reportError, sender);
    realtimeServer = await attachRealtimeServer({
      httpServer: fastify.server,
      ledgers,
      alerts,
      lookUpStaff: async () => null,
      registry,
      settings: {
        publicUrl: options.publicUrl ?? null,
        limits: options.limits ?? false,
        lease: options.lease ?? 6000,
        sleepAfter: options.sleepAfter ?? 60_000,
      },
      lookUpSession: async (header, id) => {
        const who = /member=(\w+)/.exec(header ?? '')?.[1];
        if (who === undefined || !id.startsWith('c_')) return null;
        const circle = await ledgers.circle(id as CircleId);
        const named = /session=(\w+)/.exec(header ?? '')?.[1] as SessionId | undefined;
        const session = named ?? sessionOf(who);
        const living = activeSession(circle.state, session, store.now());
        const member = who as PersonId;
        if (living) return { member, session };
        return circle.state.members.has(member) ? 'signed-out' : null;
      },
      exclusions: createExclusionSource(
        ledgers,
        linkKey,
        (header) => /browser=(\w+)/.exec(header ?? '')?.[1] ?? null,
      ),
      planning: testPlanning(ledgers),
      houseOutbox: new HouseOutbox(ledgers, reportError),
      log: { error: reportError, warn: reportError, info: reportError } as never,
      origins: originsOf(options.publicUrl ?? null),
      ...(options.now && { now: options.now }),
    });
    await fastify.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`;
  };
  const stop = async (spread?: number) => {
    await realtimeServer?.close(spread);
    await alerts?.close();
    ledgers.close();
    await fastify.close();
  };

  await seedCircle(createLedgers({ store, codec, reportError }), circleId, options);
  await start();
  onTestFinished(async () => {
    await stop();
    if (!options.mayFail) expect(failures, 'faults that the gateway logged').toEqual([]);
  });
  return {
    get url() {
      return url;
    },
    get ledgers() {
      return ledgers;
    },
    get registry() {
      return registry;
    },
    store,
    sender,
    failures,
    start,
    stop,
    async restart() {
      await stop();
      await start();
    },
    connect: (who, more) => connectClient(url, who, more),
  };
}

const originsOf = (publicUrl: string | null) =>
  new OriginGuard({ publicUrl }, { warn: () => undefined });

/** The guards and the doors of live connections, as on a whole server. */
async function createStreamApp(
  publicUrl: string | null,
  ledgers: Ledgers,
  streams: () => StreamServer | null,
) {
  const fastify = Fastify({ forceCloseConnections: true });
  const quiet = { debug: () => undefined, warn: () => undefined };
  const settings = { publicUrl, limits: false, trustProxy: [] };
  const parts = { settings, ledgers, origins: originsOf(publicUrl), log: quiet };
  const metrics = { requests: { observe: () => undefined } };
  addErrorHandlers(fastify, () => ledgers.store.shared?.reachable === false);
  await addRequestGuards(fastify, { ...parts, metrics } as unknown as HttpContext);
  await fastify.register(streamRoutes(parts as unknown as HttpContext, streams), {
    prefix: '/api',
  });
  return fastify;
}

/**
 * A store whose clock stands until the test moves it. What is due happens so much later by the
 * clock of the machine as it is away when it is planned, and looks at the clock again and again.
 */
export function createStillStore() {
  const clock = { now: Date.now() };
  return { clock, store: createMemoryStore({ now: () => clock.now }) };
}

/** Waits for a condition, never for a time. */
export const eventually = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { interval: 10 });

/** The circle has begun in open mode with everyone in. */
export async function beginMeeting(
  fixture: RealtimeFixture,
  ...names: string[]
): Promise<TestClient[]> {
  const everybody: TestClient[] = [];
  for (const name of names) {
    const visitor = await fixture.connect(name);
    everybody.push(visitor);
    if (everybody.length === 1) await visitor.do({ do: 'join', seat: 'sharer' });
    if (everybody.length === 1 && visitor.view.phase === 'scheduled') {
      await visitor.do({ do: 'open-doors' });
    }
    if (everybody.length > 1) await visitor.do({ do: 'join', seat: 'sharer' });
  }
  await everybody[0]?.do({ do: 'begin' });
  for (const visitor of everybody) await visitor.sync();
  return everybody;
}
