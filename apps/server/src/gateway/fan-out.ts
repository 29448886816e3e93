/**
 * How packets leave: encoded once, and the finished frame handed to each member's
 * connection, past Socket.IO's way per member, which costs as much again as the kernel's
 * send. It relies on pieces of engine.io and ws that are not public (engine.io's write
 * buffer, the TCP socket of a WebSocket); where they are not as expected it emits, and a
 * contract test holds the two ways equal. A reader who does not read is let go at a bound
 * and comes back by catch-up.
 */
import type { Socket as TcpSocket } from 'node:net';
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import type { Socket } from 'socket.io';
import type { WebSocket } from 'ws';
import type { Delivery } from '../live/audience.ts';

export type Line = Socket<ClientToServer, ServerToClient>;

/** Bytes that may wait for one reader, beside a snapshot on its way. */
export const mostWaiting = 256 * 1024;
/** The same in packets, where they wait inside engine.io. */
const mostPackets = 256;

interface Engine {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: WebSocket & { readonly _socket?: TcpSocket } };
}
const engineOf = (line: Line) => line.conn as unknown as Engine;

export class FanOut implements Delivery<Line> {
  /** How large the last snapshot, or whole private part, of a line was: it may wait beyond the bound. */
  readonly #snapshots = new WeakMap<Line, number>();
  readonly #frames = new WeakMap<object, Buffer>();
  readonly #dropped: () => void;

  constructor(dropped: () => void = () => undefined) {
    this.#dropped = dropped;
  }

  one: Delivery<Line>['one'] = (line, name, packet) => {
    const frame = this.#frame(name, packet);
    // All of one's own part, after coming back, can be as much as a snapshot.
    const whole = name === 'snapshot' || (name === 'private' && 'desk' in packet);
    if (whole) this.#snapshots.set(line, frame.length);
    this.#write(line, name, packet, frame);
  };

  many: Delivery<Line>['many'] = (lines, name, packet) => {
    if (lines.length === 0) return;
    const frame = frameOf(name, packet);
    for (const line of lines) this.#write(line, name, packet, frame);
  };

  /** What all are told can come to several as the very same packet: encoded once as well. */
  #frame(name: string, packet: object): Buffer {
    if (name !== 'changes' && name !== 'here') return frameOf(name, packet);
    const frame = this.#frames.get(packet) ?? frameOf(name, packet);
    this.#frames.set(packet, frame);
    return frame;
  }

  #write(line: Line, name: keyof ServerToClient, packet: unknown, frame: Buffer): void {
    const engine = engineOf(line);
    const tcp = directTo(engine);
    if (tcp) tcp.write(frame);
    else line.emit(name, packet as never);
    const waiting = (tcp ?? engine.transport.socket?._socket)?.writableLength ?? 0;
    const packets = engine.writeBuffer.length;
    if (waiting <= mostWaiting && packets <= mostPackets) return;
    if (packets > mostPackets || waiting > mostWaiting + (this.#snapshots.get(line) ?? 0)) {
      this.#dropped();
      engine.transport.socket?.terminate();
    }
  }
}

/** Null when a frame written now could overtake what waits, or could not be read there. */
function directTo({ readyState, writeBuffer, transport }: Engine): TcpSocket | null {
  const socket = transport.socket;
  const plain =
    readyState === 'open' &&
    writeBuffer.length === 0 &&
    socket?.readyState === 1 &&
    socket.extensions === '';
  return plain && socket._socket?.writable ? socket._socket : null;
}

/** The WebSocket frame of a Socket.IO event in the main namespace. */
export function frameOf(name: string, packet: unknown): Buffer {
  const text = `42${JSON.stringify([name, packet])}`;
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81; // One whole text message.
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
