/**
 * `npm run faults`: injects every kind of fault as often as its row says, while people write, and
 * prints the results. Exit codes: 0 every rule held, 1 a rule was broken, 2 bad use.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FaultRow } from './harness/fault-row.ts';
import { FaultTally } from './harness/fault-row.ts';
import { randomSource } from './harness/random-source.ts';
import { FaultSite } from './harness/site.ts';
import {
  detailLines,
  type FaultRowResult,
  hasPassed,
  heading,
  jsonReport,
  resultLine,
} from './results-table.ts';
import { faultRows } from './rows/index.ts';

const usage = `npm run faults -- [--few] [--only ROW[,ROW]] [--count N] [--seed N] [--json]
  rows: ${faultRows.map(({ name }) => name).join(', ')}`;
const root = join(import.meta.dirname, '..', '..');
const artefacts = join(root, 'artefacts');
// Nodes start again and again: compiling takes almost half of a start.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'holdspace', 'compile');

interface FaultRunOptions {
  readonly rows: readonly FaultRow[];
  readonly few: boolean;
  readonly count: number | null;
  readonly seed: number;
  readonly json: boolean;
}

function parseOptions(args: readonly string[]): FaultRunOptions | string {
  const number = (text: string | undefined, least: number) =>
    text !== undefined && /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        few: { type: 'boolean', default: false },
        only: { type: 'string' },
        count: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const names = values.only?.split(',');
    const unknown = names?.filter((name) => !faultRows.some((row) => row.name === name)) ?? [];
    if (unknown.length > 0) return `There is no row ${unknown.join(', ')}.`;
    const count = number(values.count, 1);
    const seed = number(values.seed, 0);
    if (values.count !== undefined && count === null) return '--count needs a whole number.';
    if (values.seed !== undefined && seed === null) return '--seed needs a whole number.';
    const { few, json } = values;
    const chosen = faultRows.filter(({ name }) => names?.includes(name) ?? true);
    return { rows: chosen, few, count, seed: seed ?? Date.now() % 1_000_000, json };
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

/** One site for all rows that share it; a row that failed stops it. */
class SharedSite {
  #site: Promise<FaultSite> | null = null;

  get = (): Promise<FaultSite> => {
    this.#site ??= FaultSite.start();
    return this.#site;
  };

  async stop(): Promise<void> {
    const site = await this.#site?.catch(() => null);
    this.#site = null;
    await site?.stop();
  }
}

async function runRow(
  row: FaultRow,
  options: FaultRunOptions,
  shared: SharedSite,
): Promise<FaultRowResult> {
  const count = options.count ?? (options.few ? row.counts.few : row.counts.full);
  const tally = new FaultTally();
  const began = performance.now();
  let done = 0;
  const progress = (reached: number) => {
    done = reached;
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${row.name} ${reached}/${count}\u001b[K`);
  };
  const every = setInterval(() => {
    if (!process.stderr.isTTY) console.error(`  … ${row.name} ${done}/${count}`);
  }, 20_000);
  try {
    const context = { site: shared.get, count, dice: randomSource(options.seed), progress };
    await row.run(context, tally);
  } catch (fault) {
    tally.fault(`it broke off after ${done}: ${fault instanceof Error ? fault.stack : fault}`);
    await shared.stop();
  } finally {
    clearInterval(every);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
  const seconds = (performance.now() - began) / 1000;
  return { row, count, done, tally, seconds, judgesTimes: !options.few };
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${usage}`);
    return 2;
  }
  console.log(`seed ${options.seed}\n${heading}`);
  const shared = new SharedSite();
  const all: FaultRowResult[] = [];
  try {
    for (const row of options.rows) {
      if (options.few && options.count === null && row.counts.few === 0) continue;
      const done = await runRow(row, options, shared);
      all.push(done);
      console.log(resultLine(done));
      for (const what of detailLines(done)) console.log(`    ${what}`);
    }
  } finally {
    await shared.stop();
  }
  const report = JSON.stringify(jsonReport(options.seed, all), null, 2);
  mkdirSync(artefacts, { recursive: true });
  writeFileSync(join(artefacts, 'faults.json'), `${report}\n`);
  if (options.json) console.log(report);
  const failed = all.filter((done) => !hasPassed(done)).length;
  console.log(`${all.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

// All child processes end with this process, however it ends.
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
  process.once(signal, () => process.exit(128 + number));
}
// A row that failed can leave a connection open; the exit does not wait for it.
process.exit(await main(process.argv.slice(2)));
