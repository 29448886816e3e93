/**
 * One WebSocket of the load generator on a plain TCP connection. All connections read into one
 * buffer: a read is followed by its callback before the next read.
 */
import { createHash, randomBytes } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { clientFrame, opcode, ServerFrameReader } from './frame-reader.ts';

/** RFC 6455, section 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const readBuffer = Buffer.allocUnsafe(256 * 1024);
const headEnd = Buffer.from('\r\n\r\n');

export interface FrameSocket {
  send(text: string): void;
  /** Closes without a closing frame, as a network failure does. */
  terminate(): void;
}

interface Opening {
  /** For example http://127.0.0.1:3000. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Gets the payload of each text frame, valid during the call only. */
  readonly heard: (payload: Buffer) => void;
}

/** Rejects when the server does not answer with a WebSocket. A malformed frame ends the process. */
export function openFrameSocket({ url, path, headers, heard }: Opening): {
  readonly socket: FrameSocket;
  readonly opened: Promise<void>;
} {
  const { hostname, port } = new URL(url);
  const key = randomBytes(16).toString('base64');
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const frames = new ServerFrameReader((payload, kind) => {
    if (kind === opcode.text) heard(payload);
    else if (kind === opcode.ping) tcp.write(clientFrame(payload, opcode.pong));
  });
  /** The beginning of the server's answer; null once it has ended. */
  let answer: Buffer | null = Buffer.alloc(0);
  const received = (chunk: Buffer): void => {
    if (!answer) {
      frames.read(chunk);
      return;
    }
    answer = Buffer.concat([answer, chunk]);
    const end = answer.indexOf(headEnd);
    if (end < 0) return;
    const [head, rest] = [answer.toString('latin1', 0, end), answer.subarray(end + headEnd.length)];
    answer = null;
    if (!accepts(head, key)) {
      tcp.destroy();
      reject(new Error(`Not a WebSocket: ${head.slice(0, 200)}`));
      return;
    }
    resolve();
    frames.read(rest);
  };
  const tcp: Socket = connectTcp({
    ...{ host: hostname, port: Number(port), noDelay: true },
    onread: {
      buffer: readBuffer,
      callback: (size) => {
        received(readBuffer.subarray(0, size));
        return true;
      },
    },
  });
  tcp.on('error', reject);
  tcp.once('close', () => reject(new Error('The server closed the connection.')));
  tcp.write(requestHead({ host: `${hostname}:${port}`, path, headers, key }));
  return {
    socket: {
      send: (text) => void tcp.write(clientFrame(Buffer.from(text))),
      terminate: () => void tcp.destroy(),
    },
    opened,
  };
}

const requestHead = ({
  host,
  path,
  headers,
  key,
}: Pick<Opening, 'path' | 'headers'> & { readonly host: string; readonly key: string }): string =>
  [
    `GET ${path} HTTP/1.1`,
    ...[`Host: ${host}`, 'Upgrade: websocket', 'Connection: Upgrade'],
    ...[`Sec-WebSocket-Key: ${key}`, 'Sec-WebSocket-Version: 13'],
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...['', ''],
  ].join('\r\n');

const accepts = (head: string, key: string): boolean =>
  head.startsWith('HTTP/1.1 101 ') &&
  /^sec-websocket-accept: *(\S+)/im.exec(head)?.[1] ===
    createHash('sha1')
      .update(key + acceptSuffix)
      .digest('base64');
