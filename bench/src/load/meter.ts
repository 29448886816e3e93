/**
 * Counts deliveries at the receivers. Every text contains the time at which it was sent, so that
 * counting and timing need no parsing; a frame without this mark is not a delivery.
 */
const sign = Buffer.from('@@');
const digits = 13;

const micros = (): number => Math.round(performance.now() * 1000);

/** A text of this number of bytes that begins with this time. */
export const timestampedText = (bytes: number): string =>
  `@@${String(micros()).padStart(digits, '0')}`.padEnd(bytes, ' a circle of people who listen');

export class Meter {
  /** The total number of deliveries. */
  deliveries = 0;
  #latencies: number[] | null = null;

  /** Counts one frame; returns its number of deliveries. */
  countFrame(frame: Buffer): number {
    let count = 0;
    const now = this.#latencies ? micros() : 0;
    for (let at = frame.indexOf(sign, 0); at >= 0; at = frame.indexOf(sign, at + digits)) {
      count++;
      this.#latencies?.push(now - numberAt(frame, at + sign.length));
    }
    this.deliveries += count;
    return count;
  }

  /** Begins to record the latencies. */
  startTiming(): void {
    this.#latencies = [];
  }

  /** The percentiles of the latencies in milliseconds; ends the recording. */
  quantiles(...wanted: readonly number[]): number[] {
    const sorted = Float64Array.from(this.#latencies ?? []).sort();
    this.#latencies = null;
    return wanted.map((each) => {
      const index = Math.min(sorted.length - 1, Math.floor((sorted.length * each) / 100));
      return (sorted[index] ?? Number.NaN) / 1000;
    });
  }
}

/** The number that begins at this position, with any number of digits. */
export function numberAt(frame: Buffer, from: number): number {
  let number = 0;
  for (let i = from; i < frame.length; i++) {
    const digit = (frame[i] as number) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return number;
}
