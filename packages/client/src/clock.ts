/**
 * The server's clock, as this page knows it (CON-2). A device can be minutes or a day wrong,
 * and can be set right while a page is open, so nothing that is shown reads the device's clock.
 * The server stamps answers; each stamp says between which bounds the offset lies, and the
 * narrowest bounds count. Time then runs by the monotonic clock, which nobody sets.
 */

interface OffsetSample {
  /** Bounds of (server's epoch ms − monotonic ms). */
  readonly least: number;
  readonly most: number;
}

/** Two clocks drift apart: bounds get wider by this part of the time since they were measured. */
const driftRate = 1e-4;

const middle = ({ least, most }: OffsetSample): number => (least + most) / 2;
const width = ({ least, most }: OffsetSample): number => most - least;

export class ServerClock {
  readonly #monotonic: () => number;
  readonly #device: () => number;
  readonly #listeners = new Set<() => void>();
  #best: OffsetSample | null = null;
  #measuredAt = 0;

  /** Both in milliseconds: one that only grows, and the one that people set. */
  constructor(
    monotonic: () => number = () => performance.now(),
    device: () => number = () => Date.now(),
  ) {
    this.#monotonic = monotonic;
    this.#device = device;
  }

  /** Epoch ms by the server; by the device until the server has been heard. */
  now = (): number =>
    this.#best === null ? this.#device() : Math.round(middle(this.#best) + this.#monotonic());

  /** For `measure`: when a question goes out. */
  start = (): number => this.#monotonic();

  /**
   * An answer has come that the server stamped with its time. `started`: `start()` of when it was
   * asked for. What is no number is passed over: a server of before did not stamp.
   */
  measure(stamp: unknown, started: number): void {
    if (typeof stamp !== 'number' || !Number.isFinite(stamp) || stamp <= 0) return;
    const received = this.#monotonic();
    const sample = { least: stamp - received, most: stamp - started };
    const known = this.#aged(received);
    // Bounds that exclude each other: the device slept, or the server's clock was set.
    const contradicts = known && (sample.least > known.most || sample.most < known.least);
    if (known && !contradicts && width(known) <= width(sample)) return;
    const before = this.now();
    this.#best = sample;
    this.#measuredAt = received;
    if (Math.abs(this.now() - before) < 500) return;
    for (const listener of this.#listeners) listener();
  }

  /** Calls back when the time has jumped by half a second or more; answers the way to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes when the device slept, or when a person set its clock: time to measure again. */
  gap = (): number => this.#device() - this.#monotonic();

  #aged(at: number): OffsetSample | null {
    if (this.#best === null) return null;
    const wider = (at - this.#measuredAt) * driftRate;
    return { least: this.#best.least - wider, most: this.#best.most + wider };
  }
}

/** One for a page: every connection and every request measures it. */
export const serverClock = new ServerClock();
