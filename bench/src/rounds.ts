/**
 * The workloads of each server, their order and their results. A round measures every server
 * once, and each round begins with another server, so that a slow minute of the machine affects
 * all of them.
 */
import { statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  LoadOrder,
  LoadResult,
  StormResult,
  TalkOptions,
  TalkResult,
} from './load/generator.ts';
import type { Scale } from './options.ts';
import { type Child, startChild } from './servers/child-process.ts';
import { type Contestant, type RunningContestant, withTempFolder } from './servers/contestants.ts';
import { residentKiB } from './servers/process-usage.ts';

export type TalkName = 'S1' | 'S2' | 'S2w1' | 'S3';
/** The results of one server in one round. */
export interface RoundResult extends Partial<Record<TalkName, TalkResult>> {
  join?: StormResult;
  rejoin?: StormResult;
  /** KiB of memory per silent connection. */
  memory?: number;
  /** Processor time per delivery, as a multiple of the time with a small number of people. */
  crowd?: number;
  history?: number;
}

export type RoundResults = Map<string, RoundResult[]>;
export type LogProgress = (line: string) => void;

class LoadGenerator {
  readonly #child: Child<true>;
  #waiting: { resolve: (answer: LoadResult) => void; reject: (error: Error) => void } | null = null;

  constructor(child: Child<true>) {
    this.#child = child;
    child.process.on('message', (message: { answer?: LoadResult; failed?: string }) => {
      if (message.answer) this.#waiting?.resolve(message.answer);
      else this.#waiting?.reject(new Error(message.failed));
    });
    child.process.once('exit', () =>
      this.#waiting?.reject(new Error('The load generator has ended.')),
    );
  }

  static async start(): Promise<LoadGenerator> {
    const file = fileURLToPath(new URL('load/generator.ts', import.meta.url));
    const isReady = (line: string) => (line === 'ready' ? true : null);
    return new LoadGenerator(
      await startChild(process.execPath, [file], { core: 1, ipc: true, isReady }),
    );
  }

  order<Expected extends LoadResult>(order: LoadOrder): Promise<Expected> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve: resolve as (answer: LoadResult) => void, reject };
      this.#child.process.send(order);
    });
  }

  talk = (how: TalkOptions) => this.order<TalkResult>({ do: 'talk', ...how });
  stop = () => this.#child.stop();
}

const steadyInterval = 500;
const largeCircleInterval = 100;
const missedMessages = 50;

/** Uses a new generator, so that one workload does not slow the next. */
async function withContestant<T>(
  contestant: Contestant,
  folder: string,
  work: (generator: LoadGenerator, standing: RunningContestant) => Promise<T>,
): Promise<T> {
  return withTempFolder(folder, async (own) => {
    const standing = await contestant.start(own);
    try {
      const generator = await LoadGenerator.start();
      try {
        await connectGenerator(generator, standing);
        return await work(generator, standing);
      } finally {
        await generator.stop();
      }
    } finally {
      await standing.stop();
    }
  });
}

const connectGenerator = (generator: LoadGenerator, { wire, urls, key, pids }: RunningContestant) =>
  generator.order({ do: 'meet', standing: { wire, urls, key, pids } });

async function gatherCircles(generator: LoadGenerator, circles: number, people: number) {
  await generator.order({ do: 'gather', circles, people });
  return generator.order<StormResult>({ do: 'enter' });
}

/** Workloads S1 to S4 with one server. */
export const runRound = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<RoundResult> =>
  withContestant(contestant, folder, async (generator) => {
    const { seconds, circles, people } = scale;
    const result: RoundResult = {};
    await gatherCircles(generator, circles, people);
    result.S1 = await generator.talk({ every: steadyInterval, seconds });
    result.S2w1 = await generator.talk({ onTheWay: 1, seconds });
    result.S2 = await generator.talk({ onTheWay: 4, seconds });
    await generator.order({ do: 'leave' });
    await gatherCircles(generator, 1, scale.big);
    result.S3 = await generator.talk({ every: largeCircleInterval, seconds });
    await generator.order({ do: 'leave' });
    result.join = await gatherCircles(generator, scale.storm, people);
    result.rejoin = await generator.order<StormResult>({ do: 'comeBack', missed: missedMessages });
    return result;
  });

/** Workload S5: the memory of a silent connection, without the memory of the circles. */
export const measureIdleMemory = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<number> =>
  withTempFolder(folder, async (own) => {
    let standing = await contestant.start(own);
    const generator = await LoadGenerator.start();
    try {
      await connectGenerator(generator, standing);
      const { idle: connections, people } = scale;
      const many = Math.ceil(connections / people);
      const again = standing.restart;
      if (again) {
        // The memory that entering needed once is not part of the memory of a connection.
        await gatherCircles(generator, many, people);
        await generator.order({ do: 'cut' });
        standing = await again();
        await connectGenerator(generator, standing);
      }
      const before = residentKiB(standing.pids);
      if (again) await generator.order({ do: 'connect' });
      else await gatherCircles(generator, many, people);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return (residentKiB(standing.pids) - before) / (many * people);
    } finally {
      await generator.stop();
      await standing.stop();
    }
  });

const perDelivery = ({ cpu, deliveries }: TalkResult) => cpu / deliveries;

/** The cost of a delivery with ten times the people, as a multiple of the cost without. */
export const measureCrowdCost = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<number> =>
  withContestant(contestant, folder, async (generator) => {
    const { circles, people, seconds } = scale;
    await gatherCircles(generator, circles, people);
    const few = await generator.talk({ onTheWay: 1, seconds });
    await generator.order({ do: 'leave' });
    await gatherCircles(generator, circles * 10, people);
    const many = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(many) / perDelivery(few);
  });

/** The same after this number of commits in each ledger. */
export const measureHistoryCost = (
  contestant: Contestant,
  scale: Scale,
  folder: string,
): Promise<number> =>
  withContestant(contestant, folder, async (generator) => {
    const { people, seconds } = scale;
    const circles = 4;
    await gatherCircles(generator, circles, people);
    const fresh = await generator.talk({ onTheWay: 1, seconds: Math.min(seconds, 1) });
    await generator.order({ do: 'fill', messages: scale.history });
    const old = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(old) / perDelivery(fresh);
  });

/** A disk in memory syncs nothing and makes durable writes look cheap. */
export const isInMemory = (folder: string): boolean => statfsSync(folder).type === 0x01021994;
