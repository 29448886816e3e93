/**
 * One direction of one connection through a relay: what comes in goes out, in order, at
 * once or late, whole or in slices, or not at all. What waits here is bounded; beyond it
 * the sender waits, as behind any slow network.
 */
import type { Socket } from 'node:net';

export interface FlowConditions {
  /** Nothing passes; what was sent meanwhile arrives when it ends. */
  readonly silent: boolean;
  /** Milliseconds that everything is late. */
  readonly delay: number;
  /** The most bytes that go out at once; 0: as they came. */
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
  /** The receiver is full, or a slice has just gone out. */
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

  setConditions(pace: FlowConditions): void {
    this.#conditions = pace;
    this.#drain();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#bytes = 0;
  }

  #enqueue(chunk: Buffer): void {
    // After a half-close nobody listens there any more.
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
      // On the wire by itself, not joined with the next one.
      setImmediate(() => this.#resume());
    }
  }

  #resume(): void {
    this.#isBlocked = false;
    this.#drain();
  }
}
