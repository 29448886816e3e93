/**
 * What is done with each server, in which order, and what came of it. Rounds go through all
 * servers before any of them comes again, and each round begins with another one, so that a
 * slow minute of the machine is shared by all.
 */
import { statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Child, start } from './child.ts';
import { type Contestant, inFolder, type Standing } from './contestants.ts';
import type { Answer, Order, Stormed, Talk, Talked } from './load/generator.ts';
import type { Scale } from './options.ts';
import { residentKiB } from './usage.ts';

export type TalkName = 'S1' | 'S2' | 'S2w1' | 'S3';
/** Of one server in one round. */
export interface Result extends Partial<Record<TalkName, Talked>> {
  join?: Stormed;
  rejoin?: Stormed;
  /** KiB a connection that is silent. */
  memory?: number;
  /** Processor time a delivery, as this many times what it is where there is little. */
  crowd?: number;
  history?: number;
}

export type Results = Map<string, Result[]>;
export type Tell = (line: string) => void;

class Generator {
  readonly #child: Child<true>;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  constructor(child: Child<true>) {
    this.#child = child;
    child.process.on('message', (message: { answer?: Answer; failed?: string }) => {
      if (message.answer) this.#waiting?.resolve(message.answer);
      else this.#waiting?.reject(new Error(message.failed));
    });
    child.process.once('exit', () =>
      this.#waiting?.reject(new Error('The load generator has ended.')),
    );
  }

  static async start(): Promise<Generator> {
    const file = fileURLToPath(new URL('load/generator.ts', import.meta.url));
    const isReady = (line: string) => (line === 'ready' ? true : null);
    return new Generator(await start(process.execPath, [file], { core: 1, ipc: true, isReady }));
  }

  order<Expected extends Answer>(order: Order): Promise<Expected> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve: resolve as (answer: Answer) => void, reject };
      this.#child.process.send(order);
    });
  }

  talk = (how: Talk) => this.order<Talked>({ do: 'talk', ...how });
  stop = () => this.#child.stop();
}

const steady = 500;
const big = 100;
const missed = 50;

/** With a generator of its own: what one leaves behind does not burden the next. */
async function against<T>(
  contestant: Contestant,
  folder: string,
  work: (generator: Generator, standing: Standing) => Promise<T>,
): Promise<T> {
  return inFolder(folder, async (own) => {
    const standing = await contestant.start(own);
    try {
      const generator = await Generator.start();
      try {
        await meet(generator, standing);
        return await work(generator, standing);
      } finally {
        await generator.stop();
      }
    } finally {
      await standing.stop();
    }
  });
}

const meet = (generator: Generator, { wire, urls, key, pids }: Standing) =>
  generator.order({ do: 'meet', standing: { wire, urls, key, pids } });

async function gathered(generator: Generator, circles: number, people: number) {
  await generator.order({ do: 'gather', circles, people });
  return generator.order<Stormed>({ do: 'enter' });
}

/** S1 to S4 with one server. */
export const round = (contestant: Contestant, scale: Scale, folder: string): Promise<Result> =>
  against(contestant, folder, async (generator) => {
    const { seconds, circles, people } = scale;
    const result: Result = {};
    await gathered(generator, circles, people);
    result.S1 = await generator.talk({ every: steady, seconds });
    result.S2w1 = await generator.talk({ onTheWay: 1, seconds });
    result.S2 = await generator.talk({ onTheWay: 4, seconds });
    await generator.order({ do: 'leave' });
    await gathered(generator, 1, scale.big);
    result.S3 = await generator.talk({ every: big, seconds });
    await generator.order({ do: 'leave' });
    result.join = await gathered(generator, scale.storm, people);
    result.rejoin = await generator.order<Stormed>({ do: 'comeBack', missed });
    return result;
  });

/** S5: what a connection takes that only listens, beside what the circles take by themselves. */
export const idle = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  inFolder(folder, async (own) => {
    let standing = await contestant.start(own);
    const generator = await Generator.start();
    try {
      await meet(generator, standing);
      const { idle: connections, people } = scale;
      const many = Math.ceil(connections / people);
      const again = standing.again;
      if (again) {
        // What was needed to let everybody in once is not what it takes to be in.
        await gathered(generator, many, people);
        await generator.order({ do: 'cut' });
        standing = await again();
        await meet(generator, standing);
      }
      const before = residentKiB(standing.pids);
      if (again) await generator.order({ do: 'connect' });
      else await gathered(generator, many, people);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return (residentKiB(standing.pids) - before) / (many * people);
    } finally {
      await generator.stop();
      await standing.stop();
    }
  });

const perDelivery = ({ cpu, deliveries }: Talked) => cpu / deliveries;

/** What a delivery costs among ten times the people, as so many times what it costs among them. */
export const crowd = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  against(contestant, folder, async (generator) => {
    const { circles, people, seconds } = scale;
    await gathered(generator, circles, people);
    const few = await generator.talk({ onTheWay: 1, seconds });
    await generator.order({ do: 'leave' });
    await gathered(generator, circles * 10, people);
    const many = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(many) / perDelivery(few);
  });

/** The same after so many commits in each ledger. */
export const history = (contestant: Contestant, scale: Scale, folder: string): Promise<number> =>
  against(contestant, folder, async (generator) => {
    const { people, seconds } = scale;
    const circles = 4;
    await gathered(generator, circles, people);
    const fresh = await generator.talk({ onTheWay: 1, seconds: Math.min(seconds, 1) });
    await generator.order({ do: 'fill', messages: scale.history });
    const old = await generator.talk({ onTheWay: 1, seconds });
    return perDelivery(old) / perDelivery(fresh);
  });

/** A disk in memory syncs nothing, and would make what is durable look cheap. */
export const isInMemory = (folder: string): boolean => statfsSync(folder).type === 0x01021994;
