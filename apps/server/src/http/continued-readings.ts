/**
 * Readings that go on (STF-5): a page that stays open asks for the same again every few seconds,
 * which is one reading in the house record. A reading after a pause is another one. It is kept in
 * memory, so another node notes its own.
 */
import type { Millis, StaffIdentity } from '@holdspace/core';

/** Without a request for so long, the next one is a new reading. */
const pause: Millis = 60_000;
/** Above so many, those whose pause is over are forgotten. */
const mostKept = 1000;

export class ContinuedReadings {
  /** When each was asked for last, by session or key, act and subject. */
  readonly #last = new Map<string, Millis>();

  /** Whether this request continues a reading; it counts as its latest one either way. */
  continues(
    { session, key }: StaffIdentity,
    reading: { readonly act: string; readonly circle: string | undefined },
    now: Millis,
  ): boolean {
    const name = JSON.stringify([session ?? key, reading.act, reading.circle]);
    const before = this.#last.get(name);
    this.#last.delete(name);
    this.#last.set(name, now);
    if (this.#last.size > mostKept) this.#forget(now);
    return before !== undefined && now - before < pause;
  }

  /** The map is in the order of the latest requests. */
  #forget(now: Millis): void {
    for (const [name, at] of this.#last) {
      if (now - at < pause && this.#last.size <= mostKept) return;
      this.#last.delete(name);
    }
  }
}
