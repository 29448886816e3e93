/** The load generator as a process of its own, on the other core: it is given one order at a time. */
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../servers/child-process.ts';
import type { RunningContestant } from '../servers/contestants.ts';
import type { LoadOrder, LoadResult, StormResult, TalkOptions, TalkResult } from './orders.ts';

export class LoadGenerator {
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
    const file = fileURLToPath(new URL('generator.ts', import.meta.url));
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

  /** Talks to this server from now on; after a restart to the same people. */
  meet = ({ wire, urls, key, pids }: RunningContestant) =>
    this.order({ do: 'meet', standing: { wire, urls, key, pids } });
  /** New circles that everyone enters. */
  async gather(circles: number, people: number): Promise<StormResult> {
    await this.order({ do: 'gather', circles, people });
    return this.order<StormResult>({ do: 'enter' });
  }
  talk = (how: TalkOptions) => this.order<TalkResult>({ do: 'talk', ...how });
  leave = () => this.order({ do: 'leave' });
  stop = () => this.#child.stop();
}
