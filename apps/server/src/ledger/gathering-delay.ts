/**
 * How long commands wait for others before they go to the store as one group. A group costs a
 * hand-over, a transaction, a sync and an answer, whatever it holds. While groups follow one another
 * closely, two milliseconds gather more of them; while they do not, or while waiting gathers nobody,
 * nothing waits (docs/decisions/0046). It does not know groups and sets no timer.
 */
import type { Millis } from '@holdspace/core';

/** The longest that a command waits for others. */
export const gatheringTime: Millis = 2;
/** Groups follow one another closely when so many began within this time. */
const closeGroups = 8;
const closeTime: Millis = 40;
/** After so many groups in a row that waited for nothing, no group waits for this time. */
const mostAlone = 8;
const restTime: Millis = 250;

export class GatheringDelay {
  /** When the last groups began, in a ring. */
  readonly #begun: Millis[] = Array<Millis>(closeGroups).fill(Number.NEGATIVE_INFINITY);
  #oldest = 0;
  /** Groups in a row that waited and have one commit. */
  #alone = 0;
  #restsUntil: Millis = Number.NEGATIVE_INFINITY;

  /** For a group whose first command came at `since`. Times are those of `performance.now()`. */
  after(since: Millis, now: Millis): Millis {
    const isClose = (this.#begun[this.#oldest] ?? 0) > now - closeTime;
    if (!isClose || now < this.#restsUntil) return 0;
    return Math.max(0, since + gatheringTime - now);
  }

  /** A group begins; `hasWaited`: for the time that `after` answered. */
  begin(now: Millis, commits: number, hasWaited: boolean): void {
    this.#begun[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % closeGroups;
    if (commits > 1) this.#alone = 0;
    else if (hasWaited && ++this.#alone >= mostAlone) {
      this.#alone = 0;
      this.#restsUntil = now + restTime;
    }
  }
}
