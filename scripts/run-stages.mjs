/**
 * Runs stages one after the other and prints what each took. A stage runs also when another one
 * before it failed, so that one run reports everything. The last line is `N passed, N failed`.
 */
import { rmSync } from 'node:fs';
import { stages } from './stages/index.mjs';
import { results } from './stages/tests.mjs';
import { missingDependencies } from './system-dependencies.mjs';
import { inWords, oneFailure, sum } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {import('./stages/index.mjs').Stage} Stage */
/** @typedef {import('./stages/index.mjs').Filter} Filter */

/** @returns {Promise<Tally>} */
async function runStage(
  /** @type {Stage} */ stage,
  /** @type {Filter} */ filter,
  /** @type {AbortSignal} */ interrupted,
) {
  try {
    return await stage.run(filter, interrupted);
  } catch (error) {
    console.log(`The stage broke: ${error instanceof Error ? error.stack : error}`);
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
  /** @type {{ name: string, tally: Tally, time: number }[]} */
  const summary = [];
  for (const { name, stage, filter } of wanted) {
    if (interrupted.aborted) break;
    console.log(`\n── ${name}`);
    const stageBegan = performance.now();
    const tally = await runStage(stage, filter, interrupted);
    summary.push({ name, tally, time: seconds(stageBegan) });
  }

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
