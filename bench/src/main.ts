/**
 * `npm run bench`: our whole server beside others that do the same work, on this machine, in
 * one run. Prints two tables, writes the figures as JSON, and says on standard error how far
 * it is. docs/bench.md says what is measured and what it came to.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { canPin } from './child.ts';
import { type Contestant, contestants } from './contestants.ts';
import { rows } from './goals.ts';
import { type Options, readOptions, usage } from './options.ts';
import { crowd, history, idle, isInMemory, type Result, type Results, round } from './rounds.ts';
import { goalsTable, serversTable } from './table.ts';
import { canBeRead } from './usage.ts';

const began = performance.now();
const tell = (line: string): void => {
  const seconds = Math.round((performance.now() - began) / 1000);
  console.error(`${String(seconds).padStart(4)} s  ${line}`);
};

/** What cannot be measured is said and left out: the others are worth something without it. */
async function attempted<T>(what: string, work: Promise<T>): Promise<T | null> {
  try {
    const done = await work;
    tell(what);
    return done;
  } catch (error) {
    tell(`${what}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
    return null;
  }
}

async function measured(options: Options, chosen: readonly Contestant[]): Promise<Results> {
  const { scale, folder, extras } = options;
  const results: Results = new Map(chosen.map(({ name }) => [name, []]));
  for (let i = 0; i < scale.rounds; i++) {
    const turned = chosen.map((_, at) => chosen[(at + i) % chosen.length] as Contestant);
    for (const contestant of turned) {
      const what = `round ${i + 1} of ${scale.rounds}: ${contestant.title}`;
      const result = await attempted(what, round(contestant, scale, folder));
      // A place is kept for it: rounds are compared one by one.
      (results.get(contestant.name) as Result[])[i] = result ?? {};
    }
  }
  const once = async (
    name: 'memory' | 'crowd' | 'history',
    who: readonly string[],
    measure: typeof idle,
  ) => {
    if (!extras.has(name)) return;
    for (const contestant of chosen.filter((each) => who.includes(each.name))) {
      const value = await attempted(
        `${name}: ${contestant.title}`,
        measure(contestant, scale, folder),
      );
      const [first] = results.get(contestant.name) ?? [];
      if (first && value !== null) first[name] = value;
    }
  };
  await once('memory', ['raw', 'rooms', 'sqlite'], idle);
  await once('history', ['sqlite'], history);
  await once('crowd', ['sqlite'], crowd);
  return results;
}

async function run(options: Options): Promise<void> {
  const { json, only, profile, scale, folder } = options;
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
  const all = contestants(flags);
  const chosen = all.filter(({ name }) => only === null || only.has(name));
  if (chosen.length === 0) throw new Error(`There are: ${all.map(({ name }) => name).join(', ')}.`);
  if (isInMemory(folder))
    tell(`${folder} lies in memory, where syncing costs nothing: use --data.`);
  if (!canPin) tell('Nothing can be pinned to a core here: read the ratios with care.');
  const results = await measured(options, chosen);
  const reached = rows(results);
  console.log(`\n${serversTable(chosen, results)}\n\n${goalsTable(reached)}`);
  const facts = { node: process.version, cores: availableParallelism(), pinned: canPin };
  const file = resolve(json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date(), facts, scale, goals: reached, servers: Object.fromEntries(results) }, null, 2)}\n`,
  );
  tell(`The figures are in ${json}.`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Leaving is enough: children go with this process.
  process.once(signal, () => process.exit(1));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) console.log(usage);
  else if (!canBeRead()) {
    console.error('Processor time and memory are read from /proc, so this needs Linux.');
    process.exitCode = 1;
  } else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
