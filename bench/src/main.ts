/**
 * `npm run bench`: measures the whole Holdspace server and other servers that do the same work,
 * on this machine, in one run. Prints two tables, writes the figures as JSON, and prints its
 * progress on standard error. docs/bench.md says what is measured and holds the results.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { goalRows } from './goals.ts';
import { type BenchOptions, type ExtraMeasurement, readOptions, usage } from './options.ts';
import { profileTable, readProfiles } from './profile-areas.ts';
import {
  isInMemory,
  measureCrowdCost,
  measureHistoryCost,
  measureIdleMemory,
  type RoundResult,
  type RoundResults,
  runRound,
} from './rounds.ts';
import { canPin } from './servers/child-process.ts';
import { type Contestant, contestants } from './servers/contestants.ts';
import { isSupported } from './servers/process-usage.ts';
import { measureStore, storeTable } from './store.ts';
import { goalsTable, serversTable } from './table.ts';

const began = performance.now();
const logProgress = (line: string): void => {
  const seconds = Math.round((performance.now() - began) / 1000);
  console.error(`${String(seconds).padStart(4)} s  ${line}`);
};

/** Reports a measurement that fails and continues with the others. */
async function attempt<T>(what: string, work: Promise<T>): Promise<T | null> {
  try {
    const done = await work;
    logProgress(what);
    return done;
  } catch (error) {
    logProgress(`${what}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
    return null;
  }
}

/** Runs the first round, the single measurements, and then further rounds while time remains. */
async function runMeasurements(
  { scale, folder, extras, minutes }: BenchOptions,
  chosen: readonly Contestant[],
  results: RoundResults,
): Promise<void> {
  const until = minutes * 60_000;
  const goRound = async (number: number) => {
    const turned = chosen.map((_, at) => chosen[(at + number) % chosen.length] as Contestant);
    for (const contestant of turned) {
      const what = `round ${number + 1} of ${scale.rounds}: ${contestant.title}`;
      const result = await attempt(what, runRound(contestant, scale, folder));
      // An empty entry: figures of the same round are compared by index.
      (results.get(contestant.name) as RoundResult[])[number] = result ?? {};
    }
  };
  await goRound(0);
  const aRound = performance.now();
  for (const [name, { of, measure }] of Object.entries(singleMeasurements) as [
    ExtraMeasurement,
    SingleMeasurement,
  ][]) {
    if (!extras.has(name)) continue;
    for (const contestant of chosen.filter((each) => of.includes(each.name))) {
      const what = `${name}: ${contestant.title}`;
      const value = await attempt(what, measure(contestant, scale, folder));
      const [first] = results.get(contestant.name) ?? [];
      if (first && value !== null) first[name] = value;
    }
  }
  for (let number = 1; number < scale.rounds; number++) {
    if (performance.now() + aRound > until) {
      logProgress(`No time is left for round ${number + 1}: --minutes gives more.`);
      return;
    }
    await goRound(number);
  }
}

interface SingleMeasurement {
  /** The names of the servers that it measures. */
  readonly of: readonly string[];
  readonly measure: typeof measureIdleMemory;
}
const singleMeasurements: Record<ExtraMeasurement, SingleMeasurement> = {
  memory: { of: ['raw', 'rooms', 'sqlite'], measure: measureIdleMemory },
  history: { of: ['sqlite'], measure: measureHistoryCost },
  crowd: { of: ['sqlite'], measure: measureCrowdCost },
};

async function run(options: BenchOptions): Promise<void> {
  const { json, only, profile, scale, folder } = options;
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
  const all = contestants(flags);
  const chosen = all.filter(({ name }) => only === null || only.has(name));
  if (chosen.length === 0) throw new Error(`There are: ${all.map(({ name }) => name).join(', ')}.`);
  if (isInMemory(folder))
    logProgress(`${folder} lies in memory, where syncing costs nothing: use --data.`);
  if (!canPin) logProgress('Nothing can be pinned to a core here: read the ratios with care.');
  const results: RoundResults = new Map(chosen.map(({ name }) => [name, []]));
  const show = () => {
    const reached = goalRows(results);
    console.log(`\n${serversTable(chosen, results)}\n\n${goalsTable(reached)}`);
    const facts = { node: process.version, cores: availableParallelism(), pinned: canPin };
    const servers = Object.fromEntries(results);
    const figures = { at: new Date(), facts, scale, goals: reached, servers };
    const file = resolve(json);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
    logProgress(`The figures are in ${json}.`);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      show();
      // An exit is enough: the children end with this process.
      process.exit(1);
    });
  }
  await runMeasurements(options, chosen, results);
  show();
  if (profile !== null) console.log(`\n${profileTable(readProfiles(resolve(profile)))}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) console.log(usage);
  else if (!isSupported()) {
    console.error('Processor time and memory are read from /proc, so this needs Linux.');
    process.exitCode = 1;
  } else if (options.only?.has('store')) console.log(storeTable(measureStore(options.folder)));
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
