/**
 * What is done with each server, in which order, and what came of it. Rounds go through all
 * servers before any of them comes again, and each round begins with another one, so that a
 * slow minute of the machine is shared by all.
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
/** Of one server in one round. */
export interface RoundResult extends Partial<Record<TalkName, TalkResult>> {
  join?: StormResult;
  rejoin?: StormResult;
  /** KiB a connection that is silent. */
  memory?: number;
  /** Processor time a delivery, as this many times what it is where there is little. */
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

/** With a generator of its own: what one leaves behind does not burden the next. */
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

/** S1 to S4 with one server. */
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

/** S5: what a connection takes that only listens, beside what the circles take by themselves. */
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
        // What was needed to let everybody in once is not what it takes to be in.
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

/** What a delivery costs among ten times the people, as so many times what it costs among them. */
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

/** The same after so many commits in each ledger. */
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

/** A disk in memory syncs nothing, and would make what is durable look cheap. */
export const isInMemory = (folder: string): boolean => statfsSync(folder).type === 0x01021994;
