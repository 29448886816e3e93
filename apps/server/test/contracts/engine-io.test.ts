/** What realtime/engine-queue.ts and websocket-client-socket.ts expect of Engine.IO (decision 32). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { EngineQueue } from '../../src/realtime/engine-queue.ts';
import { encodeFrame } from '../../src/realtime/frame-encoder.ts';
import type { CircleSocket } from '../../src/realtime/websocket-client-socket.ts';
import {
  CarrierWebSocketServer,
  carrierOf,
  type WebSocketCarrier,
} from '../../src/realtime/websocket-server.ts';
import { type Assumptions, becomesTrue, brokenAssumptions } from './assumptions.ts';

interface Connection {
  readonly io: Server;
  readonly socket: CircleSocket;
  readonly queue: EngineQueue;
  /** Messages that the client read, without those of Engine.IO itself. */
  readonly received: string[];
}

async function connect(): Promise<Connection> {
  const http = createServer();
  const io = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    wsEngine: CarrierWebSocketServer,
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  const connected = new Promise<CircleSocket>((done) => io.once('connection', done));
  const client = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  onTestFinished(() => {
    client.terminate();
    return io.close();
  });
  const received: string[] = [];
  client.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('0')) client.send('40');
    else if (text.startsWith('42')) received.push(text);
  });
  const socket = await connected;
  await becomesTrue(() => socket.conn.transport.writable);
  return { io, socket, queue: new EngineQueue(socket.conn), received };
}

function carrier({ socket }: Connection): WebSocketCarrier {
  const found = carrierOf(socket.request);
  if (!found) throw new Error('The connection has no carrier.');
  return found;
}

/** What changed, when an assumption no longer holds. */
const broken = {
  request: 'Engine.IO no longer hands the request of wsEngine.handleUpgrade on as socket.request',
  inEmit: 'Engine.IO no longer writes a packet of an empty queue before emit() returns',
  queued: 'Engine.IO no longer emits packetCreate for each packet that it queues',
  drained: 'Engine.IO no longer emits drain when its queue is written',
  order: 'a frame written after drain overtakes packets of Engine.IO',
  encoding: 'Socket.IO encodes an event differently than the frame encoder',
} as const;

const assumptions: Assumptions<Connection> = {
  [broken.request]: ({ socket }) => carrierOf(socket.request) !== null,
  [broken.inEmit]: (connection) => {
    const write = vi.spyOn(carrier(connection).stream, 'write');
    connection.socket.emit('here', []);
    return write.mock.calls.length > 0 && connection.queue.length === 0;
  },
  [broken.queued]: (connection) => {
    const { socket, queue } = connection;
    carrier(connection).stream.cork();
    for (let i = 0; i < 3; i++) socket.emit('here', []);
    return queue.length === 2;
  },
  [broken.drained]: async (connection, until) => {
    const { socket, queue, received } = connection;
    const { stream } = carrier(connection);
    stream.cork();
    for (let i = 0; i < 3; i++) socket.emit('here', []);
    stream.uncork();
    await until(() => received.length === 3);
    return queue.length === 0;
  },
  [broken.order]: async (connection, until) => {
    const { socket, queue, received } = connection;
    const { stream } = carrier(connection);
    stream.cork();
    for (const at of [1, 2, 3]) socket.emit('changes', { at, list: [] });
    stream.uncork();
    await until(() => queue.length === 0);
    stream.write(encodeFrame('changes', { at: 4, list: [] }));
    await until(() => received.length === 4);
    return received.map((text) => JSON.parse(text.slice(2))[1].at).join() === '1,2,3,4';
  },
  [broken.encoding]: async (connection, until) => {
    const { socket, received } = connection;
    const packet = { at: 1, list: [] };
    socket.emit('changes', packet);
    carrier(connection).stream.write(encodeFrame('changes', packet));
    await until(() => received.length === 2);
    return received[0] !== undefined && received[0] === received[1];
  },
};

/** The prototypes of a connection and of the server of Engine.IO, which it does not export. */
async function prototypes() {
  const { io, socket } = await connect();
  return {
    connection: Object.getPrototypeOf(socket.conn),
    engine: Object.getPrototypeOf(io.engine),
  };
}

async function withoutEvent(event: string): Promise<void> {
  const { connection } = await prototypes();
  const { emit } = connection;
  vi.spyOn(connection, 'emit').mockImplementation(function (this: unknown, name, ...values) {
    return name === event || emit.call(this, name, ...values);
  });
}

const doctored: readonly (readonly [string, () => Promise<void>, readonly string[]])[] = [
  [
    'copies the request',
    async () => {
      const { engine } = await prototypes();
      const { onWebSocket } = engine;
      vi.spyOn(engine, 'onWebSocket').mockImplementation(function (this: unknown, req, ...more) {
        return onWebSocket.call(this, Object.create(req as object), ...more);
      });
    },
    [broken.request, broken.inEmit, broken.queued, broken.drained, broken.order, broken.encoding],
  ],
  ['does not announce packets', () => withoutEvent('packetCreate'), [broken.queued, broken.order]],
  [
    'does not announce a written queue',
    () => withoutEvent('drain'),
    [broken.inEmit, broken.queued, broken.drained],
  ],
  [
    'announces a written queue and writes it later',
    async () => {
      const { connection } = await prototypes();
      const { flush } = connection;
      vi.spyOn(connection, 'flush').mockImplementation(function (this: {
        emit(name: string): void;
      }) {
        this.emit('drain');
        setTimeout(() => flush.call(this), 20);
      });
    },
    [broken.inEmit, broken.queued, broken.order],
  ],
  [
    'names the namespace in each packet',
    async () => {
      const { connection } = await prototypes();
      const { write } = connection;
      vi.spyOn(connection, 'write').mockImplementation(function (this: unknown, data, ...more) {
        return write.call(this, String(data).replace(/^2\[/, '2/,['), ...more);
      });
    },
    [broken.order, broken.encoding],
  ],
];

it('WIRE-13 Engine.IO keeps what the direct write depends on', async () => {
  expect(await brokenAssumptions(assumptions, connect)).toEqual([]);
});

it.each(doctored)('WIRE-13 an Engine.IO that %s is reported', async (_, doctor, expected) => {
  await doctor();
  expect(await brokenAssumptions(assumptions, connect, expected)).toEqual(expected);
});
