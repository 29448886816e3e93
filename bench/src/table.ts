/** Formats the figures: a table of all servers and a table of the goals. */

import { cpu, type GoalRow, median, memory, p99, rate, storm } from './goals.ts';
import type { RoundResult, RoundResults, TalkName } from './rounds.ts';
import type { Contestant } from './servers/contestants.ts';

interface Column {
  readonly title: string;
  readonly of: (results: readonly RoundResult[]) => string;
}

const formatNumber = (value: number): string =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toPrecision(2);

const figure = (title: string, each: (result: RoundResult) => number | undefined): Column => ({
  title,
  of: (results) => formatNumber(median(results.flatMap((result) => each(result) ?? []))),
});

/** Marks figures that the load generator limited: the server could have done more. */
const deliveries = (name: TalkName): Column => ({
  title: `${name} k/s`,
  of: (results) => {
    const value = median(results.flatMap((result) => rate(name)(result) ?? []));
    if (Number.isNaN(value)) return '–';
    return `${results.some(({ [name]: talked }) => talked?.full) ? '≥ ' : ''}${(value / 1000).toFixed(1)}`;
  },
});

const columns: readonly Column[] = [
  figure('S1 µs', cpu('S1')),
  {
    title: 'S1 p50 / p99 ms',
    of: (results) =>
      [(result: RoundResult) => result.S1?.p50, p99('S1')]
        .map((each) => formatNumber(median(results.flatMap((result) => each(result) ?? []))))
        .join(' / '),
  },
  figure('S2 µs', cpu('S2')),
  deliveries('S2'),
  figure('S2w1 µs', cpu('S2w1')),
  figure('S3 µs', cpu('S3')),
  figure('S3 p99 ms', p99('S3')),
  figure('join ms', storm('join')),
  figure('rejoin ms', storm('rejoin')),
  figure('idle KiB', memory),
  {
    title: 'lost',
    of: (results) =>
      String(
        results
          .flatMap(({ S1, S2, S2w1, S3 }) => [S1, S2, S2w1, S3])
          .reduce((sum, talked) => sum + (talked?.lost ?? 0), 0),
      ),
  },
];

/** The first row is the head. */
export const markdown = (rows: readonly (readonly string[])[]): string =>
  rows
    .toSpliced(
      1,
      0,
      (rows[0] ?? []).map(() => '---'),
    )
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

export const serversTable = (contestants: readonly Contestant[], results: RoundResults): string =>
  markdown([
    ['server', ...columns.map(({ title }) => title)],
    ...contestants.map(({ name, title }) => [
      title,
      ...columns.map(({ of }) => of(results.get(name) ?? [])),
    ]),
  ]);

export const goalsTable = (rows: readonly GoalRow[]): string =>
  markdown([
    ['what we aim for', 'goal', 'reached', 'rounds from … to', ''],
    ...rows.map(({ title, goal, value, spread, reached }) => [
      title,
      goal,
      value === null ? '–' : value.toFixed(2),
      spread === null ? '–' : spread.map((each) => each.toFixed(2)).join(' … '),
      reached === null ? 'not measured' : reached ? '✓' : 'missed',
    ]),
  ]);
