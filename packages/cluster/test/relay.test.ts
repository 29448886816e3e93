/** The relay: the effect of each fault on a connection, and its end by heal(). */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Relay } from '../src/index.ts';

let server: Server;
let relay: Relay;
/** The target end of each connection, and the bytes that it received. */
let far: { socket: Socket; came: string; ended: boolean }[];
const open: Socket[] = [];

beforeEach(async () => {
  far = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const end = { socket, came: '', ended: false };
    far.push(end);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('end', () => {
      end.ended = true;
    });
    socket.on('data', (chunk) => {
      end.came += chunk;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay = await Relay.open({ port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await relay.close();
  for (const { socket } of far) socket.destroy();
  server.close();
});

/** A client that connected through the relay, and the bytes that it received. */
async function near() {
  const socket = connect({ port: relay.port, host: relay.host, allowHalfOpen: true });
  open.push(socket);
  const end = { socket, came: '', ended: false, fault: '' };
  socket.on('data', (chunk) => {
    end.came += chunk;
  });
  socket.on('end', () => {
    end.ended = true;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    end.fault = error.code ?? '';
  });
  // One that is reset at once never gets so far.
  await once(socket, 'connect').catch(() => {});
  return end;
}

async function pair() {
  const count = far.length;
  const client = await near();
  await expect.poll(() => far.length).toBe(count + 1);
  const there = far[count];
  if (!there) throw new Error('no connection arrived');
  return { client, there };
}

/** Waits until bytes that passed a second relay have arrived. */
async function othersArrive() {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1' });
  open.push(socket);
  const count = far.length;
  await expect.poll(() => far.length).toBeGreaterThan(count);
  for (let round = 0; round < 5; round++) {
    socket.write('x');
    await expect.poll(() => far.at(-1)?.came.length).toBe(round + 1);
  }
}

describe('a relay', () => {
  it('passes both ways, and ends in order', async () => {
    const { client, there } = await pair();
    client.socket.write('ping');
    await expect.poll(() => there.came).toBe('ping');
    there.socket.write('pong');
    await expect.poll(() => client.came).toBe('pong');
    expect(relay.connections).toBe(1);
    client.socket.end();
    await expect.poll(() => there.ended).toBe(true);
    there.socket.end('bye');
    await expect.poll(() => client.came).toBe('pongbye');
    await expect.poll(() => relay.connections).toBe(0);
  });

  it.each([
    ['silent', false, false],
    ['silent-in', false, true],
    ['silent-out', true, false],
  ] as const)(
    '%s lets pass in: %s, out: %s; the rest arrives when it heals',
    async (fault, inwards, outwards) => {
      const before = await pair();
      relay.setFault(fault);
      const during = await pair();
      for (const { client, there } of [before, during]) {
        client.socket.write('in');
        there.socket.write('out');
      }
      for (const { client, there } of [before, during]) {
        if (inwards) await expect.poll(() => there.came).toBe('in');
        if (outwards) await expect.poll(() => client.came).toBe('out');
      }
      await othersArrive();
      for (const { client, there } of [before, during]) {
        expect([there.came, client.came]).toEqual([inwards ? 'in' : '', outwards ? 'out' : '']);
      }
      relay.heal();
      for (const { client, there } of [before, during]) {
        await expect.poll(() => [there.came, client.came]).toEqual(['in', 'out']);
      }
    },
  );

  it('resets what is open and what comes, until it heals', async () => {
    const { client } = await pair();
    relay.setFault('reset');
    await expect.poll(() => client.fault).toBe('ECONNRESET');
    const late = await near();
    await expect.poll(() => late.fault).toBe('ECONNRESET');
    expect(relay.connections).toBe(0);
    relay.heal();
    const { client: again, there } = await pair();
    again.socket.write('back');
    await expect.poll(() => there.came).toBe('back');
  });

  it('half-close ends the answers, and what is sent still arrives', async () => {
    const { client, there } = await pair();
    relay.setFault('half-close');
    await expect.poll(() => client.ended).toBe(true);
    client.socket.write('still here');
    await expect.poll(() => there.came).toBe('still here');
    there.socket.write('unheard');
    await othersArrive();
    expect(client.came).toBe('');
  });

  it('delay is late by as much, in order, and does not hold up what follows', async () => {
    const { client, there } = await pair();
    relay.setFault({ delay: 80 });
    const began = performance.now();
    for (const part of ['a', 'b', 'c']) client.socket.write(part);
    await expect.poll(() => there.came, { interval: 5 }).toBe('abc');
    expect(performance.now() - began).toBeGreaterThanOrEqual(75);
  });

  it('slice cuts what passes into small pieces and loses none of them', async () => {
    const { client, there } = await pair();
    relay.setFault({ slice: 3 });
    const sent = 'one two three four five six seven eight nine ten';
    // As written: a reader who is late finds several pieces as one.
    const write = vi.spyOn(Socket.prototype, 'write');
    onTestFinished(() => write.mockRestore());
    client.socket.write(sent);
    await expect.poll(() => there.came).toBe(sent);
    const pieces = write.mock.calls.map(([piece]) => String(piece)).slice(1);
    expect(pieces.join('')).toBe(sent);
    expect(pieces.every(({ length }) => length <= 3)).toBe(true);
  });

  it('holds back a sender instead of keeping without bound', async () => {
    const { client, there } = await pair();
    relay.setFault('silent-in');
    const much = Buffer.alloc(1 << 26, 'm');
    client.socket.write(much);
    await othersArrive();
    expect(client.socket.writableLength).toBeGreaterThan(0);
    relay.heal();
    await expect.poll(() => there.came.length, { timeout: 50_000 }).toBe(much.length);
  });

  it('forwards new connections to a new address, and keeps the open ones', async () => {
    const elsewhere = createServer((socket) => socket.end('elsewhere'));
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    try {
      const { client, there } = await pair();
      relay.target = { port: (elsewhere.address() as AddressInfo).port };
      const later = await near();
      await expect.poll(() => later.came).toBe('elsewhere');
      client.socket.write('here');
      await expect.poll(() => there.came).toBe('here');
    } finally {
      elsewhere.close();
    }
  });
});
