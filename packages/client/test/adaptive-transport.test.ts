/** Both wires are the test's own; what the server answers to a plain request as well. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAdaptiveTransport } from '../src/adaptive-transport.ts';
import { connect } from '../src/connect.ts';
import { FakeTransport } from './fake-transport.ts';
import { snapshot } from './sample-snapshots.ts';

type Plain = 'works' | 'down' | 'trouble' | 'portal';

let websocket: FakeTransport;
let https: FakeTransport;
let plain: Plain;
let opensAgain: boolean;
const storedValues = new Map<string, string>();
const storage = {
  getItem: (key: string) => storedValues.get(key) ?? null,
  setItem: (key: string, value: string) => void storedValues.set(key, value),
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
    probeWebSocket: async () => opensAgain,
  };
  return connect({
    ...{ url: '', circle: 'c1', random: () => 0, storage },
    openTransport: openAdaptiveTransport(storage, ways),
  });
}
const acceptConnection = (wire: FakeTransport) => {
  wire.accept();
  wire.emit('snapshot', snapshot());
  wire.answerSyncs();
};
const failConnection = async () => {
  websocket.emit('connect_error', { message: 'websocket error' });
  await vi.advanceTimersByTimeAsync(10);
};

beforeEach(() => {
  vi.useFakeTimers();
  websocket = new FakeTransport();
  https = new FakeTransport();
  plain = 'works';
  opensAgain = false;
  storedValues.clear();
  vi.stubGlobal('fetch', () => answers[plain]());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('CON-4 a connection that finds its way', () => {
  it('CON-4 stays with a working WebSocket, and sends no other request', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    const circle = open();
    acceptConnection(websocket);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', via: 'websocket' });
    expect([https.opens, asked.mock.calls.length]).toEqual([0, 0]);
  });

  it('CON-4 uses plain HTTPS when WebSocket is refused, and the tab remembers it', async () => {
    const circle = open();
    await failConnection();
    await failConnection();
    expect(circle.getSnapshot().connection.cause).toBe('blocked');
    await failConnection();
    expect(https.opens).toBe(1);
    acceptConnection(https);
    expect(circle.getSnapshot()).toMatchObject({
      status: 'live',
      connection: { state: 'open', cause: null, via: 'https' },
    });
    const before = websocket.opens;
    open();
    expect([https.opens, websocket.opens]).toEqual([2, before]);
  });

  it('CON-4 uses plain HTTPS when WebSocket gets no answer, within six seconds', async () => {
    open();
    await vi.advanceTimersByTimeAsync(6000);
    expect(https.opens).toBe(1);
    expect(websocket.cuts).toBe(1);
  });

  it('CON-4 stops using plain HTTPS when a proxy holds the stream back, and reports it', async () => {
    storedValues.set('holdspace.via', 'https');
    const circle = open();
    await vi.advanceTimersByTimeAsync(22_000);
    expect(circle.getSnapshot().connection.cause).toBe('blocked');
    expect(websocket.opens).toBeGreaterThan(0);
  });

  it('CON-4 keeps a slow WebSocket when the server does not answer at all', async () => {
    plain = 'down';
    open();
    await vi.advanceTimersByTimeAsync(9000);
    expect(https.opens).toBe(0);
  });

  it('CON-4 tries WebSocket again later, and goes back to it', async () => {
    storedValues.set('holdspace.via', 'https');
    const circle = open();
    acceptConnection(https);
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    expect(websocket.opens).toBe(0);
    opensAgain = true;
    await vi.advanceTimersByTimeAsync(9 * 60_000 + 500);
    expect([websocket.opens, https.goodbyes]).toEqual([1, 1]);
    acceptConnection(websocket);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', via: 'websocket' });
    expect(storedValues.get('holdspace.via')).toBe('websocket');
  });

  it('CON-4 EXIT-2 a closed connection makes no more attempts', async () => {
    storedValues.set('holdspace.via', 'https');
    opensAgain = true;
    const circle = open();
    acceptConnection(https);
    circle.close();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect([websocket.opens, https.opens]).toEqual([0, 1]);
  });
});

describe('CON-3 the cause of a lost connection', () => {
  it.each([
    ['down', 'unreachable'],
    ['trouble', 'gateway'],
    ['portal', 'foreign'],
    ['works', 'blocked'],
  ] as const)('CON-3 is known when a plain request finds that: %s', async (what, cause) => {
    plain = what;
    const circle = open();
    await failConnection();
    await failConnection();
    expect(circle.getSnapshot().connection.cause).toBe(cause);
  });

  it('CON-3 a device without a network has the cause offline', async () => {
    plain = 'down';
    vi.stubGlobal('navigator', { onLine: false });
    const circle = open();
    await failConnection();
    await failConnection();
    expect(circle.getSnapshot().connection).toMatchObject({
      state: 'connecting',
      cause: 'offline',
    });
  });

  it('CON-3 says since when, and forgets the cause when it is over', async () => {
    const circle = open();
    acceptConnection(websocket);
    const { since } = circle.getSnapshot().connection;
    await vi.advanceTimersByTimeAsync(5000);
    websocket.dropConnection();
    expect(circle.getSnapshot().connection.state).toBe('waiting');
    expect(circle.getSnapshot().connection.since).toBeGreaterThan(since);
    websocket.emit('connect_error', { message: 'draining' });
    expect(circle.getSnapshot().connection.cause).toBe('gateway');
    await vi.advanceTimersByTimeAsync(1000);
    acceptConnection(websocket);
    expect(circle.getSnapshot().connection).toMatchObject({ state: 'open', cause: null });
  });

  it.each([
    ['wrong-address', 'address'],
    ['too-many', 'crowded'],
  ])('CON-3 what the server answers is kept: %s', async (code, cause) => {
    storedValues.set('holdspace.via', 'https');
    const circle = open();
    https.emit('connect_error', { message: code });
    expect(circle.getSnapshot().connection.cause).toBe(cause);
    expect(circle.getSnapshot().status).toBe('connecting');
  });
});
