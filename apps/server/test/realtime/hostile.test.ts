import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { readCommand } from '../../src/realtime/socket-handler.ts';
import { securityHeaders } from '../../src/security/security-headers.ts';
import { beginMeeting, type RealtimeFixture, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId } from './seeded-circle.ts';
import { nextCommandId, type TestClient } from './test-client.ts';

const two = (visitors: TestClient[]) => visitors as [TestClient, TestClient];

/** Choices that are the same in every run: what breaks something breaks it again. */
function seededRandom() {
  let state = 2026;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (n: number) => Math.floor(next() * n),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
}

const hello = (device: string) => `40${JSON.stringify({ protocol: 1, circle: circleId, device })}`;

/** Not a client library: whatever is written goes out as it is. */
async function raw(fixture: RealtimeFixture, who: string, device = 'hostile-device') {
  const url = fixture.url.replace('http', 'ws');
  const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: { origin: fixture.url, cookie: `member=${who}` },
  });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  // First engine.io says what it wants, then Socket.IO answers the hello.
  await new Promise((done) => {
    socket.once('message', () => {
      socket.once('message', done);
      socket.send(hello(device));
    });
  });
  return socket;
}

const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'do', 'id', 'length'];
const values = ['null', '[]', '{}', '1e999', '-0', '"x"', 'true', '{"a":{"b":{"c":[]}}}', '""'];

/** Packets of every layer: engine.io, Socket.IO, our own. */
function malformed({ below, pick }: ReturnType<typeof seededRandom>): string | Buffer {
  const command = (fields: string) => `42${below(1000)}["command",${fields}]`;
  const kinds: (() => string | Buffer)[] = [
    () => Buffer.from(Array.from({ length: below(200) }, () => below(256))),
    () => String.fromCharCode(...Array.from({ length: below(200) }, () => below(256))),
    () => String(below(10)),
    () => `4${below(10)}${pick(['', '["', '{', '/admin,', '5-', '-1', '999999999999'])}`,
    () => `45${below(3)}-["command",{"_placeholder":true,"num":${below(5) - 1}}]`,
    () =>
      `42["${pick(['disconnect', 'connect', 'error', 'newListener', '__proto__', 'nothing'])}"]`,
    () => `42${below(99)}["${pick(['sync', 'earlier'])}",${pick(values)}]`,
    () => `42["command",${pick(values)}]`,
    () => command(pick(values)),
    () => command(`{"id":${pick(values)},"do":"say","text":"x"}`),
    () => command(`{"id":"${nextCommandId()}","do":${pick(values)}}`),
    () => command(`{"id":"${nextCommandId()}","do":"say","text":${pick(values.slice(0, 5))}}`),
    () =>
      command(
        `{"id":"${nextCommandId()}","do":"say","text":"x","${pick(keys.slice(0, 5))}":${pick(values)}}`,
      ),
    () => command(`{"${pick(keys)}":${pick(values)},"${pick(keys)}":${pick(values)}}`),
    () =>
      command(
        `{"id":"${nextCommandId()}","do":"mute","who":{"${pick(keys)}":1},"reason":"pace","note":"x"}`,
      ),
    () => command(`{"id":"${nextCommandId()}","do":"reorder","order":${pick(values)}}`),
    () => command('['.repeat(below(5000))),
    () => `${command(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`)}`,
    () => `42["command",{"id":"${nextCommandId()}","do":"say","text":"x"},${pick(values)}]`,
    () => `43${below(50)}[${pick(values)}]`,
    () => `40/${pick(['admin', 'x'.repeat(300), ''])},${pick(values)}`,
    () => `41`,
    () => `40${pick(values)}`,
    () => `42${'9'.repeat(below(400))}["sync"]`,
    () => `42${'x'.repeat(17_000)}`,
    () => `4${'\u0000'.repeat(below(100))}`,
    () => `b${'AAAA'.repeat(below(50))}`,
  ];
  return pick(kinds)();
}

describe('hostile packets', () => {
  it('WIRE-12 a thousand malformed packets: the server goes on, and the others notice nothing', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const received = ben.received.filter(
      ([name]) => name === 'changes' || name === 'snapshot',
    ).length;
    const view = ben.view;
    let sockets = 0;
    let socket = await raw(fixture, 'cleo');
    const seeded = seededRandom();
    for (let i = 0; i < 1000; i++) {
      if (socket.readyState !== WebSocket.OPEN) {
        sockets++;
        socket = await raw(fixture, 'cleo');
      }
      socket.send(malformed(seeded));
      await read(socket);
    }
    socket.terminate();
    // Many of them end their connection, and it is theirs alone.
    expect(sockets).toBeGreaterThan(100);
    await ben.sync();
    const changes = ben.received.filter(([name]) => name === 'changes' || name === 'snapshot');
    expect(changes).toHaveLength(received);
    expect(ben.view).toEqual(view);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
    await ben.do({ do: 'say', text: 'still here' });
    await fern.sync();
    expect(fern.texts).toEqual(['still here']);
  });

  it('WIRE-12 what is too large ends that connection alone', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const socket = await raw(fixture, 'cleo');
    const closed = new Promise((done) => socket.once('close', done));
    socket.send(
      `42["command",{"id":"${nextCommandId()}","do":"say","text":"${'x'.repeat(17_000)}"}]`,
    );
    await closed;
    await ben.do({ do: 'say', text: 'x'.repeat(4000) });
    expect(ben.socket.connected).toBe(true);
  });

  it('WIRE-10 a connection says hello once, however many hellos come in one go', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben'));
    const socket = await raw(fixture, 'cleo', 'first-device');
    const received: string[] = [];
    const url = `${fixture.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const many = new WebSocket(url, { headers: { origin: fixture.url, cookie: 'member=cleo' } });
    many.on('error', () => undefined).on('message', (data) => received.push(String(data)));
    onTestFinished(() => many.terminate());
    await new Promise((done) => many.once('message', done));
    for (let i = 0; i < 50; i++) many.send(hello(`device-number-${i}`));
    await read(many);
    await read(socket);
    const snapshots = received.filter((each) => each.startsWith('42["snapshot"'));
    expect(snapshots.length).toBeLessThanOrEqual(1);
    expect(received.filter((each) => each.startsWith('40')).length).toBeLessThanOrEqual(1);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    await ben.do({ do: 'say', text: 'still here' });
  });

  it('WIRE-12 a connection that was not let in sends no more than a few packets', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben'));
    const url = `${fixture.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    for (const packet of [hello('a-device-of-nobody'), '3', '42["sync"]']) {
      const received: string[] = [];
      const stranger = new WebSocket(url, { headers: { origin: fixture.url } });
      stranger.on('error', () => undefined).on('message', (data) => received.push(String(data)));
      onTestFinished(() => stranger.terminate());
      await new Promise((done) => stranger.once('message', done));
      const closed = new Promise((done) => stranger.once('close', done));
      for (let i = 0; i < 1000; i++) stranger.send(packet);
      await closed;
      expect(received.length).toBeLessThan(10);
    }
    await ben.do({ do: 'say', text: 'still here' });
  });

  it('WIRE-5 who sends packets without end is let go, and nobody else', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben'));
    const socket = await raw(fixture, 'cleo');
    const closed = new Promise((done) => socket.once('close', done));
    for (let i = 0; i < 2000; i++) socket.send(i % 2 ? '42["command",7]' : '42["nothing"]');
    await closed;
    await ben.do({ do: 'say', text: 'still here' });
    expect(ben.socket.connected).toBe(true);
  });

  it('WIRE-4 `earlier` with anything but an id is answered with nothing', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben'));
    for (const before of [{ toString: 1 }, [[]], null, 5, '__proto__', 'x'.repeat(9000)]) {
      expect(await ben.raw('earlier', before)).toEqual({ messages: [], more: false });
    }
  });

  it('WIRE-12 frames that are not WebSocket frames, and requests that are no upgrades', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = two(await beginMeeting(fixture, 'Fern', 'Ben'));
    const { port, host } = new URL(fixture.url);
    const upgrade = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${host}`,
      `Origin: ${fixture.url}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ].join('\r\n');
    const after = [
      Buffer.from([0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f]), // not masked
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), // reserved bits
      Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), // endless
      Buffer.concat(Array.from({ length: 200 }, () => Buffer.from([0x01, 0x80, 0, 0, 0, 0]))),
      randomBytes(500),
    ];
    const requests = [
      ...after.map((bytes) => Buffer.concat([Buffer.from(`${upgrade}\r\n\r\n`), bytes])),
      Buffer.from(`${upgrade.replace('websocket HTTP', 'polling HTTP')}\r\n\r\n`),
      Buffer.from(`${upgrade.replace('EIO=4', 'EIO=3')}\r\n\r\n`),
      Buffer.from(`${upgrade.replace('EIO=4', 'EIO=4&sid=__proto__')}\r\n\r\n`),
      Buffer.from(`GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    ];
    for (const bytes of requests) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      const answered = new Promise((done) => socket.once('data', done).once('close', done));
      socket.write(bytes);
      await answered;
      socket.destroy();
    }
    await ben.do({ do: 'say', text: 'still here' });
  });

  it('WIRE-12 only WebSocket, and no client file is served', async () => {
    const fixture = await startRealtimeFixture();
    const at = (path: string) =>
      fetch(`${fixture.url}/socket.io/${path}`, { headers: { origin: fixture.url } });
    for (const path of ['?EIO=4&transport=polling', 'socket.io.js']) {
      const { status, headers } = await at(path);
      expect(status).toBe(400);
      const sent = Object.fromEntries(headers);
      expect(sent).toMatchObject({
        ...securityHeaders({ publicUrl: null }),
        'cache-control': 'no-store',
      });
    }
  });

  it('WIRE-4 a command has no more and no other than its fields', () => {
    const id = 'an-id-of-mine';
    expect(readCommand({ id, do: 'say', text: 'a' })).toEqual({
      id,
      command: { do: 'say', text: 'a' },
    });
    const wrong = [
      undefined,
      null,
      7,
      [],
      {},
      { id },
      { id, do: 'say', text: 'a', by: 'fern' },
      { id, do: 'say', text: ['a'] },
      { id, do: 'mute', who: 'ben', for: '0.5s', reason: 'pace', note: '' },
      { id, do: 'mute', who: 'ben', reason: 'because', note: '' },
      { id, do: 'extend', minutes: Number.POSITIVE_INFINITY },
      { id: ['x'], do: 'begin' },
      { id: '<script>', do: 'begin' },
    ];
    for (const each of wrong) expect(readCommand(each)).toHaveProperty('invalid');
    const parsed = readCommand(
      JSON.parse(`{"id":"${id}","do":"begin","__proto__":{"do":"close"}}`),
    );
    expect('command' in parsed ? parsed.command.do : 'begin').toBe('begin');
  });
});

/** Waits until everything sent on this socket was read, or it was closed. */
function read(socket: WebSocket): Promise<void> {
  return new Promise((done) => {
    const read = () => {
      socket.off('close', read).off('pong', read);
      done();
    };
    socket.on('close', read).on('pong', read);
    if (socket.readyState === WebSocket.OPEN) socket.ping();
    else read();
  });
}
