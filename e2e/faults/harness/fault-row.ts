/**
 * A row of the table: one kind of fault, injected a number of times while people write, and the
 * rules that must hold. A broken rule is counted and the count must be zero; a figure with a
 * bound is a time, which the full run judges and `npm test` only shows.
 */

import { Crowd, type CrowdOptions } from './crowd.ts';
import { History } from './history.ts';
import { type CheckerRule, checkerRules, type Verdict } from './history-checker.ts';
import type { RandomSource } from './random-source.ts';
import type { FaultSite } from './site.ts';

/** The context of a row. */
export interface FaultRowContext {
  /** Shared by all rows that need no site of their own; a row heals it at its end. */
  readonly site: () => Promise<FaultSite>;
  readonly count: number;
  readonly dice: RandomSource;
  /** Reports the number of faults that were injected. */
  readonly progress: (done: number) => void;
}

export interface FaultRow {
  readonly name: string;
  /** The heading in the table. */
  readonly title: string;
  /** The number of faults in `npm test` and in the full run. */
  readonly counts: { readonly few: number; readonly full: number };
  /** The upper bound of each figure, in milliseconds. */
  readonly within?: Readonly<Record<string, number>>;
  run(context: FaultRowContext, tally: FaultTally): Promise<void>;
}

/** The results of a row, summed over all its crowds. */
export class FaultTally {
  readonly #broken = new Map<CheckerRule, number>(checkerRules.map((rule) => [rule, 0]));
  readonly #figures = new Map<string, number>();
  readonly #faults: string[] = [];

  get broken(): Readonly<Record<CheckerRule, number>> {
    return Object.fromEntries(this.#broken) as Record<CheckerRule, number>;
  }
  get figures(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#figures].map(([name, value]) => [name, Math.round(value)]));
  }
  /** One sentence for each broken rule. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  judge({ faults, asked, acknowledged, refused, open, applied, commits }: Verdict): void {
    for (const { rule, what } of faults) {
      this.#broken.set(rule, (this.#broken.get(rule) ?? 0) + 1);
      this.fault(`${rule}: ${what}`);
    }
    for (const [name, value] of Object.entries({
      ...{ asked, acknowledged, refused, open, applied, commits },
    })) {
      this.sum(name, value);
    }
  }

  sum(name: string, value: number): void {
    this.#figures.set(name, (this.#figures.get(name) ?? 0) + value);
  }

  most(name: string, value: number): void {
    this.#figures.set(name, Math.max(this.#figures.get(name) ?? 0, value));
  }

  fault(what: string): void {
    this.#faults.push(what);
  }
}

export interface LoadOptions extends Pick<CrowdOptions, 'circles' | 'people'> {
  /** Milliseconds between two commands of one person. */
  readonly pause: number;
  /** The number of faults for one crowd; then its views are compared with the ledgers. */
  readonly batch: number;
  /** True: each person connects to one node instead of the reverse proxy. */
  readonly atNodes?: boolean;
}

/** Injects the faults of a row while a crowd writes, and compares the views with the ledgers. */
export async function underLoad(
  { site: shared, count, dice, progress }: FaultRowContext,
  tally: FaultTally,
  { batch, pause, atNodes = false, circles, people }: LoadOptions,
  fault: (crowd: Crowd, site: FaultSite, done: number) => Promise<void>,
): Promise<void> {
  const site = await shared();
  for (let done = 0; done < count; ) {
    await site.heal();
    const history = new History();
    const urls = atNodes ? site.urls : [site.door.url];
    const { organiser } = site;
    const crowd = await Crowd.gather({ urls, organiser, circles, people, history, dice });
    try {
      crowd.talk(pause);
      await crowd.waitForProgress(crowd.guests.length);
      crowd.longestAway();
      for (const end = Math.min(count, done + batch); done < end; progress(done)) {
        await fault(crowd, site, done);
        done += 1;
      }
      await crowd.waitForProgress(crowd.guests.length);
      await crowd.stopTalking();
      tally.judge(await site.verdict(crowd, history));
      tally.sum('not known at first', crowd.unknown);
      tally.sum('holes healed', crowd.gaps);
    } finally {
      crowd.close();
    }
  }
}
