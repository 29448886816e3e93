/**
 * `npm run bench`: measures the whole Holdspace server and other servers that do the same work,
 * on this machine, in one run. Prints two tables, writes the figures as JSON, and prints its
 * progress on standard error. docs/bench.md says what is measured and holds the results.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { extras, extrasUsage } from './extras.ts';
import { goalRows } from './goals.ts';
import { type BenchOptions, readOptions, singleNames, usage } from './options.ts';
import { profileTable, readProfiles } from './profile-areas.ts';
import {
  isInMemory,
  type RoundResult,
  type RoundResults,
  runRound,
  singleMeasurements,
} from './rounds.ts';
import { canPin } from './servers/child-process.ts';
import { type Contestant, contestants } from './servers/contestants.ts';
import { checkOpenFiles, isSupported } from './servers/process-usage.ts';
import { goalsTable, serversTable } from './table.ts';

const defaultMinutes = 15;

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
  { scale, folder, singles, minutes }: BenchOptions,
  chosen: readonly Contestant[],
  results: RoundResults,
): Promise<void> {
  const until = (minutes ?? defaultMinutes) * 60_000;
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
  for (const name of singleNames.filter((each) => singles.has(each))) {
    const { of, into } = singleMeasurements[name];
    for (const contestant of chosen.filter((each) => of.includes(each.name))) {
      const [first] = results.get(contestant.name) ?? [];
      if (!first) continue;
      await attempt(`${name}: ${contestant.title}`, into(first, [contestant, scale, folder]));
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

function writeFigures(json: string, figures: object): void {
  const facts = { node: process.version, cores: availableParallelism(), pinned: canPin };
  const file = resolve(json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date(), facts, ...figures }, null, 2)}\n`);
  logProgress(`The figures are in ${json}.`);
}

/** The extras that `--only` names, one after another. */
async function runExtras(names: readonly string[], options: BenchOptions): Promise<void> {
  const measured: Record<string, object> = {};
  for (const name of names) {
    const measure = await extras[name]?.load();
    if (!measure) continue;
    measured[name] = await measure(options, logProgress);
    console.log(`\n${name}\n${JSON.stringify(measured[name], null, 2)}`);
    writeFigures(options.json, measured);
  }
}

async function run(options: BenchOptions): Promise<void> {
  const { json, only, profile, scale, folder } = options;
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
  const all = contestants(flags);
  const chosen = all.filter(({ name, onRequest }) => (only ? only.has(name) : !onRequest));
  if (chosen.length === 0) {
    const names = [...all.map(({ name }) => name), ...Object.keys(extras)];
    throw new Error(`There are: ${names.join(', ')}.`);
  }
  checkOpenFiles(Math.max(scale.idle, scale.circles * scale.people * 10));
  if (isInMemory(folder))
    logProgress(`${folder} lies in memory, where syncing costs nothing: use --data.`);
  if (!canPin) logProgress('Nothing can be pinned to a core here: read the ratios with care.');
  const results: RoundResults = new Map(chosen.map(({ name }) => [name, []]));
  const show = () => {
    const reached = goalRows(results);
    console.log(`\n${serversTable(chosen, results)}\n\n${goalsTable(reached)}`);
    writeFigures(json, { scale, goals: reached, servers: Object.fromEntries(results) });
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
  const named = [...(options?.only ?? [])].filter((name) => name in extras);
  if (!options) console.log(`${usage}\n${extrasUsage}`);
  else if (!isSupported()) {
    console.error('Processor time and memory are read from /proc, so this needs Linux.');
    process.exitCode = 1;
  } else if (named.length > 0) await runExtras(named, options);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
