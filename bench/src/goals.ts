/**
 * The goals, row by row: which figures are compared, and the ratio they should have. The ratio is
 * computed within one round, where all were measured close together; the median of the rounds
 * counts. A round in which the load generator had no time left is not counted: the server could
 * have done more.
 */
import { fullShare, type StormResult, type TalkResult } from './load/orders.ts';
import type { RoundResult, RoundResults, TalkName } from './rounds.ts';
import { median } from './statistics.ts';

interface GoalTarget {
  readonly goal: number;
  readonly stretch?: number;
  /** True: the goal is a minimum; false: a maximum. */
  readonly atLeast?: true;
}

export interface Goal extends GoalTarget {
  readonly title: string;
  /** One for each round that counts, and how many do not because a generator was full. */
  readonly values: (results: RoundResults) => GoalValues;
}

interface GoalValues {
  readonly counted: readonly number[];
  readonly full: number;
}

export interface GoalRow {
  readonly title: string;
  readonly goal: string;
  /** Null: not measured. */
  readonly value: number | null;
  readonly reached: boolean | null;
  /** The minimum and the maximum over the rounds. */
  readonly spread: readonly [number, number] | null;
  /** Rounds that do not count because a load generator was full. */
  readonly full: number;
}

/** A figure of one server in one round; `full` when its generator had no time left. */
interface Figure {
  readonly value: number;
  readonly full: boolean;
}
type GoalFigure = (result: RoundResult) => Figure | undefined;

const isFull = ({ share }: TalkResult | StormResult): boolean => share > fullShare;

const talkFigure =
  (name: TalkName, of: (talked: TalkResult) => number): GoalFigure =>
  ({ [name]: talked }) =>
    talked && { value: of(talked), full: isFull(talked) };

/** Microseconds of processor time per delivery: seconds per million. */
export const cpu = (name: TalkName): GoalFigure =>
  talkFigure(name, (talked) => (talked.cpu / talked.deliveries) * 1e6);
export const rate = (name: TalkName): GoalFigure =>
  talkFigure(name, ({ deliveries, seconds }) => deliveries / seconds);
export const p99 = (name: TalkName): GoalFigure => talkFigure(name, (talked) => talked.p99);
/** KiB written to disk per message. */
export const written = (name: TalkName): GoalFigure =>
  talkFigure(name, (talked) => talked.written / talked.messages / 1024);
/** Milliseconds of processor time per person. */
export const storm =
  (name: 'join' | 'rejoin'): GoalFigure =>
  ({ [name]: stormed }) =>
    stormed && { value: (stormed.cpu / stormed.people) * 1000, full: isFull(stormed) };
const single =
  (of: (result: RoundResult) => number | undefined): GoalFigure =>
  (result) => {
    const value = of(result);
    return value === undefined ? undefined : { value, full: false };
  };
export const memory: GoalFigure = single((result) => result.memory);

/** One value for each round in which all of these servers were measured. */
const perRound =
  (names: readonly string[], figure: GoalFigure, of: (...values: number[]) => number) =>
  (results: RoundResults): GoalValues => {
    const counted: number[] = [];
    let full = 0;
    for (const [round] of (results.get(names[0] ?? '') ?? []).entries()) {
      const figures = names.flatMap((name) => {
        const result = results.get(name)?.[round];
        return (result && figure(result)) ?? [];
      });
      if (figures.length < names.length) continue;
      if (figures.some((each) => each.full)) full++;
      else counted.push(of(...figures.map(({ value }) => value)));
    }
    return { counted, full };
  };

const ratio = (own: string, other: string, figure: GoalFigure) =>
  perRound([own, other], figure, (mine = Number.NaN, theirs = Number.NaN) => mine / theirs);
const aboveFloor = (figure: GoalFigure) =>
  perRound(
    ['sqlite', 'rooms', 'raw'],
    figure,
    (ours = Number.NaN, rooms = Number.NaN, floor = Number.NaN) => (ours - floor) / (rooms - floor),
  );
const ownFigure = (figure: GoalFigure) =>
  perRound(['sqlite'], figure, (value = Number.NaN) => value);

/** A goal of a workload that runs as fast as it can, and of the same at a fixed rate. */
const bothWays = (
  name: 'S2' | 'S2w1',
  title: string,
  target: GoalTarget,
  values: (figure: GoalFigure) => Goal['values'],
): readonly Goal[] => [
  { title: `${name} ${title}`, ...target, values: values(cpu(name)) },
  { title: `${name} at a fixed rate, ${title}`, ...target, values: values(cpu(`${name}fixed`)) },
];
const toRooms = (figure: GoalFigure) => ratio('sqlite', 'rooms', figure);
const toDurable = (figure: GoalFigure) => ratio('sqlite', 'durable', figure);

export const goals: readonly Goal[] = [
  ...bothWays('S2w1', 'CPU a delivery, to Socket.IO rooms', { goal: 1.25, stretch: 1 }, toRooms),
  ...bothWays(
    'S2w1',
    'CPU above raw ws: (ours − ws) ÷ (rooms − ws)',
    { goal: 1.5, stretch: 1 },
    aboveFloor,
  ),
  ...bothWays('S2', 'CPU a delivery, to Socket.IO rooms', { goal: 0.65, stretch: 0.5 }, toRooms),
  ...bothWays(
    'S2w1',
    'CPU a delivery, to the durable design',
    { goal: 0.8, stretch: 0.65 },
    toDurable,
  ),
  ...bothWays(
    'S2',
    'CPU a delivery, to the durable design',
    { goal: 0.4, stretch: 0.3 },
    toDurable,
  ),
  {
    title: 'S2 deliveries a second, to the durable design',
    ...{ goal: 2, stretch: 3, atLeast: true, values: toDurable(rate('S2')) },
  },
  {
    title: 'S1 p99, to the durable design',
    ...{ goal: 0.9, stretch: 0.7, values: toDurable(p99('S1')) },
  },
  {
    title: 'S3 p99, to the durable design',
    ...{ goal: 0.7, stretch: 0.6, values: toDurable(p99('S3')) },
  },
  {
    title: 'S4 join CPU, warm, to Socket.IO rooms',
    ...{ goal: 2, stretch: 1.5, values: toRooms(storm('join')) },
  },
  {
    title: 'S4 rejoin CPU with 50 missed, warm, to Socket.IO rooms',
    ...{ goal: 1.7, stretch: 1.2, values: toRooms(storm('rejoin')) },
  },
  {
    title: 'memory a connection, to Socket.IO rooms',
    ...{ goal: 0.75, stretch: 0.5, values: toRooms(memory) },
  },
  {
    title: 'KiB written to disk a message of 200 bytes (S2w1)',
    ...{ goal: 4, stretch: 1.5, values: ownFigure(written('S2w1')) },
  },
  {
    title: 'S2w1 CPU a delivery, long ledgers to short ones',
    ...{ goal: 1.1, values: ownFigure(single(({ history }) => history)) },
  },
  {
    title: 'S2w1 CPU a delivery, 10 times the connections to one',
    ...{ goal: 1.1, values: ownFigure(single(({ crowd }) => crowd)) },
  },
  {
    title: 'S2 CPU a delivery at a fixed rate, 2 nodes on Redis to 1 on SQLite',
    ...{ goal: 1.5, stretch: 1.3, values: ratio('redis-2', 'sqlite', cpu('S2fixed')) },
  },
  {
    title: 'time to listen with sleeping circles, to an empty store',
    ...{ goal: 1.5, values: ownFigure(single(({ sleep }) => sleep?.listening)) },
  },
  {
    title: 'memory with sleeping circles, to an empty store',
    ...{ goal: 1.3, values: ownFigure(single(({ sleep }) => sleep?.memory)) },
  },
  {
    title: 'idle CPU with sleeping circles, to an empty store',
    ...{ goal: 2, values: ownFigure(single(({ sleep }) => sleep?.idle)) },
  },
  {
    title: 'first snapshot of a long circle that sleeps, to one that is awake',
    ...{ goal: 3, values: ownFigure(single(({ waking }) => waking)) },
  },
];

export function goalRows(results: RoundResults): GoalRow[] {
  return goals.map(({ title, goal, stretch, atLeast, values }) => {
    const { counted, full } = values(results);
    const sign = atLeast ? '≥' : '≤';
    const target = `${sign} ${goal}${stretch === undefined ? '' : ` (${stretch})`}`;
    if (counted.length === 0) {
      return { title, goal: target, value: null, reached: null, spread: null, full };
    }
    const value = median(counted);
    const reached = atLeast ? value >= goal : value <= goal;
    const spread = [Math.min(...counted), Math.max(...counted)] as const;
    return { title, goal: target, value, reached, spread, full };
  });
}
