/** Formats the figures: a table of all servers and a table of the goals. */

import { cpu, type GoalRow, memory, p99, rate, storm, written } from './goals.ts';
import type { RoundResult, RoundResults } from './rounds.ts';
import type { Contestant } from './servers/contestants.ts';
import { median } from './statistics.ts';

interface Column {
  readonly title: string;
  readonly of: (results: readonly RoundResult[]) => string;
}
type TableFigure = (
  result: RoundResult,
) => { readonly value: number; readonly full: boolean } | undefined;

const formatNumber = (value: number): string =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toPrecision(2);

const medianOf = (results: readonly RoundResult[], figure: TableFigure): number =>
  median(results.flatMap((result) => figure(result)?.value ?? []));

/** `*`: the load generator had no time left, so the server could have done more. */
const column = (title: string, figure: TableFigure, scale = 1): Column => ({
  title,
  of(results) {
    const full = results.some((result) => figure(result)?.full);
    return `${formatNumber(medianOf(results, figure) * scale)}${full ? '*' : ''}`;
  },
});

const median50: TableFigure = ({ S1 }) => S1 && { value: S1.p50, full: false };

const columns: readonly Column[] = [
  column('S1 µs', cpu('S1')),
  {
    title: 'S1 p50 / p99 ms',
    of: (results) =>
      [median50, p99('S1')].map((each) => formatNumber(medianOf(results, each))).join(' / '),
  },
  column('S2w1 µs', cpu('S2w1')),
  column('S2 µs', cpu('S2')),
  column('S2 k/s', rate('S2'), 1 / 1000),
  column('S2w1 fixed µs', cpu('S2w1fixed')),
  column('S2 fixed µs', cpu('S2fixed')),
  column('S3 µs', cpu('S3')),
  column('S3 p99 ms', p99('S3')),
  column('join ms', storm('join')),
  column('rejoin ms', storm('rejoin')),
  column('idle KiB', memory),
  column('disk KiB', written('S2w1')),
  {
    title: 'lost',
    of: (results) =>
      String(
        results
          .flatMap(({ S1, S2, S2w1, S2fixed, S2w1fixed, S3 }) => [
            ...[S1, S2, S2w1, S2fixed, S2w1fixed, S3],
          ])
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

/** The row of an unbounded workload is followed by the row of the same at a fixed rate. */
const verdict = ({ title, reached, full }: GoalRow, next: GoalRow | undefined): string => {
  if (reached !== null) return `${reached ? '✓' : 'missed'}${fullRounds(full)}`;
  const [workload = '', rest = ''] = title.split(/ (.*)/);
  const stands = full > 0 && next?.title === `${workload} at a fixed rate, ${rest}`;
  return `not measured${fullRounds(full)}${stands ? '; the fixed rate stands for it' : ''}`;
};
const fullRounds = (full: number): string => (full === 0 ? '' : `; generator full in ${full}`);

export const goalsTable = (rows: readonly GoalRow[]): string =>
  markdown([
    ['what we aim for', 'goal', 'reached', 'rounds from … to', ''],
    ...rows.map((row, at) => [
      row.title,
      row.goal,
      row.value === null ? '–' : row.value.toFixed(2),
      row.spread === null ? '–' : row.spread.map((each) => each.toFixed(2)).join(' … '),
      verdict(row, rows[at + 1]),
    ]),
  ]);
