/**
 * `npm run bench -- --only soak`: a server that works for a long time. What a message leaves in
 * memory, whether that grows evenly, whether handles and open files stay the same, and what comes
 * back when everybody has left.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadGenerator } from './load/load-generator.ts';
import type { BenchOptions, Scale } from './options.ts';
import { type LogProgress, withContestant } from './rounds.ts';
import { contestantNamed, type RunningContestant } from './servers/contestants.ts';
import { openFiles, residentKiB } from './servers/process-usage.ts';
import { median } from './statistics.ts';

/** The server at one moment. */
export interface SoakSample {
  readonly messages: number;
  readonly residentKiB: number;
  readonly heapKiB: number;
  readonly handles: number;
  readonly files: number;
}

const defaultMinutes = 20;
const circles = 10;
const reconnections = 10;
const sliceSeconds = 30;
/** Longer than circles stay awake, and than a process waits before it gives memory back. */
const leavingTime = 120_000;

export async function measureSoak(
  { scale, minutes, folder }: BenchOptions,
  logProgress: LogProgress,
): Promise<object> {
  const seconds = (minutes ?? defaultMinutes) * 60;
  return withContestant(contestantNamed('sqlite'), folder, async (generator, standing) => {
    await generator.gather(circles, scale.people);
    const { samples, lost } = await talkInSlices(generator, standing, scale, seconds, logProgress);
    await generator.leave();
    await pause(Math.min(leavingTime, seconds * 1000));
    const last = samples.at(-1);
    const after = last && (await sampleOf(standing, last.messages));
    return { ...soakSummary(samples), lost, after, samples };
  });
}

async function talkInSlices(
  generator: LoadGenerator,
  standing: RunningContestant,
  { soak }: Scale,
  seconds: number,
  logProgress: LogProgress,
): Promise<{ readonly samples: readonly SoakSample[]; readonly lost: number }> {
  const samples: SoakSample[] = [];
  let messages = 0;
  let lost = 0;
  const every = (circles * 1000) / soak;
  const slice = Math.min(sliceSeconds, seconds);
  for (let begun = 0; begun < seconds; begun += slice) {
    const talked = await generator.talk({ every, reconnections, seconds: slice });
    messages += talked.messages;
    lost += talked.lost;
    const sample = await sampleOf(standing, Math.round(messages));
    samples.push(sample);
    logProgress(JSON.stringify({ ...sample, lost, p99: talked.p99 }));
  }
  return { samples, lost };
}

/** What the server says of itself in its metrics, and the system of it. */
async function sampleOf({ urls, pids }: RunningContestant, messages: number): Promise<SoakSample> {
  const metrics = await (await fetch(`${urls[0]}/metrics`)).text();
  const metric = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1] ?? Number.NaN);
  return {
    messages,
    residentKiB: residentKiB(pids),
    heapKiB: metric('nodejs_heap_size_used_bytes') / 1024,
    handles: metric('nodejs_active_handles_total'),
    files: openFiles(pids),
  };
}

/**
 * Bytes of memory a message left, over all and in each half after the first sixth, in which the
 * server warms; even growth has both halves alike.
 */
export function soakSummary(samples: readonly SoakSample[]) {
  const warm = samples.slice(Math.floor(samples.length / 6));
  const middle = warm.length >> 1;
  const [firstHalf, secondHalf] = [warm.slice(0, middle + 1), warm.slice(middle)];
  const resident: SampleFigure = ({ residentKiB }) => residentKiB;
  const handles = samples.map((each) => each.handles);
  const files = samples.map((each) => each.files);
  return {
    bytesPerMessage: bytesPerMessage(warm, resident),
    firstHalf: bytesPerMessage(firstHalf, resident),
    secondHalf: bytesPerMessage(secondHalf, resident),
    heapPerMessage: bytesPerMessage(warm, ({ heapKiB }) => heapKiB),
    handles: { median: median(handles), most: Math.max(...handles) },
    files: { median: median(files), most: Math.max(...files) },
  };
}

type SampleFigure = (sample: SoakSample) => number;

/** The slope of the line that fits best: single samples hold garbage. NaN without two of them. */
function bytesPerMessage(samples: readonly SoakSample[], kib: SampleFigure): number {
  const mean = (of: SampleFigure) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [messages, memory] = [mean((sample) => sample.messages), mean(kib)];
  let [shared, spread] = [0, 0];
  for (const sample of samples) {
    shared += (sample.messages - messages) * (kib(sample) - memory);
    spread += (sample.messages - messages) ** 2;
  }
  return (shared / spread) * 1024;
}
