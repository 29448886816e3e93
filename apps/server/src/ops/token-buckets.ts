/**
 * Limits against floods, one bucket a person: so many commands at once, so many a second
 * after that. Who may not be refused waits for their turn instead (DSK-5).
 */

export interface TokenRate {
  /** At once, after a pause. */
  readonly burst: number;
  readonly perSecond: number;
}

/** So many may wait in one bucket: with the usual rate, no longer than an answer may take. */
const maxQueued = 20;
const takesPerSweep = 1000;

interface Bucket {
  tokens: number;
  at: number;
}

export class TokenBuckets {
  readonly #rate: TokenRate | null;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #takeCount = 0;

  /** No rate: no limit. `now` is in milliseconds and only ever grows. */
  constructor(rate: TokenRate | null, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  /** False: too soon. What costs more than a burst is taken when the bucket is full. */
  take(key: string, cost = 1): boolean {
    return this.#take(key, cost, cost);
  }

  /** Answers how many milliseconds to wait before going on; null when too many wait already. */
  queue(key: string): number | null {
    if (!this.#rate) return 0;
    if (!this.#take(key, 1 - maxQueued, 1)) return null;
    const { tokens } = this.#buckets.get(key) as Bucket;
    return tokens >= 0 ? 0 : (-tokens / this.#rate.perSecond) * 1000;
  }

  get size(): number {
    return this.#buckets.size;
  }

  #take(key: string, least: number, cost: number): boolean {
    if (!this.#rate) return true;
    if (++this.#takeCount % takesPerSweep === 0) this.#sweep();
    const bucket = this.#refilled(key, this.#rate);
    if (bucket.tokens < Math.min(least, this.#rate.burst)) return false;
    bucket.tokens -= cost;
    return true;
  }

  #refilled(key: string, { burst, perSecond }: TokenRate): Bucket {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** A full bucket is as good as none. */
  #sweep(): void {
    for (const key of this.#buckets.keys()) {
      const rate = this.#rate as TokenRate;
      if (this.#refilled(key, rate).tokens >= rate.burst) this.#buckets.delete(key);
    }
  }
}
