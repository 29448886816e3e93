/** What is special to plain HTTPS (CON-4); the contract itself is over-https.test.ts. */
import type { StreamRequest } from '@holdspace/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import {
  beginMeeting,
  eventually,
  type RealtimeFixture,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId } from './seeded-circle.ts';
import { connectOverHttps, nextCommandId } from './test-client.ts';

connectOverHttps();

interface Request {
  readonly who?: string | null;
  readonly origin?: string | null;
  readonly body?: unknown;
}

const post = (
  fixture: RealtimeFixture,
  path: string,
  { who = 'ben', origin, body }: Request = {},
) =>
  fetch(`${fixture.url}/api/circles/${circleId}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(who !== null && { cookie: `member=${who}` }),
      ...(origin !== null && { origin: origin ?? fixture.url }),
    },
    body: JSON.stringify(body ?? {}),
  });

const device = 'a-device-of-its-own';
const hello = { protocol: 1, circle: circleId, device };
const asking = (what: object): StreamRequest => ({
  ...{ device, n: 1, ask: 'command' },
  what: { id: nextCommandId(), ...what },
});

/** A stream that is read by hand. */
async function stream(fixture: RealtimeFixture, who = 'ben') {
  const response = await post(fixture, 'stream', { who, body: hello });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  onTestFinished(() => void reader.cancel().catch(() => undefined));
  const state = { text: '', ended: false };
  void (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) break;
      state.text += decoder.decode(value);
    }
    state.ended = true;
  })();
  await eventually(() => state.text.includes('event: open'));
  const id = /"stream":"([^"]+)"/.exec(state.text)?.[1] ?? '';
  return { response, state, id };
}

describe('CON-4 the stream of events', () => {
  it('CON-4 headers forbid proxies to cache, compress and buffer', async () => {
    const fixture = await startRealtimeFixture();
    const { response, state } = await stream(fixture);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(state.text).toMatch(/^: {2048}\n\n/);
    await eventually(() => state.text.includes('event: snapshot'));
  });

  it('CON-4 is asked for with the same checks as a socket', async () => {
    const fixture = await startRealtimeFixture();
    const refused = async (request: Request, path = 'stream') => {
      const response = await post(fixture, path, { body: hello, ...request });
      const { code, refused } = (await response.json()) as { code: string; refused?: string };
      return [response.status, code, refused];
    };
    for (const path of ['stream', 'commands']) {
      const body = path === 'stream' ? hello : asking({ do: 'raise-hand' });
      const other = { body, origin: 'https://evil.example' };
      expect(await refused(other, path)).toEqual([403, 'wrong-address', undefined]);
      expect(await refused({ body, origin: null }, path)).toEqual([
        403,
        'wrong-address',
        undefined,
      ]);
      expect(await refused({ body, who: null }, path)).toEqual([404, 'not-here', 'not-here']);
      expect(await refused({ body, who: 'nobody' }, path)).toEqual([404, 'not-here', 'not-here']);
      expect(await refused({ body: 7 }, path)).toEqual([400, 'protocol', 'protocol']);
    }
    expect(await refused({ body: { ...hello, protocol: 2 } })).toEqual([
      400,
      'protocol',
      'protocol',
    ]);
    const elsewhere = { ...hello, circle: 'c_other' };
    expect((await refused({ body: elsewhere }))[0]).toBe(404);
  });

  it('CON-4 takes no more than a packet, and no form of another site', async () => {
    const fixture = await startRealtimeFixture();
    const long = asking({ do: 'say', text: 'x'.repeat(17_000) });
    expect((await post(fixture, 'commands', { body: long })).status).toBe(413);
    const form = await fetch(`${fixture.url}/api/circles/${circleId}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: fixture.url, cookie: 'member=ben' },
      body: JSON.stringify(asking({ do: 'raise-hand' })),
    });
    expect(form.status).toBe(415);
  });

  it('CON-4 WIRE-5 has the limits of the person, whichever way they ask', async () => {
    const fixture = await startRealtimeFixture({ limits: true, now: () => 0 });
    await beginMeeting(fixture, 'Fern', 'Ben');
    const { id, state } = await stream(fixture);
    const alive = { device, stream: id, n: 1, ask: 'alive' };
    const answers = await Promise.all(
      Array.from({ length: 520 }, () => post(fixture, 'commands', { body: alive })),
    );
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    await eventually(() => state.ended);
  });

  it('CON-4 WIRE-14 lets go of a reader who does not read, and the others read on', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben');
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const slow = await fetch(`${fixture.url}/api/circles/${circleId}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: fixture.url, cookie: 'member=cleo' },
      body: JSON.stringify(hello),
      signal: controller.signal,
    });
    expect(slow.status).toBe(200);
    const cleo = await fixture.connect('Cleo', { device: 'another-device' });
    await cleo.do({ do: 'join', seat: 'sharer' });
    const dropped = async () =>
      (
        await fixture.registry.getSingleMetricAsString('holdspace_slow_readers_dropped_total')
      ).endsWith(' 1');
    // The kernel takes in tens of megabytes before the server keeps anything.
    const say = async () => await ben?.do({ do: 'say', text: '漢'.repeat(4000) });
    while (!(await dropped())) await Promise.all(Array.from({ length: 20 }, say));
    expect(fern?.socket.connected).toBe(true);
  });

  it('CON-4 KEY-2 ends at once when the session does, and nothing is taken by it', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = await beginMeeting(fixture, 'Fern', 'Ben');
    const { state, id } = await stream(fixture);
    const circle = await fixture.ledgers.circle(circleId);
    const session = 's_ben' as never;
    await circle.handle({ do: 'sign-out', member: 'ben' as never, session }, systemContext);
    await eventually(() => state.ended && ben?.socket.connected === false);
    const late = { ...asking({ do: 'say', text: 'late' }), stream: id };
    expect((await post(fixture, 'commands', { body: late })).status).toBe(401);
  });

  it('CON-4 WIRE-9 a server that stops says so and ends every stream', async () => {
    const fixture = await startRealtimeFixture();
    const { state } = await stream(fixture);
    await fixture.restart();
    await eventually(() => state.ended);
    expect(state.text).toContain('event: draining\ndata: 0');
  });

  it('CON-4 is counted apart from sockets', async () => {
    const fixture = await startRealtimeFixture();
    await stream(fixture);
    const figures = await fixture.registry.getSingleMetricAsString('holdspace_connections');
    expect(figures).toContain('{via="https"} 1');
    expect(figures).toContain('{via="websocket"} 0');
  });
});

describe('CON-4 without sticky sessions', () => {
  it('CON-4 WIRE-1 a command is decided by any node, and answered after what follows from it', async () => {
    const store = createMemoryStore();
    const people = ['Fern', 'Flo', 'Ben', 'Cleo'];
    const one = await startRealtimeFixture({ store, people });
    const two = await startRealtimeFixture({ store });
    const [fern] = await beginMeeting(one, 'Fern');
    const ben = await one.connect('Ben', { commandsTo: two.url });
    await ben.do({ do: 'join', seat: 'sharer' });
    for (let i = 0; i < 10; i++) {
      await ben.do({ do: 'say', text: `thought ${i}` });
      expect(ben.texts.at(-1)).toBe(`thought ${i}`);
    }
    await fern?.do({ do: 'say', text: 'heard' });
    await ben.sync();
    expect(ben.texts.at(-1)).toBe('heard');
    expect(await ben.earlier(ben.view.timeline[3]?.id ?? '')).toMatchObject({ more: false });
    expect(await ben.raw('desk-earlier', 'threads')).toEqual({ more: false });
    expect(fern?.view.people.find(({ id }) => id === 'ben')?.here).toBe(true);
  });

  it('CON-4 RND-16 the device of a stream writes, also by another node', async () => {
    const store = createMemoryStore();
    const one = await startRealtimeFixture({ store });
    const two = await startRealtimeFixture({ store });
    await beginMeeting(one, 'Fern');
    const ben = await one.connect('Ben', { commandsTo: two.url, device: 'first-device' });
    await ben.do({ do: 'join', seat: 'sharer' });
    const other = await two.connect('Ben', { device: 'second-device' });
    await eventually(() => !ben.view.mine.writes);
    expect(await ben.ask({ do: 'say', text: 'no' })).toEqual({ refused: 'elsewhere' });
    await other.do({ do: 'say', text: 'yes' });
    await ben.do({ do: 'write-here' });
    await eventually(() => ben.view.mine.writes);
    await ben.do({ do: 'say', text: 'here again' });
  });
});
