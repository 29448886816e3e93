/**
 * A server with one circle for the tests of the realtime server: real sockets on the store in
 * memory, without the HTTP routes. A cookie `member=…` names the person.
 */
import type { AddressInfo } from 'node:net';
// The client's own fold: what a test looks at is what a screen would show.
import {
  type ClientState,
  foldChanges,
  foldConnected,
  foldEarlier,
  foldPeople,
  foldPrivate,
  stateFromSnapshot,
  viewFromState,
} from '@holdspace/client';
import type {
  CircleId,
  CircleSettings,
  LinkId,
  MeetingId,
  Millis,
  PersonId,
  Role,
  SessionId,
} from '@holdspace/core';
import { activeSession, defaultSettings } from '@holdspace/core';
import type {
  CommandAnswer,
  EarlierPage,
  Hello,
  ServerToClient,
  Snapshot,
  View,
  WireCommand,
} from '@holdspace/protocol';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { io } from 'socket.io-client';
import { expect, onTestFinished, vi } from 'vitest';
import { createExclusionSource } from '../../src/circles/exclusions.ts';
import { HouseOutbox } from '../../src/circles/house-outbox.ts';
import { addErrorHandlers } from '../../src/http/error-handlers.ts';
import type { HttpContext } from '../../src/http/http-context.ts';
import { addRequestGuards } from '../../src/http/request-guards.ts';
import { streamRoutes } from '../../src/http/stream-routes.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
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
import { HttpsSocket, type TestSocket } from './https-socket.ts';

export const circleId = 'c_tuesday' as CircleId;
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

interface RealtimeFixtureOptions {
  readonly settings?: Partial<CircleSettings>;
  readonly limits?: boolean;
  readonly publicUrl?: string;
  /** Names that begin with F facilitate. */
  readonly people?: readonly string[];
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

/** A circle with its members and a meeting that is about to begin. */
export async function seedCircle(
  ledgers: Ledgers,
  id: CircleId,
  { settings = {}, people = ['Fern', 'Ben', 'Cleo', 'Dov'] }: RealtimeFixtureOptions = {},
): Promise<void> {
  const circle = await ledgers.circle(id);
  if (circle.version > 0) return;
  const house = await ledgers.house();
  await house.handle({ do: 'list-circle', circle: id }, systemContext);
  await circle.handle(
    {
      do: 'open',
      circle: id,
      name: 'Tuesday evening',
      purpose: '',
      agreements: [],
      settings: { ...defaultSettings, admit: 'everyone', ...settings },
    },
    systemContext,
  );
  for (const name of people) await addMember(ledgers, id, name);
  const start = ledgers.store.now() + 60_000;
  await planMeetingInCircle(ledgers, id, `m_${id}`, start);
}

export async function planMeetingInCircle(
  ledgers: Ledgers,
  id: CircleId,
  meeting: string,
  start: Millis,
) {
  const circle = await ledgers.circle(id);
  const times = { start, end: start + 3_600_000 };
  const planned = { do: 'schedule', meeting: meeting as MeetingId, ...times } as const;
  expect(await circle.handle(planned, systemContext)).toEqual({ ok: true });
}

/** The session that a person came in by. */
export const sessionOf = (who: string) => `s_${who}` as SessionId;

export const member = (name: string) => name.toLowerCase() as PersonId;

async function addMember(ledgers: Ledgers, id: CircleId, name: string): Promise<void> {
  const circle = await ledgers.circle(id);
  const role: Role = name.startsWith('F') ? 'facilitator' : 'participant';
  const link = (kind: string) => ({
    link: `l_${kind}_${name}` as LinkId,
    hash: `${kind}-${name}`,
    expires: ledgers.store.now() + 1e9,
  });
  await circle.handle({ do: 'invite', role, label: '', uses: 1, ...link('in') }, systemContext);
  await circle.handle(
    {
      do: 'redeem',
      hash: `in-${name}`,
      browser: null,
      signedIn: null,
      fresh: member(name),
      name,
      session: { session: sessionOf(member(name)), until: ledgers.store.now() + 1e12, mark: null },
      code: `code-${name}`,
      replaces: null,
    },
    systemContext,
  );
}

export interface ConnectClientOptions {
  readonly circle?: string;
  readonly device?: string;
  readonly cookie?: string | null;
  readonly origin?: string | null;
  readonly hello?: Partial<Hello>;
  /** Over plain HTTPS: the node that what they ask comes to; else the one of the stream. */
  readonly commandsTo?: string;
  /** What was had before: asks for what was missed. */
  readonly resumeState?: ClientState;
}

let carrier: 'websocket' | 'https' = 'websocket';
/** From now on everyone of this file connects over plain HTTPS. */
export const connectOverHttps = () => {
  carrier = 'https';
};

let lastCommandNumber = 0;
export const nextCommandId = () => `command-${++lastCommandNumber}`;

/** A connection with everything it received, and the view as a screen would fold it. */
export class TestClient {
  readonly received: [name: keyof ServerToClient, packet: unknown][] = [];
  readonly socket: TestSocket;
  readonly person: PersonId;
  readonly device: string;
  state: ClientState | null;

  constructor(socket: TestSocket, person: PersonId, device: string, had: ClientState | null) {
    this.socket = socket;
    this.person = person;
    this.device = device;
    this.state = had;
    const hear = <Name extends keyof ServerToClient>(
      name: Name,
      fold: (state: ClientState, packet: Parameters<ServerToClient[Name]>[0]) => ClientState,
    ) =>
      socket.on(name as string, (packet) => {
        this.received.push([name, structuredClone(packet)]);
        if (!this.state && name !== 'snapshot') throw new Error(`${name} came before a snapshot.`);
        this.state = fold(this.state as ClientState, packet);
      });
    hear('snapshot', (_, snapshot) => stateFromSnapshot(snapshot));
    hear('changes', (state, changes) => {
      const folded = foldChanges(state, changes);
      if (folded === 'gap') throw new Error('There is a gap in the changes.');
      return folded;
    });
    hear('private', foldPrivate);
    hear('here', foldConnected);
    hear('people', foldPeople);
    hear('draining', (state) => state);
    hear('holding', (state) => state);
  }

  get view(): View {
    if (!this.state) throw new Error(`${this.person} was told nothing yet.`);
    return viewFromState(this.state);
  }
  get texts(): string[] {
    return this.view.timeline.map(({ text }) => text);
  }
  /** Everything that ever came in, as text. */
  get receivedJson(): string {
    return JSON.stringify(this.received);
  }
  snapshots(): Snapshot[] {
    return this.received.flatMap(([name, packet]) =>
      name === 'snapshot' ? [packet as Snapshot] : [],
    );
  }

  raw(name: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve) => this.socket.emit(name, ...args, resolve));
  }
  ask(command: WireCommand, id = nextCommandId()): Promise<CommandAnswer> {
    return this.raw('command', { id, ...command }) as Promise<CommandAnswer>;
  }
  /** Asks, and expects that it was done. */
  async do(command: WireCommand): Promise<void> {
    expect(await this.ask(command), `${this.person} ${command.do}`).toEqual({ ok: true });
  }
  async sync(): Promise<void> {
    await this.raw('sync');
  }
  async earlier(before: string): Promise<EarlierPage> {
    const page = (await this.raw('earlier', before)) as EarlierPage;
    if (this.state) this.state = foldEarlier(this.state, page);
    return page;
  }
  /** Cut, without a goodbye. */
  drop(): void {
    this.socket.io.engine.close();
  }
}

export function createClient(
  url: string,
  who: string,
  more: ConnectClientOptions = {},
): TestClient {
  const device = more.device ?? `device-of-${who}`;
  const cookie = more.cookie === undefined ? `member=${who.toLowerCase()}` : more.cookie;
  const origin = more.origin === undefined ? url : more.origin;
  const hello = {
    protocol: 1,
    circle: more.circle ?? circleId,
    device,
    ...(more.resumeState && { log: more.resumeState.log, at: more.resumeState.at }),
    ...more.hello,
  };
  const socket =
    carrier === 'https'
      ? new HttpsSocket(url, { cookie, origin, hello, commandsTo: more.commandsTo ?? url })
      : (io(url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          autoConnect: false,
          extraHeaders: { ...(cookie !== null && { cookie }), ...(origin !== null && { origin }) },
          auth: hello,
        }) as TestSocket);
  const visitor = new TestClient(socket, member(who), device, more.resumeState ?? null);
  onTestFinished(() => void socket.disconnect());
  return visitor;
}

/** Resolves when connected and up to date; rejects with the refusal. */
export async function connectClient(
  url: string,
  who: string,
  more: ConnectClientOptions = {},
): Promise<TestClient> {
  const visitor = createClient(url, who, more);
  await new Promise<void>((resolve, reject) => {
    visitor.socket.once('connect', () => resolve());
    visitor.socket.once('connect_error', reject);
    visitor.socket.connect();
  });
  await visitor.sync();
  return visitor;
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
