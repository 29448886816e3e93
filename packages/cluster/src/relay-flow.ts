/**
 * One direction of one relayed connection: it forwards bytes in order, at once or late, whole or
 * in slices, or holds them back. Its buffer is bounded; a full buffer pauses the sender.
 */
import type { Socket } from 'node:net';

export interface FlowConditions {
  /** No bytes pass; bytes sent meanwhile arrive afterwards. */
  readonly silent: boolean;
  /** The delay of all bytes, in milliseconds. */
  readonly delay: number;
  /** The maximum size of one write, in bytes; 0: no maximum. */
  readonly slice: number;
}

export const unimpaired: FlowConditions = { silent: false, delay: 0, slice: 0 };

const maxBufferedBytes = 1 << 20;

export class RelayFlow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #queue: { chunk: Buffer; readonly due: number }[] = [];
  #conditions = unimpaired;
  #bytes = 0;
  #ended = false;
  /** The receiver is full, or a slice has just been written. */
  #isBlocked = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on('data', (chunk: Buffer) => this.#enqueue(chunk));
    from.on('end', () => {
      this.#ended = true;
      this.#drain();
    });
    to.on('drain', () => this.#resume());
    to.on('close', () => this.stop());
  }

  setConditions(conditions: FlowConditions): void {
    this.#conditions = conditions;
    this.#drain();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#bytes = 0;
  }

  #enqueue(chunk: Buffer): void {
    // After a half-close the receiver reads no more.
    if (!this.#to.writable) return;
    this.#queue.push({ chunk, due: performance.now() + this.#conditions.delay });
    this.#bytes += chunk.length;
    this.#drain();
  }

  #drain(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const { silent, slice } = this.#conditions;
    while (!silent && !this.#isBlocked) {
      const [first] = this.#queue;
      if (!first || !this.#to.writable) break;
      const early = first.due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.#drain(), early);
        break;
      }
      this.#send(first, slice);
    }
    if (silent || this.#bytes > maxBufferedBytes) this.#from.pause();
    else this.#from.resume();
    if (this.#ended && !silent && this.#queue.length === 0) this.#to.end();
  }

  #send(first: { chunk: Buffer }, slice: number): void {
    const piece = slice > 0 ? first.chunk.subarray(0, slice) : first.chunk;
    first.chunk = first.chunk.subarray(piece.length);
    this.#bytes -= piece.length;
    if (first.chunk.length === 0) this.#queue.shift();
    this.#isBlocked = slice > 0 || !this.#to.write(piece);
    if (slice > 0) {
      this.#to.write(piece);
      // The next slice waits, so that the kernel does not join the two.
      setImmediate(() => this.#resume());
    }
  }

  #resume(): void {
    this.#isBlocked = false;
    this.#drain();
  }
}
