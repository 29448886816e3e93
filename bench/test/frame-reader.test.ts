/** The load generator reads frames by hand: what it counts, what it refuses, what is lost. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { clientFrame, opcode, ServerFrameReader } from '../src/load/frame-reader.ts';
import { openFrameSocket } from '../src/load/frame-socket.ts';
import { Meter, timestampedText } from '../src/load/meter.ts';

function serverFrame(payload: Buffer, kind: number = opcode.text): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | kind;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeUInt32BE(length, 6);
  return Buffer.concat([head, payload]);
}

function reader() {
  const heard: string[] = [];
  const frames = new ServerFrameReader((payload, kind) => heard.push(`${kind} ${payload}`));
  return { heard, frames };
}

const shortTexts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'];

it.for([
  [1, shortTexts],
  [3, shortTexts],
  [126, shortTexts],
  [4096, [...shortTexts, 'e'.repeat(70_000), 'f']],
  [100_000, [...shortTexts, 'e'.repeat(70_000), 'f']],
] as const)('reads frames of each length from reads of %i bytes', ([size, texts]) => {
  const bytes = Buffer.concat(texts.map((text) => serverFrame(Buffer.from(text))));
  const { heard, frames } = reader();
  // One buffer for every read, as the connections have it.
  const shared = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    frames.read(shared.subarray(0, bytes.copy(shared, 0, at, at + size)));
  }
  expect(heard).toEqual(texts.map((text) => `1 ${text}`));
});

it.for([
  ['a fragment', [0x01, 0x01, 0x61], /began with 0x1\b/],
  ['the rest of a fragment', [0x80, 0x01, 0x61], /began with 0x80/],
  ['a compressed frame', [0xc1, 0x01, 0x61], /began with 0xc1/],
  ['an unknown opcode', [0x83, 0x01, 0x61], /began with 0x83/],
  ['a masked frame', [0x81, 0x81, 0, 0, 0, 0, 0x61], /masked/],
  ['a long control frame', [0x89, 126, 0, 126], /control frame/],
  ['a length in too many bytes', [0x81, 126, 0, 1], /had 1 bytes/],
  ['a length beyond reason', [0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0], /had 4294967296 bytes/],
] as const)('refuses %s', ([, bytes, reason]) => {
  const { heard, frames } = reader();
  expect(() => frames.read(Buffer.from(bytes))).toThrow(reason);
  expect(heard).toEqual([]);
});

it('counts each delivery of a frame once, and misses one that did not arrive', () => {
  const meter = new Meter();
  const frames = new ServerFrameReader((payload) => meter.countFrame(payload));
  const said = () => JSON.stringify({ text: timestampedText(200) });
  const bytes = Buffer.concat([
    serverFrame(Buffer.from(said())),
    serverFrame(Buffer.from('[]')),
    serverFrame(Buffer.from(`[${said()},${said()}]`)),
  ]);
  frames.read(bytes.subarray(0, -1));
  expect(meter.deliveries).toBe(1);
  frames.read(bytes.subarray(-1));
  expect(meter.deliveries).toBe(3);
});

it('talks to a WebSocket server in both directions, and answers a ping', async () => {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const texts = ['short', 'x'.repeat(300), 'y'.repeat(60_000)];
  const ponged = Promise.withResolvers<void>();
  server.on('connection', (socket, { headers }) => {
    socket.on('pong', () => ponged.resolve());
    socket.on('message', (data) => socket.send(`${headers['cookie']} ${data}`));
    socket.ping('now');
  });
  const heard: string[] = [];
  const all = Promise.withResolvers<void>();
  const { socket, opened } = openFrameSocket({
    ...{ url, path: '/', headers: { cookie: 'a=b' } },
    heard: (payload) => {
      if (heard.push(String(payload)) === texts.length) all.resolve();
    },
  });
  await opened;
  for (const text of texts) socket.send(text);
  await Promise.all([all.promise, ponged.promise]);
  expect(heard).toEqual(texts.map((text) => `a=b ${text}`));
  const closed = once([...server.clients][0] ?? server, 'close');
  socket.terminate();
  expect((await closed)[0]).toBe(1006);
  server.close();
  http.close();
});

it('says when the other end speaks no WebSocket', async () => {
  const http = createServer((_request, response) => void response.writeHead(404).end());
  http.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { opened } = openFrameSocket({ url, path: '/', headers: {}, heard: () => undefined });
  await expect(opened).rejects.toThrow('Not a WebSocket: HTTP/1.1 403 Forbidden');
  http.close();
});

it('refuses a message that is too long for one frame', () => {
  expect(() => clientFrame(Buffer.alloc(70_000))).toThrow('70000 bytes');
});
