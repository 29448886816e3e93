/**
 * The workloads of each server, their order and their results. A round measures every server
 * once, and each round begins with another server, so that a slow minute of the machine affects
 * all of them.
 */
import { statfsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LoadGenerator } from './load/load-generator.ts';
import type { StormResult, TalkResult } from './load/orders.ts';
import type { Scale, SingleName } from './options.ts';
import { type Contestant, type RunningContestant, withTempFolder } from './servers/contestants.ts';
import { residentKiB } from './servers/process-usage.ts';
import { measureSleepingCircles, type SleepFigures } from './sleeping.ts';
import { median } from './statistics.ts';

/** `fixed`: at the same deliveries a second for all servers. */
export type TalkName = 'S1' | 'S2' | 'S2w1' | 'S2fixed' | 'S2w1fixed' | 'S3';
/** The results of one server in one round. */
export interface RoundResult extends Partial<Record<TalkName, TalkResult>> {
  join?: StormResult;
  rejoin?: StormResult;
  /** KiB of memory per silent connection. */
  memory?: number;
  /** Processor time per delivery, as a multiple of the time with a small number of people. */
  crowd?: number;
  history?: number;
  /** Time to the first snapshot of a long circle that sleeps, to one that is awake. */
  waking?: number;
  sleep?: SleepFigures;
}

export type RoundResults = Map<string, RoundResult[]>;
export type LogProgress = (line: string) => void;

const steadyInterval = 500;
const largeCircleInterval = 100;
const missedMessages = 50;
/** Milliseconds after which the memory of a server is read. */
const settling = 12_000;

/** Uses a new generator, so that one workload does not slow the next. */
export async function withContestant<T>(
  contestant: Contestant,
  folder: string,
  work: (generator: LoadGenerator, standing: RunningContestant) => Promise<T>,
): Promise<T> {
  return withTempFolder(folder, async (own) => {
    const standing = await contestant.start(own);
    try {
      const generator = await LoadGenerator.start();
      try {
        await generator.meet(standing);
        return await work(generator, standing);
      } finally {
        await generator.stop();
      }
    } finally {
      await standing.stop();
    }
  });
}

/** Milliseconds between two bursts of a circle, so that all of them together have this rate. */
export const burstInterval = ({ circles, people, rate }: Scale, burst: number): number =>
  (circles * people * burst * 1000) / rate;

/** Workloads S1 to S4 with one server. */
export const runRound = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<RoundResult> =>
  withContestant(contestant, folder, async (generator) => {
    const { seconds, circles, people } = scale;
    const result: RoundResult = {};
    await generator.gather(circles, people);
    // A server that was just started still compiles what each message needs. Not counted.
    await generator.talk({ onTheWay: 4, seconds });
    result.S2 = await generator.talk({ onTheWay: 4, seconds });
    result.S2w1 = await generator.talk({ onTheWay: 1, seconds });
    const fixed = (burst: number) => ({ every: burstInterval(scale, burst), burst, seconds });
    result.S2fixed = await generator.talk(fixed(4));
    result.S2w1fixed = await generator.talk(fixed(1));
    result.S1 = await generator.talk({ every: steadyInterval, seconds });
    // Together with the entering of these people: storms that warm the server, not counted.
    await generator.order({ do: 'comeBack', missed: missedMessages });
    await generator.leave();
    await generator.gather(1, scale.big);
    result.S3 = await generator.talk({ every: largeCircleInterval, seconds });
    await generator.leave();
    result.join = await generator.gather(scale.storm, people);
    result.rejoin = await generator.order<StormResult>({ do: 'comeBack', missed: missedMessages });
    return result;
  });

/** Workload S5: the memory of a silent connection, without the memory of the circles. */
const measureIdleMemory = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  withTempFolder(folder, async (own) => {
    let standing = await contestant.start(own);
    const generator = await LoadGenerator.start();
    try {
      await generator.meet(standing);
      const { idle: connections, people } = scale;
      const many = Math.ceil(connections / people);
      const again = standing.restart;
      if (again) {
        // The memory that entering needed once is not part of the memory of a connection.
        await generator.gather(many, people);
        await generator.order({ do: 'cut' });
        standing = await again();
        await generator.meet(standing);
        // A circle that sleeps is not in memory: one person wakes each, and leaves.
        for (let circle = 0; circle < many; circle++)
          await generator.order({ do: 'connect', circle });
        await generator.order({ do: 'cut' });
      }
      await pause(settling);
      const before = residentKiB(standing.pids);
      if (again) await generator.order({ do: 'connect' });
      else await generator.gather(many, people);
      await pause(settling);
      return (residentKiB(standing.pids) - before) / (many * people);
    } finally {
      await generator.stop();
      await standing.stop();
    }
  });

const perDelivery = ({ cpu, deliveries }: TalkResult) => cpu / deliveries;

/** The cost of a delivery with ten times the people, as a multiple of the cost without. */
const measureCrowdCost = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  withContestant(contestant, folder, async (generator) => {
    const { circles, people, seconds } = scale;
    await generator.gather(circles, people);
    const few = await generator.talk({ onTheWay: 1, seconds });
    await generator.leave();
    await generator.gather(circles * 10, people);
    const many = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(many) / perDelivery(few);
  });

/** The same after this number of commits in each ledger. */
const measureHistoryCost = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<number> =>
  withContestant(contestant, folder, async (generator) => {
    const { people, seconds } = scale;
    const circles = 4;
    await generator.gather(circles, people);
    const fresh = await generator.talk({ onTheWay: 1, seconds: Math.min(seconds, 1) });
    await generator.order({ do: 'fill', messages: scale.history });
    const old = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(old) / perDelivery(fresh);
  });

/** Wall time of waking is short, so the awake figure is the median of this number of times. */
const awakeTimes = 5;

/** Workload of a long circle that sleeps: seconds to the first snapshot, to one that is awake. */
const measureWakingCost = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  withContestant(contestant, folder, async (generator, standing) => {
    if (!standing.restart) throw new Error('This server cannot be started again.');
    const first = async (circle: number) => {
      const { seconds } = await generator.order<StormResult>({ do: 'connect', circle });
      await generator.order({ do: 'cut' });
      return seconds;
    };
    await generator.gather(2, 3);
    await generator.order({ do: 'fill', messages: scale.history });
    await generator.order({ do: 'close' });
    await generator.order({ do: 'cut' });
    const again = await standing.restart();
    try {
      await generator.meet(again);
      // The first person after a start also waits for code that runs for the first time.
      await first(1);
      const sleeping = await first(0);
      const awake: number[] = [];
      for (let time = 0; time < awakeTimes; time++) awake.push(await first(0));
      return sleeping / median(awake);
    } finally {
      await again.stop();
    }
  });

interface SingleMeasurement {
  /** The names of the servers that it measures. */
  readonly of: readonly string[];
  /** Measures once, and notes the figure. */
  readonly into: (
    result: RoundResult,
    measured: readonly [contestant: Contestant, scale: Scale, folder: string],
  ) => Promise<void>;
}

/** One entry for each name; a name without an entry does not compile. */
export const singleMeasurements: Record<SingleName, SingleMeasurement> = {
  memory: {
    of: ['raw', 'rooms', 'sqlite'],
    async into(result, measured) {
      result.memory = await measureIdleMemory(...measured);
    },
  },
  history: {
    of: ['sqlite'],
    async into(result, measured) {
      result.history = await measureHistoryCost(...measured);
    },
  },
  crowd: {
    of: ['sqlite'],
    async into(result, measured) {
      result.crowd = await measureCrowdCost(...measured);
    },
  },
  waking: {
    of: ['sqlite'],
    async into(result, measured) {
      result.waking = await measureWakingCost(...measured);
    },
  },
  sleep: {
    of: ['sqlite'],
    async into(result, measured) {
      result.sleep = await measureSleepingCircles(...measured);
    },
  },
};

/** A disk in memory syncs nothing and makes durable writes look cheap. */
export const isInMemory = (folder: string): boolean => statfsSync(folder).type === 0x01021994;
