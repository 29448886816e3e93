/**
 * Cuts the power under a store again and again while commits are written to it, and compares the
 * store after each cut with what it acknowledged before.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { patience } from '../harness/patience.ts';
import { randomSource as diceOf, type RandomSource } from '../harness/random-source.ts';
import { AcknowledgementAccount, type PowerCutTotals } from './account.ts';
import { Disk } from './disk.ts';
import { redisSubject } from './redis-subject.ts';
import { sqliteSubject } from './sqlite-subject.ts';
import type { PowerCutSubject } from './subject.ts';

export type { PowerCutTotals } from './account.ts';

export type PowerCutOptions = {
  readonly cuts: number;
  /** Determines every random choice; the exact times depend on the machine. */
  readonly dice: RandomSource;
  /** Called after each cut. */
  readonly progress?: (totals: PowerCutTotals) => void;
} & (
  | { readonly store: 'sqlite'; readonly sync: 'full' | 'normal' }
  | { readonly store: 'redis'; readonly sync: 'always' | 'everysec' }
);

/** Cuts on the same data before a new empty disk, so that first starts are cut too. */
const cutsPerDisk = 10;

async function startTimeout(): Promise<never> {
  await pause(patience, undefined, { ref: false });
  throw new Error('The writer did not begin to write in time.');
}

/**
 * The expected result with `full` and `always`: nothing lost, nothing twice, no gap. A store
 * that does not start after a cut has lost what it held; the faults say why.
 */
export async function runPowerCuts({
  cuts,
  dice,
  progress,
  ...under
}: PowerCutOptions): Promise<PowerCutTotals> {
  const subject: PowerCutSubject =
    under.store === 'sqlite' ? sqliteSubject(under.sync) : redisSubject(under.sync);
  const account = new AcknowledgementAccount();
  const disk = new Disk();

  /** Resolves with true when the store worked until the cut. */
  async function run(until: (writing: Promise<void>) => Promise<unknown>): Promise<boolean> {
    const running = await subject.start(disk, account, account.begin());
    try {
      await until(Promise.race([running.writing, startTimeout()]));
      await running.cut();
      return true;
    } catch (cause) {
      account.refused(cause instanceof Error ? cause.message : String(cause));
      return false;
    } finally {
      await running.cleanUp();
    }
  }

  try {
    let start = 300;
    for (let cut = 0; cut < cuts; cut++) {
      const began = performance.now();
      // How often it is rolled in a cut depends on what was written until then.
      const cutDice = diceOf(dice.between(0, 2 ** 31));
      // Sometimes during the creation of tables, or during a recovery.
      const early = cutDice.between(1, 5) === 1 ? cutDice.between(0, Math.ceil(start)) : null;
      const late = cutDice.between(0, 150);
      const went = await run(async (writing) => {
        if (early !== null) return Promise.race([writing, pause(early)]);
        await writing;
        start = performance.now() - began;
        return pause(late);
      });
      disk.cut(cutDice.pick(['nothing', 'some'] as const), cutDice);
      account.cut();
      const last = cut % cutsPerDisk === cutsPerDisk - 1 || cut === cuts - 1;
      if (!went || last) {
        if (went) await run((writing) => writing);
        disk.empty();
        account.forget();
      }
      progress?.(account.totals);
    }
    return account.totals;
  } finally {
    disk.remove();
  }
}
