/**
 * A row of the table: one kind of fault, done so many times while people talk, and what has to
 * hold of it. What must hold always is a count of zero; a figure with a bound is a time, and a
 * busy machine may be given slack for it.
 */

import { Crowd, type CrowdOptions } from './crowd.ts';
import { History } from './history.ts';
import { type CheckerRule, checkerRules, type Verdict } from './history-checker.ts';
import type { RandomSource } from './random-source.ts';
import type { FaultSite } from './site.ts';

/** What a row is given. */
export interface FaultRowContext {
  /** Shared by all rows that need no site of their own; to be left healed. */
  readonly site: () => Promise<FaultSite>;
  readonly count: number;
  readonly dice: RandomSource;
  /** So many are done. */
  readonly progress: (done: number) => void;
}

export interface FaultRow {
  readonly name: string;
  /** As the table has it. */
  readonly title: string;
  /** How many in `npm test`, and in full. */
  readonly counts: { readonly few: number; readonly full: number };
  /** The most a figure may be, in milliseconds. */
  readonly within?: Readonly<Record<string, number>>;
  run(ground: FaultRowContext, tally: FaultTally): Promise<void>;
}

/** What came of a row, gathered over all its crowds. */
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
  /** Sentences; none when everything held. */
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
  /** Milliseconds between two doings of one person. */
  readonly pause: number;
  /** So many faults before the people are compared with the ledgers, and others come. */
  readonly batch: number;
  /** Each person has their node, instead of coming in by the door. */
  readonly atNodes?: boolean;
}

/** Does it as often as the row wants while a crowd talks, and lays what was seen beside the ledgers. */
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
      await crowd.syncAll();
      crowd.finish();
      tally.judge(await site.verdict(crowd, history));
      tally.sum('not known at first', crowd.unknown);
      tally.sum('holes healed', crowd.gaps);
    } finally {
      crowd.close();
    }
  }
}
