/** The options of `npm run bench`: sizes, durations and the measurements to run. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export interface Scale {
  readonly rounds: number;
  /** The measured time of each workload, without the warm-up. */
  readonly seconds: number;
  readonly circles: number;
  readonly people: number;
  /** People in the one large circle. */
  readonly big: number;
  /** The circles that everyone enters at once. */
  readonly storm: number;
  readonly idle: number;
  /** The number of commits in a long ledger. */
  readonly history: number;
}

export interface BenchOptions {
  readonly scale: Scale;
  /** Names of servers; null for all. */
  readonly only: ReadonlySet<string> | null;
  readonly extras: ReadonlySet<ExtraMeasurement>;
  /** No further round begins that would end after this time. */
  readonly minutes: number;
  readonly json: string;
  readonly folder: string;
  readonly profile: string | null;
}

export type ExtraMeasurement = 'memory' | 'crowd' | 'history';
const extras: readonly ExtraMeasurement[] = ['memory', 'history', 'crowd'];

const defaultScale: Scale = {
  rounds: 3,
  seconds: 3,
  circles: 40,
  people: 25,
  big: 500,
  storm: 80,
  idle: 5000,
  history: 10_000,
};
/** Only shows that everything works; the figures have no meaning. */
const tinyScale: Scale = {
  rounds: 1,
  seconds: 0.5,
  circles: 3,
  people: 4,
  big: 12,
  storm: 3,
  idle: 40,
  history: 50,
};

export const usage = `npm run bench -- [options]
  --rounds 3           how often each server is measured; medians are shown
  --minutes 9.5        no further round begins that would not be over by then
  --seconds 3          how long each workload is measured
  --circles 40, --people 25, --big 500, --storm 80, --idle 5000, --history 10000
  --tiny               all of it at the smallest scale: does it work at all?
  --only raw,rooms,durable,sqlite,redis-1,redis-2
  --only store         the SQLite store by itself, in some seconds
  --extras memory,history,crowd    what is measured once, beside the rounds; none for nothing
  --json file          where the figures go (artefacts/bench.json)
  --data folder        on which disk is written (the system's folder for temporary files)
  --profile folder     writes a CPU profile of our server on SQLite there, one a start`;

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

/** Throws an Error with a sentence about the argument that is wrong. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      tiny: { type: 'boolean' },
      ...{ rounds: number, seconds: number, circles: number, people: number },
      ...{ big: number, storm: number, idle: number, history: number },
      ...{ only: number, extras: number, json: number, data: number, profile: number },
      minutes: number,
    },
  });
  if (values.help) return null;
  const scale = { ...(values.tiny ? tinyScale : defaultScale) };
  for (const name of Object.keys(scale) as (keyof Scale)[]) {
    const given = values[name];
    if (given === undefined) continue;
    const value = Number(given);
    if (!(value > 0)) throw new Error(`--${name} needs to be a number above 0.`);
    Object.assign(scale, { [name]: value });
  }
  const minutes = Number(values.minutes ?? 9.5);
  if (!(minutes > 0)) throw new Error('--minutes needs to be a number above 0.');
  if (scale.people < 3) throw new Error('--people needs to be at least 3.');
  const requested = values.extras === undefined ? extras : splitList(values.extras);
  return {
    ...{ scale, minutes },
    only: values.only === undefined ? null : new Set(splitList(values.only)),
    extras: new Set(extras.filter((each) => requested.includes(each))),
    json: values.json ?? 'artefacts/bench.json',
    folder: values.data ?? tmpdir(),
    profile: values.profile ?? null,
  };
}
