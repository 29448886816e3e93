/**
 * Cuts the power while a store writes. Two stores guarantee to lose nothing; the same cuts under
 * settings without this guarantee must find losses, otherwise the cuts have no effect.
 */

import type { FaultRow } from '../harness/fault-row.ts';
import { type PowerCutTotals, runPowerCuts } from '../power-cut/power-cut.ts';

const promising = [
  { store: 'sqlite', sync: 'full' },
  { store: 'redis', sync: 'always' },
] as const;
const weaker = [
  { store: 'sqlite', sync: 'normal' },
  { store: 'redis', sync: 'everysec' },
] as const;
/** With fewer cuts, no loss could be by chance. */
const leastWeaker = 10;

export const powerCuts: FaultRow = {
  name: 'power-cut',
  title: 'power cut, SQLite FULL and Redis always, each',
  counts: { few: 5, full: 200 },
  async run({ count, dice, progress }, tally) {
    for (const [i, under] of promising.entries()) {
      const reportProgress = ({ cuts }: PowerCutTotals) =>
        i === promising.length - 1 && progress(cuts);
      const totals = await runPowerCuts({ ...under, cuts: count, dice, progress: reportProgress });
      const { acked, unknown, ...broken } = totals;
      for (const fault of totals.faults) tally.fault(`${under.store}: ${fault}`);
      tally.sum('acknowledged', acked);
      tally.sum(`${under.store} cuts`, totals.cuts);
      tally.sum('not known at first', unknown);
      for (const what of ['lost', 'twice', 'gaps'] as const) {
        if (broken[what] > 0) tally.fault(`${under.store}: ${what} ${broken[what]}`);
      }
    }
    for (const under of weaker) {
      const cuts = Math.max(leastWeaker, Math.ceil(count / 10));
      const { lost, twice, gaps } = await runPowerCuts({ ...under, cuts, dice });
      tally.sum(`lost with ${under.sync}, on purpose`, lost + twice + gaps);
      if (lost + twice + gaps === 0) tally.fault(`${under.sync} lost nothing: the cuts were none`);
    }
  },
};
