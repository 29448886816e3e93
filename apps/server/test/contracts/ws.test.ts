/** What realtime/websocket-server.ts expects of ws beyond its documentation (decision 32). */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  CarrierWebSocketServer,
  carrierOf,
  directStream,
  type WebSocketCarrier,
} from '../../src/realtime/websocket-server.ts';
import { type Assumptions, brokenAssumptions, type Until } from './assumptions.ts';

interface Connection extends WebSocketCarrier {
  readonly client: WebSocket;
  readonly received: string[];
}

async function connect(): Promise<Connection> {
  const http = createServer();
  const server = new CarrierWebSocketServer({ noServer: true, perMessageDeflate: false });
  const upgraded = new Promise<IncomingMessage>((done) =>
    http.on('upgrade', (request, stream, head) => {
      server.handleUpgrade(request, stream, head, () => done(request));
    }),
  );
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}/`);
  onTestFinished(() => {
    client.terminate();
    http.close();
  });
  const received: string[] = [];
  client.on('message', (data) => received.push(String(data)));
  client.on('error', () => undefined);
  const opened = new Promise((done) => client.once('open', done));
  const carrier = carrierOf(await upgraded);
  await opened;
  if (!carrier) throw new Error('The server does not know the carrier of its WebSocket.');
  carrier.webSocket.on('error', () => undefined);
  return { ...carrier, client, received };
}

const frame = (text: string) =>
  Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);

/** Parts of one masked message of the client, as bytes: `count` frames of one byte each. */
const fragments = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const opcode = (i === 0 ? 0x01 : 0x00) | (i === count - 1 ? 0x80 : 0);
    return Buffer.from([opcode, 0x81, 0, 0, 0, 0, 0x61]);
  });

/** Passes bytes to ws as if they came in; says whether ws accepts them as a message or closes. */
async function reaction(
  { webSocket, stream }: Connection,
  chunks: readonly Buffer[],
  until: Until,
) {
  let accepted = false;
  webSocket.once('message', () => {
    accepted = true;
  });
  const isClosed = () => webSocket.readyState !== WebSocket.OPEN;
  for (const chunk of chunks) if (!isClosed()) stream.emit('data', chunk);
  await until(() => accepted || isClosed());
  return accepted ? 'accepts' : isClosed() ? 'closes' : 'waits';
}

/** What changed, when an assumption no longer holds. */
const broken = {
  inSend: 'ws no longer writes frames to the stream that handleUpgrade got, inside send()',
  order: 'a frame written to the stream no longer keeps its place among frames of ws',
  buffered: 'bufferedAmount of ws no longer counts bytes that wait in the stream',
  extension: 'ws negotiates an extension although perMessageDeflate is false',
  closing: 'ws stays OPEN after close(), so a frame could follow the close frame',
  terminated: 'terminate() of ws no longer destroys the stream',
  parts: 'ws ignores the option maxFragments, or closes at fewer parts',
  chunks: 'ws ignores the option maxBufferedChunks',
} as const;

const assumptions: Assumptions<Connection> = {
  [broken.inSend]: ({ webSocket, stream }) => {
    const write = vi.spyOn(stream, 'write');
    webSocket.send('a');
    return write.mock.calls.length > 0;
  },
  [broken.order]: async ({ webSocket, stream, received }, until) => {
    for (const round of ['a', 'b', 'c']) {
      webSocket.send(`${round}1`);
      stream.write(frame(`${round}2`));
    }
    await until(() => received.length === 6);
    return received.join() === 'a1,a2,b1,b2,c1,c2';
  },
  [broken.buffered]: ({ webSocket, stream }) => {
    stream.cork();
    stream.write(frame('a'.repeat(100)));
    return webSocket.bufferedAmount === 102;
  },
  [broken.extension]: (connection) =>
    connection.webSocket.extensions === '' && directStream(connection) !== null,
  [broken.closing]: (connection) => {
    connection.webSocket.close();
    return directStream(connection) === null;
  },
  [broken.terminated]: ({ webSocket, stream }) => {
    webSocket.terminate();
    return stream.destroyed;
  },
  [broken.parts]: async (connection, until) =>
    (await reaction(await connect(), fragments(64), until)) === 'accepts' &&
    (await reaction(connection, fragments(65), until)) === 'closes',
  [broken.chunks]: async (connection, until) => {
    const header = Buffer.from([0x81, 0xfe, 0x27, 0x10, 0, 0, 0, 0]);
    const chunks = Array.from({ length: 1100 }, () => Buffer.from('a'));
    return (await reaction(connection, [header, ...chunks], until)) === 'closes';
  },
};

type Upgrade = typeof WebSocketServer.prototype.handleUpgrade;

/** Changes what ws does when it upgrades a request. */
function doctorUpgrade(change: (server: WebSocketServer, stream: Duplex) => Duplex): void {
  const original = WebSocketServer.prototype.handleUpgrade;
  const doctored: Upgrade = function (this: WebSocketServer, request, stream, head, done) {
    original.call(this, request, change(this, stream), head, done);
  };
  vi.spyOn(WebSocketServer.prototype, 'handleUpgrade').mockImplementation(doctored);
}

const option = (name: string, value: unknown) =>
  doctorUpgrade((server, stream) => {
    Object.assign(server.options, { [name]: value });
    return stream;
  });

const doctored: readonly (readonly [string, () => void, readonly string[]])[] = [
  [
    'writes later',
    () => {
      const { send } = WebSocket.prototype;
      vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, data) {
        setImmediate(() => send.call(this, data, {}));
      });
    },
    [broken.inSend, broken.order],
  ],
  [
    'writes to a stream of its own',
    () =>
      doctorUpgrade((_, stream) => {
        const [near, far] = duplexPair();
        stream
          .on('error', () => undefined)
          .pipe(far)
          .pipe(stream);
        return near;
      }),
    [broken.order, broken.buffered, broken.terminated],
  ],
  [
    'counts no bytes',
    () => void vi.spyOn(WebSocket.prototype, 'bufferedAmount', 'get').mockReturnValue(0),
    [broken.buffered],
  ],
  [
    'compresses',
    () => option('perMessageDeflate', {}),
    [broken.inSend, broken.order, broken.extension],
  ],
  [
    'stays open',
    () => {
      const { close } = WebSocket.prototype;
      vi.spyOn(WebSocket.prototype, 'close').mockImplementation(function (this: WebSocket, code) {
        if (code !== undefined) close.call(this, code);
      });
    },
    [broken.closing],
  ],
  ['bounds no parts', () => option('maxFragments', 0), [broken.parts]],
  ['bounds no chunks', () => option('maxBufferedChunks', 0), [broken.chunks]],
];

it('WIRE-13 ws keeps what the direct write and the bounds on parts depend on', async () => {
  expect(await brokenAssumptions(assumptions, connect)).toEqual([]);
});

it.each(doctored)('WIRE-13 a ws that %s is reported in a sentence', async (_, doctor, expected) => {
  doctor();
  expect(await brokenAssumptions(assumptions, connect, expected)).toEqual(expected);
});
