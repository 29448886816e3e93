import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PublicChangesPacket } from '@holdspace/protocol';
import { Server } from 'socket.io';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { FanOut } from '../../src/realtime/fan-out.ts';
import { encodeFrame } from '../../src/realtime/frame-encoder.ts';
import { forgetHandshake } from '../../src/realtime/socket-server.ts';
import {
  type CircleSocket,
  WebSocketClientSocket,
} from '../../src/realtime/websocket-client-socket.ts';
import { CarrierWebSocketServer, carrierOf } from '../../src/realtime/websocket-server.ts';

interface Reader {
  readonly socket: WebSocket;
  readonly server: CircleSocket;
  readonly line: WebSocketClientSocket;
  /** Every message but engine.io's own, as it came in. */
  readonly received: string[];
}

async function readers(count: number): Promise<Reader[]> {
  const http = createServer();
  const io = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    wsEngine: CarrierWebSocketServer,
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => io.close());
  const { port } = http.address() as AddressInfo;
  const made: Reader[] = [];
  for (let i = 0; i < count; i++) {
    const connected = new Promise<CircleSocket>((done) => io.once('connection', done));
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    onTestFinished(() => socket.terminate());
    const received: string[] = [];
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('42')) received.push(text);
    });
    const server = await connected;
    // While the handshake is on its way out, a line takes it that packets wait, and emits.
    await vi.waitFor(() => expect(server.conn.transport.writable).toBe(true), { interval: 5 });
    made.push({ socket, server, line: new WebSocketClientSocket(server), received });
  }
  return made;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const saying = (text: string, at = 1): PublicChangesPacket => ({
  at,
  list: [{ said: { id: 'm', by: 'p', text, turn: null, at: 1 } as never }],
});
const heardBy = (reader: Reader, count: number) =>
  vi.waitFor(() => expect(reader.received).toHaveLength(count), { interval: 5 });

describe('the two ways out', () => {
  it('WIRE-13 a frame of ours is what Socket.IO itself would have sent, at every length', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const fanOut = new FanOut();
    const texts = [
      '',
      'a',
      'ü🌿\u2028"\\\n',
      ...[60, 120, 126, 200, 65_400, 65_536, 200_000].map((n) => 'x'.repeat(n)),
    ];
    for (const [i, text] of texts.entries()) {
      reader.server.emit('changes', saying(text));
      await heardBy(reader, 2 * i + 1);
      fanOut.sendMany([reader.line], 'changes', saying(text));
      await heardBy(reader, 2 * i + 2);
      expect(reader.received[2 * i + 1]).toBe(reader.received[2 * i]);
    }
  });

  it('WIRE-13 written and emitted packets keep their order', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const fanOut = new FanOut();
    for (let i = 0; i < 200; i++) {
      if (i % 3 === 0) reader.server.emit('changes', saying('x', i));
      else if (i % 3 === 1) fanOut.send(reader.line, 'changes', saying('x', i));
      else fanOut.sendMany([reader.line], 'changes', saying('x'.repeat(i * 50), i));
    }
    await heardBy(reader, 200);
    expect(reader.received.map((text) => JSON.parse(text.slice(2))[1].at)).toEqual(
      Array.from({ length: 200 }, (_, i) => i),
    );
  });

  it('WIRE-13 it really is written directly, and emitted where it cannot be', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const emit = vi.spyOn(reader.server, 'emit');
    new FanOut().send(reader.line, 'changes', saying('direct'));
    await heardBy(reader, 1);
    expect(emit).not.toHaveBeenCalled();
    const stream = carrierOf(reader.server.request)?.stream;
    if (!stream) throw new Error('The connection has no carrier.');
    vi.spyOn(stream, 'writable', 'get').mockReturnValue(false);
    new FanOut().send(reader.line, 'changes', saying('emitted'));
    expect(emit).toHaveBeenCalledOnce();
  });

  it('WIRE-1 all of one turn and the answer behind it leave in one write, in order', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const stream = carrierOf(reader.server.request)?.stream;
    if (!stream?._writev) throw new Error('The connection has no carrier.');
    const answered = new Promise<string>((resolve) =>
      reader.socket.on('message', (data) => {
        if (String(data).startsWith('43')) resolve(String(data));
      }),
    );
    const writes = [vi.spyOn(stream, '_writev'), vi.spyOn(stream, '_write')] as const;
    const fanOut = new FanOut();
    reader.server.on(
      'command' as never,
      ((acknowledge: (answer: object) => void) => {
        for (let at = 1; at <= 3; at++) fanOut.send(reader.line, 'changes', saying('x', at));
        expect(reader.line.bufferedBytes).toBeGreaterThan(0);
        acknowledge({ ok: true });
        expect(reader.received).toEqual([]);
      }) as never,
    );
    reader.socket.send('427["command"]');
    expect(await answered).toBe('437[{"ok":true}]');
    expect(reader.received.map((text) => JSON.parse(text.slice(2))[1].at)).toEqual([1, 2, 3]);
    expect(writes.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    fanOut.send(reader.line, 'changes', saying('alone', 4));
    await heardBy(reader, 4);
    expect(writes.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  it('WIRE-1 what is sent before a close arrives, and nothing is written after it', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const closed = new Promise((resolve) => reader.socket.once('close', resolve));
    const fanOut = new FanOut();
    fanOut.send(reader.line, 'changes', saying('last'));
    fanOut.close(reader.line);
    fanOut.send(reader.line, 'changes', saying('too late'));
    await closed;
    expect(reader.received).toHaveLength(1);
    expect(reader.received[0]).toContain('last');
  });

  it('PRV-5 keeps nothing of the upgrade request, and still writes directly', async () => {
    const [reader] = (await readers(1)) as [Reader];
    const request = new WeakRef(reader.server.request);
    const headers = new WeakRef(reader.server.handshake.headers);
    forgetHandshake(reader.server);
    await vi.waitFor(() => {
      collectGarbage();
      expect([request, headers].map((held) => held.deref() === undefined)).toEqual([true, true]);
    });
    const emit = vi.spyOn(reader.server, 'emit');
    new FanOut().send(reader.line, 'changes', saying('direct'));
    await heardBy(reader, 1);
    expect(emit).not.toHaveBeenCalled();
  });

  it('WIRE-13 one packet for many is encoded once', async () => {
    const everybody = await readers(5);
    const stringify = vi.spyOn(JSON, 'stringify');
    new FanOut().sendMany(
      everybody.map(({ line }) => line),
      'changes',
      saying('hello'),
    );
    expect(stringify).toHaveBeenCalledOnce();
    stringify.mockRestore();
    for (const reader of everybody) await heardBy(reader, 1);
  });

  it('WIRE-14 who does not read is let go at a bound, and the others read on', async () => {
    const [slow, quick] = (await readers(2)) as [Reader, Reader];
    let dropped = 0;
    const fanOut = new FanOut(() => dropped++);
    slow.socket.pause();
    const text = 'x'.repeat(50_000);
    const gone = new Promise((done) => slow.server.on('disconnect', done));
    let sent = 0;
    while (slow.line.connected && sent < 2000) {
      fanOut.sendMany(
        [slow.line, quick.line].filter(({ connected }) => connected),
        'changes',
        saying(text),
      );
      sent++;
      await heardBy(quick, sent);
    }
    await gone;
    expect(dropped).toBeGreaterThan(0);
    // Bounded by our buffer and the kernel's, far from everything that was sent.
    expect(quick.line.connected).toBe(true);
    expect(quick.received).toHaveLength(sent);
  });

  it('WIRE-14 a long snapshot is not mistaken for a slow reader', async () => {
    const [reader] = (await readers(1)) as [Reader];
    reader.socket.pause();
    new FanOut().send(reader.line, 'snapshot', { view: 'x'.repeat(8_000_000) } as never);
    reader.socket.resume();
    await heardBy(reader, 1);
    expect(reader.line.connected).toBe(true);
  });

  it('WIRE-13 the length of a frame is written as RFC 6455 has it', () => {
    const lengths = [0, 100, 150, 70_000].map((n) => encodeFrame('here', 'x'.repeat(n)));
    expect(lengths.map((frame) => frame[1])).toEqual([13, 113, 126, 127]);
    for (const frame of lengths) expect(frame[0]).toBe(0x81);
  });
});
