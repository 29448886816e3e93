/**
 * `npm run bench -- --only held`: very many people connected for minutes, with messages all the
 * while, and all of them cut at once in the middle. On one node with SQLite and on three with
 * Redis. What counts is that nothing is lost; memory, idle cost and delays beside it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadGenerator } from './load/load-generator.ts';
import type { StormResult } from './load/orders.ts';
import type { BenchOptions, Scale } from './options.ts';
import { type LogProgress, withContestant } from './rounds.ts';
import { contestantNamed, type RunningContestant } from './servers/contestants.ts';
import { checkOpenFiles, preciseCpuSeconds, residentKiB } from './servers/process-usage.ts';

interface HeldFigures {
  readonly people: number;
  /** Seconds until everybody was in, first and after all were cut. */
  readonly entered: number;
  readonly back: number;
  readonly memoryMiB: number;
  /** Share of a core with nobody saying anything. */
  readonly idle: number;
  readonly deliveries: number;
  readonly lost: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const defaultMinutes = 10;
const missed = 10;
/** Milliseconds between two messages of a circle. */
const interval = 5000;
const idleTime = 5000;
const servers = ['sqlite', 'redis-3'];

/** Of both servers, or of those that `--only` names beside `held`. */
export async function measureHeld(
  { scale, minutes, folder, only }: BenchOptions,
  logProgress: LogProgress,
): Promise<Readonly<Record<string, HeldFigures>>> {
  checkOpenFiles(scale.held);
  const seconds = (minutes ?? defaultMinutes) * 60;
  const figures: Record<string, HeldFigures> = {};
  const named = servers.filter((name) => only?.has(name));
  for (const name of named.length > 0 ? named : servers) {
    const contestant = contestantNamed(name);
    logProgress(`${scale.held} people: ${contestant.title}`);
    figures[contestant.title] = await withContestant(contestant, folder, (generator, standing) =>
      hold(generator, standing, scale, seconds),
    );
    logProgress(JSON.stringify(figures[contestant.title]));
  }
  return figures;
}

async function hold(
  generator: LoadGenerator,
  { pids }: RunningContestant,
  { held, people }: Scale,
  seconds: number,
): Promise<HeldFigures> {
  const circles = Math.ceil(held / people);
  const entered = await generator.gather(circles, people);
  const before = preciseCpuSeconds(pids);
  await pause(idleTime);
  const idle = (preciseCpuSeconds(pids) - before) / (idleTime / 1000);
  const half = { every: interval, seconds: seconds / 2 };
  const first = await generator.talk(half);
  const back = await generator.order<StormResult>({ do: 'comeBack', missed });
  const second = await generator.talk(half);
  return {
    people: circles * people,
    entered: entered.seconds,
    back: back.seconds,
    memoryMiB: residentKiB(pids) / 1024,
    idle,
    deliveries: first.deliveries + second.deliveries,
    lost: first.lost + second.lost,
    p50: Math.max(first.p50, second.p50),
    p99: Math.max(first.p99, second.p99),
  };
}
