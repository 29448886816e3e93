/**
 * One direction of one connection through a relay: what comes in goes out, in order, at
 * once or late, whole or in slices, or not at all. What waits here is bounded; beyond it
 * the sender waits, as behind any slow network.
 */
import type { Socket } from 'node:net';

export interface Pace {
  /** Nothing passes; what was sent meanwhile arrives when it ends. */
  readonly silent: boolean;
  /** Milliseconds that everything is late. */
  readonly delay: number;
  /** The most bytes that go out at once; 0: as they came. */
  readonly slice: number;
}

export const atOnce: Pace = { silent: false, delay: 0, slice: 0 };

const mostWaiting = 1 << 20;

export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: { chunk: Buffer; readonly due: number }[] = [];
  #pace = atOnce;
  #bytes = 0;
  #ended = false;
  /** The receiver is full, or a slice has just gone out. */
  #holding = false;
  #later: NodeJS.Timeout | null = null;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.on('end', () => {
      this.#ended = true;
      this.#pass();
    });
    to.on('drain', () => this.#goOn());
    to.on('close', () => this.stop());
  }

  set(pace: Pace): void {
    this.#pace = pace;
    this.#pass();
  }

  stop(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#waiting.length = 0;
    this.#bytes = 0;
  }

  #take(chunk: Buffer): void {
    // After a half-close nobody listens there any more.
    if (!this.#to.writable) return;
    this.#waiting.push({ chunk, due: performance.now() + this.#pace.delay });
    this.#bytes += chunk.length;
    this.#pass();
  }

  #pass(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    const { silent, slice } = this.#pace;
    while (!silent && !this.#holding) {
      const [first] = this.#waiting;
      if (!first || !this.#to.writable) break;
      const early = first.due - performance.now();
      if (early > 0) {
        this.#later = setTimeout(() => this.#pass(), early);
        break;
      }
      this.#send(first, slice);
    }
    if (silent || this.#bytes > mostWaiting) this.#from.pause();
    else this.#from.resume();
    if (this.#ended && !silent && this.#waiting.length === 0) this.#to.end();
  }

  #send(first: { chunk: Buffer }, slice: number): void {
    const piece = slice > 0 ? first.chunk.subarray(0, slice) : first.chunk;
    first.chunk = first.chunk.subarray(piece.length);
    this.#bytes -= piece.length;
    if (first.chunk.length === 0) this.#waiting.shift();
    this.#holding = slice > 0 || !this.#to.write(piece);
    if (slice > 0) {
      this.#to.write(piece);
      // On the wire by itself, not joined with the next one.
      setImmediate(() => this.#goOn());
    }
  }

  #goOn(): void {
    this.#holding = false;
    this.#pass();
  }
}
