/** The results of the rows, as a table and as JSON. */
import type { FaultRow, FaultTally } from './harness/fault-row.ts';

export interface FaultRowResult {
  readonly row: FaultRow;
  readonly count: number;
  /** Fewer than `count` when the row failed early. */
  readonly done: number;
  readonly tally: FaultTally;
  readonly seconds: number;
  /** Whether an exceeded bound is a fault: times say something only on a machine that is not full. */
  readonly judgesTimes: boolean;
}

const maxFaultsShown = 12;
const counts = ['lost', 'twice', 'gap', 'order'] as const;

/** One sentence for each exceeded bound. */
function exceededBounds({ row, tally, judgesTimes }: FaultRowResult): string[] {
  if (!judgesTimes) return [];
  return Object.entries(row.within ?? {}).flatMap(([name, most]) => {
    const figure = tally.figures[name];
    return figure === undefined || figure <= most
      ? []
      : [`${name}: ${figure} ms, and ${most} ms were promised`];
  });
}

export const hasPassed = (done: FaultRowResult): boolean =>
  done.done === done.count && done.tally.faults.length === 0 && exceededBounds(done).length === 0;

const tableCells = (row: readonly (string | number)[]): string =>
  row.map((cell, i) => (i === 0 ? String(cell).padEnd(52) : String(cell).padStart(7))).join(' ');

export const heading = `  ${tableCells(['what', 'count', 'acked', ...counts, 'other', 's'])}`;

export function resultLine(done: FaultRowResult): string {
  const { row, tally, seconds } = done;
  const { broken, figures } = tally;
  const known = counts.map((rule) => broken[rule]);
  const other = tally.faults.length - known.reduce((sum, each) => sum + each, 0);
  const title = row.title.length > 52 ? `${row.title.slice(0, 51)}…` : row.title;
  return `${hasPassed(done) ? '✓' : '✗'} ${tableCells([
    ...[title, done.done, figures['acknowledged'] ?? '', ...known, other],
    seconds.toFixed(0),
  ])}`;
}

/** The figures of the row, then its faults. */
export function detailLines(done: FaultRowResult): string[] {
  const { row, tally } = done;
  const bounded = Object.keys(row.within ?? {});
  const figures = Object.entries(tally.figures)
    .filter(([name]) => !['acknowledged', 'asked'].includes(name))
    .map(([name, value]) => `${name} ${value}${bounded.includes(name) ? ' ms' : ''}`);
  const faults = [...exceededBounds(done), ...tally.faults];
  const more = faults.length - maxFaultsShown;
  return [
    ...(figures.length > 0 ? [figures.join(', ')] : []),
    ...faults.slice(0, maxFaultsShown).map((what) => `✗ ${what}`),
    ...(more > 0 ? [`✗ and ${more} more`] : []),
  ];
}

export const jsonReport = (seed: number, all: readonly FaultRowResult[]) => ({
  seed,
  ok: all.every(hasPassed),
  rows: all.map((done) => ({
    ...{ row: done.row.name, title: done.row.title, ok: hasPassed(done) },
    ...{ count: done.count, done: done.done, seconds: Math.round(done.seconds) },
    ...{ broken: done.tally.broken, figures: done.tally.figures },
    faults: [...exceededBounds(done), ...done.tally.faults],
  })),
});
