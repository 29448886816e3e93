/** The options of `npm run bench`: sizes, durations and the measurements to run. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export interface Scale {
  readonly rounds: number;
  /** The measured time of each workload, without the warm-up. */
  readonly seconds: number;
  readonly circles: number;
  readonly people: number;
  /** Deliveries a second of the workloads that are the same for all servers. */
  readonly rate: number;
  /** People in the one large circle. */
  readonly big: number;
  /** The circles that everyone enters at once. */
  readonly storm: number;
  readonly idle: number;
  /** The number of messages in a long ledger. */
  readonly history: number;
  /** Circles that nobody is in, and the messages in each. */
  readonly sleeping: number;
  readonly commits: number;
  /** People who are held connected, and messages a second of the soak. */
  readonly held: number;
  readonly soak: number;
}

export interface BenchOptions {
  readonly scale: Scale;
  /** Of an extra, which is run for itself and can take its time. */
  readonly extraScale: Scale;
  /** Names of servers or of extras; null for all servers. */
  readonly only: ReadonlySet<string> | null;
  readonly singles: ReadonlySet<SingleName>;
  /** No further round begins that would end after this time; the length of an extra that lasts. */
  readonly minutes: number | null;
  readonly json: string;
  readonly folder: string;
  readonly profile: string | null;
}

/** What is measured once, beside the rounds. */
export type SingleName = 'memory' | 'history' | 'crowd' | 'waking' | 'sleep';
export const singleNames: readonly SingleName[] = ['memory', 'history', 'crowd', 'waking', 'sleep'];

const defaultScale: Scale = {
  rounds: 3,
  seconds: 2,
  circles: 40,
  people: 25,
  rate: 30_000,
  big: 500,
  storm: 80,
  idle: 5000,
  history: 10_000,
  sleeping: 300,
  commits: 200,
  held: 10_000,
  soak: 140,
};
const extraDefaults: Partial<Scale> = { rounds: 5, sleeping: 10_000, commits: 1000 };
/** Only shows that everything works; the figures have no meaning. */
const tinyScale: Scale = {
  rounds: 1,
  seconds: 0.5,
  circles: 3,
  people: 4,
  rate: 200,
  big: 12,
  storm: 3,
  idle: 40,
  history: 50,
  sleeping: 5,
  commits: 20,
  held: 40,
  soak: 20,
};

export const usage = `npm run bench -- [options]
  --rounds 3           how often each server is measured; medians are shown
  --minutes 15         no further round begins that would not be over by then
  --seconds 2          how long each workload is measured
  --circles 40, --people 25, --rate 30000 (deliveries a second), --big 500, --storm 80,
  --idle 5000, --history 10000, --sleeping 300, --commits 200
  --tiny               all of it at the smallest scale: does it work at all?
  --only raw,rooms,durable,sqlite,redis-1,redis-2    some servers
  --singles ${singleNames.join(',')}    what is measured once, beside the rounds; none for nothing
  --json file          where the figures go (artefacts/bench.json)
  --data folder        on which disk is written (the system's folder for temporary files)
  --profile folder     writes a CPU profile of our server on SQLite there, one a start
Extras, instead of the table:`;

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

/** Throws an Error with a sentence about the argument that is wrong. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const text = { type: 'string' } as const;
  const names = Object.keys(defaultScale) as (keyof Scale)[];
  const sizes = Object.fromEntries(names.map((name) => [name, text]));
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      tiny: { type: 'boolean' },
      ...sizes,
      ...{ only: text, singles: text, json: text, data: text, profile: text, minutes: text },
    },
  });
  if (values.help) return null;
  const given: Readonly<Record<string, unknown>> = values;
  const numberOf = (name: string): number | null => {
    if (given[name] === undefined) return null;
    const value = Number(given[name]);
    if (!(value > 0)) throw new Error(`--${name} needs to be a number above 0.`);
    return value;
  };
  const sized = (defaults: Scale): Scale => {
    const scale = { ...defaults };
    for (const name of names) Object.assign(scale, { [name]: numberOf(name) ?? scale[name] });
    return scale;
  };
  const scale = sized(values.tiny ? tinyScale : defaultScale);
  const extraScale = values.tiny ? scale : sized({ ...defaultScale, ...extraDefaults });
  if (scale.people < 3) throw new Error('--people needs to be at least 3.');
  const requested = values.singles === undefined ? singleNames : splitList(values.singles);
  return {
    ...{ scale, extraScale, minutes: numberOf('minutes') },
    only: values.only === undefined ? null : new Set(splitList(values.only)),
    singles: new Set(singleNames.filter((each) => requested.includes(each))),
    json: values.json ?? 'artefacts/bench.json',
    folder: values.data ?? tmpdir(),
    profile: values.profile ?? null,
  };
}
