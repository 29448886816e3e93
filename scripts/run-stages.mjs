/**
 * Runs stages and prints what each took. A stage runs also when another one before it failed, so
 * that one run reports everything. The last line is `N passed, N failed`.
 */
import { rmSync } from 'node:fs';
import { runInLanes } from './stage-lanes.mjs';
import { stages } from './stages/index.mjs';
import { results } from './stages/tests.mjs';
import { missingDependencies } from './system-dependencies.mjs';
import { inWords, oneFailure, sum } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {import('./stages/index.mjs').Filter} Filter */

/** @returns {Promise<Tally>} */
async function runStage(
  /** @type {import('./stage-lanes.mjs').ChosenStage} */ { stage, filter },
  /** @type {AbortSignal} */ interrupted,
  /** @type {import('./stages/index.mjs').Print} */ print,
) {
  try {
    return await stage.run(filter, interrupted, print);
  } catch (error) {
    print(`The stage broke: ${error instanceof Error ? error.stack : error}`);
    return oneFailure;
  }
}

const seconds = (/** @type {number} */ since) => (performance.now() - since) / 1000;
const row = (/** @type {string} */ title, /** @type {number} */ time, /** @type {Tally} */ tally) =>
  `${title.padEnd(12)}${`${time.toFixed(1)} s`.padStart(9)}   ${inWords(tally)}`;

/**
 * @param {Map<string, Filter>} chosen which stages, and what of each
 * @returns {Promise<number>} the exit code: 0 when everything passed, else 1
 */
export async function runStages(chosen) {
  const wanted = Object.entries(stages).flatMap(([name, stage]) => {
    const filter = chosen.get(name);
    return filter === undefined ? [] : [{ name, stage, filter }];
  });
  const titles = [...new Set(wanted.flatMap(({ stage }) => stage.needs))];
  const missing = titles.length > 0 ? await missingDependencies(...titles) : null;
  if (missing) {
    console.error(missing);
    console.log(inWords(oneFailure));
    return 1;
  }

  const interruption = new AbortController();
  const interrupted = interruption.signal;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => interruption.abort());
  }

  rmSync(results, { recursive: true, force: true });
  const began = performance.now();
  const summary = await runInLanes(
    wanted,
    (one, print) => runStage(one, interrupted, print),
    interrupted,
  );

  const total = sum([
    ...summary.map(({ tally }) => tally),
    ...(interrupted.aborted ? [oneFailure] : []),
  ]);
  console.log('');
  for (const { name, tally, time } of summary) console.log(row(name, time, tally));
  if (summary.length > 1) console.log(row('all', seconds(began), total));
  if (interrupted.aborted) console.log('Interrupted.');
  console.log(inWords(total));
  return total.failed > 0 ? 1 : 0;
}
