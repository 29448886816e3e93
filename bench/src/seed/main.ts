/**
 * `npm run seed`: a large house to look at and to measure, in the place that the settings name
 * (HOLDSPACE_DATA or HOLDSPACE_STORE). It needs an empty place and no running server.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deriveKeys, readSettings, withSecret } from '@holdspace/server/config';
import { CommitCodec, openCheckedStore } from '@holdspace/server/storage';
import { type SeedSize, seedHouse } from './seed-house.ts';

const usage = `Usage: npm run seed -- [--circles 2000] [--members 20] [--meetings 104]

Fills an empty place with circles that have met every week, their members, staff and the house
record. The place is that of a server: HOLDSPACE_DATA (a folder) or HOLDSPACE_STORE (a Redis).

  --circles N     how many circles (2000)
  --members N     of each circle, a facilitator among them (20)
  --meetings N    of each circle that are over, one a week (104)
  -h, --help      print this`;

const most = { circles: 20_000, members: 200, meetings: 520 } as const;

/** Null: only the usage was asked for. Throws a sentence for what is not understood. */
function readSize(args: readonly string[]): SeedSize | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ circles: text, members: text, meetings: text },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const sizeOf = (name: keyof SeedSize, usual: number, least: number): number => {
    const value = Number(values[name] ?? usual);
    if (Number.isInteger(value) && value >= least && value <= most[name]) return value;
    throw new Error(`--${name} needs to be a whole number from ${least} to ${most[name]}.`);
  };
  return {
    circles: sizeOf('circles', 2000, 1),
    members: sizeOf('members', 20, 2),
    meetings: sizeOf('meetings', 104, 0),
  };
}

async function run(args: readonly string[]): Promise<void> {
  const size = readSize(args);
  if (!size) return console.log(usage);
  const read = readSettings(process.env);
  if ('faults' in read) {
    throw new Error(
      read.faults.map(({ variable, message }) => `${variable}: ${message}`).join('\n'),
    );
  }
  const { settings } = read;
  if (settings.store.kind === 'sqlite' && existsSync(join(settings.data, 'holdspace.db'))) {
    throw new Error(`${settings.data} holds data already; name an empty folder in HOLDSPACE_DATA.`);
  }
  const complete = withSecret(settings);
  const store = await openCheckedStore(complete, (sentence) => console.error(sentence));
  try {
    const codec = new CommitCodec(deriveKeys(complete.secret).chain);
    const began = performance.now();
    await seedHouse(store, codec, size, (what, done, total) =>
      console.log(`${what}: ${done} of ${total}`),
    );
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${size.circles} circles in ${seconds} s. A key for them: holdspace api-key`);
  } finally {
    await store.close();
  }
}

run(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exitCode = 1;
});
