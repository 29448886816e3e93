/** Both wires are the test's own; what the server answers to a plain request as well. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openChoosingWire } from '../src/choosing-wire.ts';
import { connect } from '../src/connect.ts';
import { FakeWire } from './fake-wire.ts';
import { snapshot } from './samples.ts';

type Plain = 'works' | 'down' | 'trouble' | 'portal';

let websocket: FakeWire;
let https: FakeWire;
let plain: Plain;
let opensAgain: boolean;
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
};

const answers: Readonly<Record<Plain, () => Promise<Response>>> = {
  works: async () => new Response('{"ok":true}'),
  down: () => Promise.reject(new TypeError('fetch failed')),
  trouble: async () => new Response('<h1>502</h1>', { status: 502 }),
  portal: async () => new Response('<h1>Welcome to our Wi-Fi</h1>'),
};

function open() {
  const ways = {
    websocket: websocket.open_,
    https: https.open_,
    tries: async () => opensAgain,
  };
  return connect({
    ...{ url: '', circle: 'c1', random: () => 0, storage },
    wire: openChoosingWire(storage, ways),
  });
}
const arrive = (wire: FakeWire) => {
  wire.accept();
  wire.tell('snapshot', snapshot());
  wire.settle();
};
const fail = async () => {
  websocket.tell('connect_error', { message: 'websocket error' });
  await vi.advanceTimersByTimeAsync(10);
};

beforeEach(() => {
  vi.useFakeTimers();
  websocket = new FakeWire();
  https = new FakeWire();
  plain = 'works';
  opensAgain = false;
  kept.clear();
  vi.stubGlobal('fetch', () => answers[plain]());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('CON-4 a connection that finds its way', () => {
  it('CON-4 stays with WebSocket where that works, and asks nothing else', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    const circle = open();
    arrive(websocket);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', via: 'websocket' });
    expect([https.opens, asked.mock.calls.length]).toEqual([0, 0]);
  });

  it('CON-4 goes over plain HTTPS where WebSocket is refused, and the tab remembers it', async () => {
    const circle = open();
    await fail();
    await fail();
    expect(circle.getSnapshot().connection.cause).toBe('blocked');
    await fail();
    expect(https.opens).toBe(1);
    arrive(https);
    expect(circle.getSnapshot()).toMatchObject({
      status: 'live',
      connection: { state: 'open', cause: null, via: 'https' },
    });
    const before = websocket.opens;
    open();
    expect([https.opens, websocket.opens]).toEqual([2, before]);
  });

  it('CON-4 goes over plain HTTPS where WebSocket is swallowed, within six seconds', async () => {
    open();
    await vi.advanceTimersByTimeAsync(6000);
    expect(https.opens).toBe(1);
    expect(websocket.cuts).toBe(1);
  });

  it('CON-4 leaves plain HTTPS again where a proxy holds the stream back, and says so', async () => {
    kept.set('holdspace.via', 'https');
    const circle = open();
    await vi.advanceTimersByTimeAsync(22_000);
    expect(circle.getSnapshot().connection.cause).toBe('blocked');
    expect(websocket.opens).toBeGreaterThan(0);
  });

  it('CON-4 does not leave a slow WebSocket for a server that is silent altogether', async () => {
    plain = 'down';
    open();
    await vi.advanceTimersByTimeAsync(9000);
    expect(https.opens).toBe(0);
  });

  it('CON-4 tries WebSocket again later, and goes back to it', async () => {
    kept.set('holdspace.via', 'https');
    const circle = open();
    arrive(https);
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    expect(websocket.opens).toBe(0);
    opensAgain = true;
    await vi.advanceTimersByTimeAsync(9 * 60_000 + 500);
    expect([websocket.opens, https.goodbyes]).toEqual([1, 1]);
    arrive(websocket);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', via: 'websocket' });
    expect(kept.get('holdspace.via')).toBe('websocket');
  });

  it('CON-4 EXIT-2 a connection that is closed tries nothing any more', async () => {
    kept.set('holdspace.via', 'https');
    opensAgain = true;
    const circle = open();
    arrive(https);
    circle.close();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect([websocket.opens, https.opens]).toEqual([0, 1]);
  });
});

describe('CON-3 what stands in the way', () => {
  it.each([
    ['down', 'unreachable'],
    ['trouble', 'gateway'],
    ['portal', 'foreign'],
    ['works', 'blocked'],
  ] as const)('CON-3 is known when a plain request finds that: %s', async (what, cause) => {
    plain = what;
    const circle = open();
    await fail();
    await fail();
    expect(circle.getSnapshot().connection.cause).toBe(cause);
  });

  it('CON-3 a device without network is told so', async () => {
    plain = 'down';
    vi.stubGlobal('navigator', { onLine: false });
    const circle = open();
    await fail();
    await fail();
    expect(circle.getSnapshot().connection).toMatchObject({
      state: 'connecting',
      cause: 'offline',
    });
  });

  it('CON-3 says since when, and forgets the cause when it is over', async () => {
    const circle = open();
    arrive(websocket);
    const { since } = circle.getSnapshot().connection;
    await vi.advanceTimersByTimeAsync(5000);
    websocket.lose();
    expect(circle.getSnapshot().connection.state).toBe('waiting');
    expect(circle.getSnapshot().connection.since).toBeGreaterThan(since);
    websocket.tell('connect_error', { message: 'draining' });
    expect(circle.getSnapshot().connection.cause).toBe('gateway');
    await vi.advanceTimersByTimeAsync(1000);
    arrive(websocket);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', cause: null });
  });

  it.each([
    ['wrong-address', 'address'],
    ['too-many', 'crowded'],
  ])('CON-3 what the server answers is kept: %s', async (code, cause) => {
    kept.set('holdspace.via', 'https');
    const circle = open();
    https.tell('connect_error', { message: code });
    expect(circle.getSnapshot().connection.cause).toBe(cause);
    expect(circle.getSnapshot().status).toBe('connecting');
  });
});
