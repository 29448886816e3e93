/**
 * Slows the guessing of return codes (KEY-3). A right code opens at once, also while others
 * guess; every wrong one is answered alike and after a while, longer when many came from the
 * same address or to this node. So the guesses of one person lock out no one else.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { TokenBuckets } from '../ops/token-buckets.ts';

/** Milliseconds from the request to the answer that the code is not valid. */
const usualDelay = 300;
const slowedDelay = 2000;

export class ReturnCodeThrottle {
  readonly #limits: boolean;
  readonly #byAddress: TokenBuckets;
  readonly #overall: TokenBuckets;

  constructor(limits: boolean) {
    this.#limits = limits;
    this.#byAddress = new TokenBuckets(limits ? { burst: 10, perSecond: 0.1 } : null);
    this.#overall = new TokenBuckets(limits ? { burst: 200, perSecond: 5 } : null);
  }

  /** Answers when it may be said that the code does not open; `since` is of `performance.now`. */
  async delayWrongCode(address: string, since: number): Promise<void> {
    if (!this.#limits) return;
    const few = [this.#byAddress.take(address), this.#overall.take('all')];
    const wait = since + (few.includes(false) ? slowedDelay : usualDelay) - performance.now();
    if (wait > 0) await pause(wait, undefined, { ref: false });
  }
}
