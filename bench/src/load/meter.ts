/**
 * What arrived, counted at the receivers. Every text carries the moment it was sent, so that
 * counting and timing need no parsing; whatever holds no such mark is no delivery.
 */
const sign = Buffer.from('@@');
const digits = 13;

const micros = (): number => Math.round(performance.now() * 1000);

/** A text of so many bytes with this moment in front. */
export const timestampedText = (bytes: number): string =>
  `@@${String(micros()).padStart(digits, '0')}`.padEnd(bytes, ' a circle of people who listen');

export class Meter {
  /** All that was ever delivered. */
  deliveries = 0;
  #latencies: number[] | null = null;

  /** Of one frame; answers how many deliveries it held. */
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

  /** From now on how long they took is kept too. */
  startTiming(): void {
    this.#latencies = [];
  }

  /** Milliseconds below which so many of a hundred were; ends the watching. */
  quantiles(...wanted: readonly number[]): number[] {
    const sorted = Float64Array.from(this.#latencies ?? []).sort();
    this.#latencies = null;
    return wanted.map((each) => {
      const index = Math.min(sorted.length - 1, Math.floor((sorted.length * each) / 100));
      return (sorted[index] ?? Number.NaN) / 1000;
    });
  }
}

/** The number that begins there, however many digits it has. */
export function numberAt(frame: Buffer, from: number): number {
  let number = 0;
  for (let i = from; i < frame.length; i++) {
    const digit = (frame[i] as number) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return number;
}
