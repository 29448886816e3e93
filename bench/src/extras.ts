/**
 * What `--only` measures instead of the table. Each is loaded when it is named, so that one that
 * needs a browser costs the others nothing.
 */
import type { BenchOptions } from './options.ts';
import type { LogProgress } from './rounds.ts';

/** Measures, and answers with the figures for the JSON file. */
export type ExtraMeasure = (options: BenchOptions, logProgress: LogProgress) => Promise<object>;

interface Extra {
  readonly usage: string;
  readonly load: () => Promise<ExtraMeasure>;
}

export const extras: Readonly<Record<string, Extra>> = {
  held: {
    usage:
      '10,000 people (--held) for 10 minutes (--minutes), cut in between, 1 and 3 nodes (held,redis-3)',
    load: async () => (await import('./held.ts')).measureHeld,
  },
  soak: {
    usage: '10 circles, 140 messages (--soak) and 10 reconnections a second for 20 minutes',
    load: async () => (await import('./soak.ts')).measureSoak,
  },
  sleeping: {
    usage: '10,000 circles (--sleeping) of 1,000 messages (--commits) that nobody is in',
    load: async () => (await import('./sleeping.ts')).measureManySleeping,
  },
  store: {
    usage: 'the SQLite store by itself: processor time and KiB written a message',
    async load() {
      const { measureStore, storeTable } = await import('./store.ts');
      return async ({ folder }) => {
        const figures = measureStore(folder);
        console.log(storeTable(figures));
        return figures;
      };
    },
  },
  lists: {
    usage: 'lists of a house of 2,000 circles and two years of meetings, which it seeds',
    load: async () => (await import('./lists.ts')).measureLists,
  },
  lighthouse: {
    usage: 'scores of the first pages, and a join form on a slow line (needs Chromium)',
    async load() {
      const { runLighthouse } = await import('./lighthouse.ts');
      // A browser's times vary more than a server's: five rounds, unless it is only tried.
      return ({ folder, extraScale: { rounds } }, logProgress) =>
        runLighthouse({ folder, rounds: rounds === 1 ? 1 : Math.max(5, rounds) }, logProgress);
    },
  },
  screen: {
    usage: 'a participant’s page on a processor slowed 4 times (needs Chromium)',
    async load() {
      const { measureScreen, screenTable } = await import('./screen/screen-bench.ts');
      return async ({ folder }, logProgress) => {
        const figures = await measureScreen(folder, logProgress);
        console.log(screenTable(figures));
        return figures;
      };
    },
  },
};

export const extrasUsage = Object.entries(extras)
  .map(([name, { usage }]) => `  --only ${name}`.padEnd(23) + usage)
  .join('\n');
