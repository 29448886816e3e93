/**
 * The goals, row by row: which two figures are compared, and the ratio they should have. The
 * ratio is computed within one round, where both were measured close together; the median of
 * the rounds counts.
 */
import type { RoundResult, RoundResults, TalkName } from './rounds.ts';

export interface Goal {
  readonly title: string;
  readonly goal: number;
  readonly stretch?: number;
  /** True: the goal is a minimum; false: a maximum. */
  readonly atLeast?: true;
  readonly values: (results: RoundResults) => readonly number[];
}

export interface GoalRow {
  readonly title: string;
  readonly goal: string;
  /** Null: not measured. */
  readonly value: number | null;
  readonly reached: boolean | null;
  /** The minimum and the maximum over the rounds. */
  readonly spread: readonly [number, number] | null;
}

type GoalFigure = (result: RoundResult) => number | undefined;

/** Microseconds of processor time per delivery: seconds per million. */
export const cpu =
  (name: TalkName): GoalFigure =>
  (result) => {
    const talked = result[name];
    return talked && (talked.cpu / talked.deliveries) * 1e6;
  };
export const rate = (name: TalkName): GoalFigure => {
  return ({ [name]: talked }) => talked && talked.deliveries / talked.seconds;
};
export const p99 =
  (name: TalkName): GoalFigure =>
  (result) =>
    result[name]?.p99;
export const storm =
  (name: 'join' | 'rejoin'): GoalFigure =>
  ({ [name]: stormed }) =>
    stormed && (stormed.cpu / stormed.people) * 1000;
export const memory: GoalFigure = (result) => result.memory;

const ratioTo =
  (own: string, other: string, figure: GoalFigure) =>
  (results: RoundResults): number[] => {
    const others = results.get(other) ?? [];
    return (results.get(own) ?? []).flatMap((result, i) => {
      const mine = figure(result);
      const theirs = others[i] && figure(others[i]);
      return mine === undefined || theirs === undefined ? [] : [mine / theirs];
    });
  };
const ownFigure = (figure: GoalFigure) => (results: RoundResults) =>
  (results.get('sqlite') ?? []).flatMap((result) => figure(result) ?? []);

export const goals: readonly Goal[] = [
  {
    title: 'S2w1 CPU a delivery, to Socket.IO without a store',
    ...{ goal: 0.6, stretch: 0.5, values: ratioTo('sqlite', 'rooms', cpu('S2w1')) },
  },
  {
    title: 'S2w1 CPU a delivery, to the obvious durable design',
    ...{ goal: 0.52, values: ratioTo('sqlite', 'durable', cpu('S2w1')) },
  },
  {
    title: 'S2 CPU a delivery, to Socket.IO without a store',
    ...{ goal: 0.33, stretch: 0.25, values: ratioTo('sqlite', 'rooms', cpu('S2')) },
  },
  {
    title: 'S2 deliveries a second, to the obvious durable design',
    ...{ goal: 3.5, atLeast: true, values: ratioTo('sqlite', 'durable', rate('S2')) },
  },
  {
    title: 'S1 p99, to Socket.IO without a store',
    ...{ goal: 1, stretch: 0.8, values: ratioTo('sqlite', 'rooms', p99('S1')) },
  },
  {
    title: 'S3 p99, to Socket.IO without a store',
    ...{ goal: 0.8, values: ratioTo('sqlite', 'rooms', p99('S3')) },
  },
  {
    title: 'S4 join CPU, to Socket.IO without a store',
    ...{ goal: 1, values: ratioTo('sqlite', 'rooms', storm('join')) },
  },
  {
    title: 'S4 rejoin CPU with 50 missed, to Socket.IO without history',
    ...{ goal: 1, stretch: 0.9, values: ratioTo('sqlite', 'rooms', storm('rejoin')) },
  },
  {
    title: 'memory a connection, to Socket.IO without a store',
    ...{ goal: 1, values: ratioTo('sqlite', 'rooms', memory) },
  },
  {
    title: 'S2 CPU a delivery, 2 nodes on Redis to 1 on SQLite',
    ...{ goal: 1.3, values: ratioTo('redis-2', 'sqlite', cpu('S2')) },
  },
  {
    title: 'S2w1 CPU a delivery, 10 times the connections to one',
    ...{ goal: 1.15, values: ownFigure((result) => result.crowd) },
  },
  {
    title: 'S2w1 CPU a delivery, long ledgers to short ones',
    ...{ goal: 1.15, values: ownFigure((result) => result.history) },
  },
];

/** NaN for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function goalRows(results: RoundResults): GoalRow[] {
  return goals.map(({ title, goal, stretch, atLeast, values }) => {
    const found = values(results);
    const sign = atLeast ? '≥' : '≤';
    const target = `${sign} ${goal}${stretch === undefined ? '' : ` (${stretch})`}`;
    if (found.length === 0) {
      return { title, goal: target, value: null, reached: null, spread: null };
    }
    const value = median(found);
    const reached = atLeast ? value >= goal : value <= goal;
    const spread = [Math.min(...found), Math.max(...found)] as const;
    return { title, goal: target, value, reached, spread };
  });
}
