/**
 * Power cuts by themselves:
 *   node e2e/faults/power-cut/run.ts --store sqlite --cuts 20 [--sync normal] [--seed 7]
 * Exit code 1: a store with the guarantee lost something, or a store without it lost nothing,
 * which means that the cuts have no effect.
 */
import { parseArgs } from 'node:util';
import { randomSource } from '../harness/random-source.ts';
import { type PowerCutOptions, runPowerCuts } from './power-cut.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    sync: { type: 'string' },
    cuts: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

function under(store: string, sync: string | undefined): Pick<PowerCutOptions, 'store' | 'sync'> {
  if (store === 'sqlite' && (sync ?? 'full') === 'full') return { store, sync: 'full' };
  if (store === 'sqlite' && sync === 'normal') return { store, sync };
  if (store === 'redis' && (sync ?? 'always') === 'always') return { store, sync: 'always' };
  if (store === 'redis' && sync === 'everysec') return { store, sync };
  console.error(
    'It is --store sqlite [--sync full|normal] or --store redis [--sync always|everysec].',
  );
  process.exit(2);
}

const { store, sync } = under(values.store, values.sync);
const began = performance.now();
const totals = await runPowerCuts({
  store,
  sync,
  cuts: Number(values.cuts),
  dice: randomSource(Number(values.seed)),
  progress: ({ cuts, acked, lost }) => {
    if (cuts % 10 === 0)
      console.log(`${cuts} of ${values.cuts} cuts: ${acked} acked, ${lost} lost`);
  },
} as PowerCutOptions);
if (totals.faults.length > 0) console.log(totals.faults.join('\n'));
const each = Math.round((performance.now() - began) / totals.cuts);
console.log(
  JSON.stringify({
    store,
    sync,
    seed: values.seed,
    ...totals,
    faults: totals.faults.length,
    msPerCut: each,
  }),
);
const weak = sync === 'normal' || sync === 'everysec';
const whole = totals.lost + totals.twice + totals.gaps + totals.faults.length === 0;
process.exitCode = whole === weak ? 1 : 0;
