/**
 * What lists cost in a large house: time and processor time of the first answer after a start and
 * of those that follow, and what the server holds in memory afterwards. `npm run bench -- --only
 * lists` seeds a house of its own, unless `--data` names a folder that `npm run seed` has filled.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchOptions } from './options.ts';
import type { LogProgress } from './rounds.ts';
import { contestantNamed, withTempFolder } from './servers/contestants.ts';
import { preciseCpuSeconds, residentKiB } from './servers/process-usage.ts';
import { median } from './statistics.ts';

/** Milliseconds, and MiB. */
export interface ListFigures {
  readonly firstTime: number;
  readonly firstCpu: number;
  readonly time: number;
  readonly cpu: number;
  readonly entries: number;
  readonly memoryBefore: number;
  readonly memory: number;
}

/** What a screen asks for; `:circle` is one of the circles. */
const lists: Readonly<Record<string, string>> = {
  'dashboard: the next 20 meetings': '/api/circles?order=meeting&limit=20',
  'circles: a page of 50': '/api/circles?limit=50',
  'circles: found by a word, 50': '/api/circles?q=night&limit=50',
  'circles: without a limit': '/api/circles',
  'one circle with its people': '/api/circles/:circle',
  'people of a circle: a page of 50': '/api/circles/:circle/people?limit=50',
  'record of a circle: a page of 50': '/api/circles/:circle/record?order=newest&limit=50',
  'staff: a page of 50': '/api/house/staff?limit=50',
  'house record: the newest 50': '/api/house/record?order=newest&limit=50',
  inbox: '/api/inbox',
};

const followingAnswers = 10;
/** Until a server that has just started is at rest. */
const settling = 3000;
const bin = fileURLToPath(import.meta.resolve('@holdspace/server/bin'));
const seedProgram = fileURLToPath(new URL('./seed/main.ts', import.meta.url));
const run = promisify(execFile);

export async function measureLists(
  { folder }: BenchOptions,
  logProgress: LogProgress,
): Promise<Readonly<Record<string, ListFigures>>> {
  if (existsSync(join(folder, 'holdspace.db'))) return measureHouse(folder, logProgress);
  return withTempFolder(folder, async (own) => {
    logProgress('2,000 circles are seeded');
    await run(process.execPath, [seedProgram], seededIn(own));
    return measureHouse(own, logProgress);
  });
}

const seededIn = (folder: string) => ({
  env: { ...process.env, HOLDSPACE_DATA: folder },
  maxBuffer: 2 ** 24,
});

/** A server of its own for each list, so that the first answer is that after a start. */
async function measureHouse(
  folder: string,
  logProgress: LogProgress,
): Promise<Readonly<Record<string, ListFigures>>> {
  const figures: Record<string, ListFigures> = {};
  for (const [name, address] of Object.entries(lists)) {
    const found = await measureList(folder, address);
    if (!found) continue;
    figures[name] = found;
    logProgress(`${name}: ${JSON.stringify(found)}`);
  }
  console.log(listsTable(figures));
  return figures;
}

/** Null for a list that this server does not have. */
async function measureList(folder: string, address: string): Promise<ListFigures | null> {
  const { urls, pids, stop } = await contestantNamed('sqlite').start(folder);
  try {
    const { stdout } = await run(process.execPath, [bin, 'api-key', '--json'], seededIn(folder));
    const { key } = JSON.parse(stdout) as { readonly key: string };
    const ask = (path: string) =>
      fetch(`${urls[0]}${path}`, { headers: { authorization: `Bearer ${key}` } });
    // The first circle of the seed.
    const path = address.replace(':circle', `${'0'.repeat(26)}`);
    await pause(settling);
    const memoryBefore = residentKiB(pids) / 1024;
    const first = await measureAnswer(() => ask(path), pids);
    if (!first) return null;
    const others = [];
    for (let n = 0; n < followingAnswers; n++)
      others.push(await measureAnswer(() => ask(path), pids));
    const all = others.filter((each) => each !== null);
    return {
      ...{ firstTime: first.time, firstCpu: first.cpu, entries: first.entries },
      time: median(all.map(({ time }) => time)),
      cpu: median(all.map(({ cpu }) => cpu)),
      ...{ memoryBefore, memory: residentKiB(pids) / 1024 },
    };
  } finally {
    await stop();
  }
}

/** Null when the answer is another one than 200; one that is not ready is asked for again. */
async function measureAnswer(ask: () => Promise<Response>, pids: readonly number[]) {
  const [began, used] = [performance.now(), preciseCpuSeconds(pids)];
  let response = await ask();
  while (response.status === 503) {
    await pause(1000);
    response = await ask();
  }
  const body = await response.json();
  const [time, cpu] = [performance.now() - began, (preciseCpuSeconds(pids) - used) * 1000];
  if (response.status !== 200) return null;
  return { time, cpu, entries: Array.isArray(body) ? body.length : 1 };
}

export function listsTable(figures: Readonly<Record<string, ListFigures>>): string {
  const rows = Object.entries(figures).map(([name, each]) => {
    const { entries, firstTime, firstCpu, time, cpu, memoryBefore, memory } = each;
    const cells = [entries, firstTime, firstCpu, time, cpu, memoryBefore, memory];
    return `| ${name} | ${cells.map((cell) => cell.toFixed(cell < 10 ? 1 : 0)).join(' | ')} |`;
  });
  return [
    '| list | entries | first answer, ms | its CPU, ms | following, ms | their CPU, ms | MiB before | MiB after |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}
