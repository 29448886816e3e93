/**
 * Reads the frames of a server by RFC 6455 from the bytes of one connection, with as little work
 * as possible: no copy, except of a frame whose end has not arrived. It refuses what the measured
 * servers never send: fragments, extensions, masks.
 */

/** Opcodes of RFC 6455, section 11.8. */
export const opcode = { text: 1, close: 8, ping: 9, pong: 10 } as const;
type Opcode = (typeof opcode)[keyof typeof opcode];

const known: ReadonlySet<number> = new Set(Object.values(opcode));
const lengthMask = 0x7f;
const twoBytes = 126;
const eightBytes = 127;
/** Bytes of the longest frame of which a server under load is believed. */
const maxFrame = 64 * 1024 * 1024;

/** The payload is a view that is valid during the call only. */
export type PayloadListener = (payload: Buffer, kind: Opcode) => void;

export class ServerFrameReader {
  readonly #heard: PayloadListener;
  /** The beginning of a frame whose end has not arrived. */
  #rest: Buffer | null = null;

  constructor(heard: PayloadListener) {
    this.#heard = heard;
  }

  /** Throws an Error for a malformed frame. `chunk` can be overwritten afterwards. */
  read(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (let end = frameEnd(bytes, at); end > 0; end = frameEnd(bytes, at)) {
      const head = bytes[at] as number;
      this.#heard(bytes.subarray(payloadStart(bytes, at), end), (head & 0x0f) as Opcode);
      at = end;
    }
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : null;
  }
}

function payloadStart(bytes: Buffer, at: number): number {
  const short = bytes[at + 1] as number;
  return at + (short < twoBytes ? 2 : short === twoBytes ? 4 : 10);
}

/** The position after the frame that begins here; 0 when its end has not arrived. */
function frameEnd(bytes: Buffer, at: number): number {
  if (bytes.length < at + 2) return 0;
  const head = bytes[at] as number;
  const second = bytes[at + 1] as number;
  if ((head & 0xf0) !== 0x80 || !known.has(head & 0x0f)) {
    throw new Error(`A frame began with 0x${head.toString(16)}.`);
  }
  if (second > lengthMask) throw new Error('A frame of the server was masked.');
  const start = payloadStart(bytes, at);
  if (bytes.length < start) return 0;
  const length = payloadLength(bytes, at, second);
  return bytes.length < start + length ? 0 : start + length;
}

function payloadLength(bytes: Buffer, at: number, second: number): number {
  if (second < twoBytes) return second;
  if (((bytes[at] as number) & 0x08) !== 0) throw new Error('A control frame was too long.');
  const length =
    second === eightBytes
      ? bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6)
      : bytes.readUInt16BE(at + 2);
  if (length < twoBytes || length > maxFrame) throw new Error(`A frame had ${length} bytes.`);
  return length;
}

/** One complete frame of a client. Its mask is zero, so that masking costs the generator nothing. */
export function clientFrame(payload: Buffer, kind: Opcode = opcode.text): Buffer {
  const { length } = payload;
  const head = length < twoBytes ? 2 : 4;
  if (length > 0xffff) throw new Error(`${length} bytes are too many for one message.`);
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = 0x80 | kind;
  frame[1] = 0x80 | (head === 2 ? length : twoBytes);
  if (head === 4) frame.writeUInt16BE(length, 2);
  payload.copy(frame, head + 4);
  return frame;
}
