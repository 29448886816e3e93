/**
 * Reads a trace of Chromium: how long the tasks of a page's main thread took between two marks.
 * Pure.
 */

/** An event of the trace; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** The processor time of the thread. */
  readonly tdur?: number;
}

/** The name of the mark that begins a step, and of the one that ends the last step. */
export const stepMark = 'bench-step';

/** Both in ms. */
export interface TaskTime {
  readonly wall: number;
  /** Without the time in which other processes had the core. */
  readonly cpu: number;
}

const ms = (microseconds: number | undefined): number => (microseconds ?? 0) / 1000;

/** For each step the tasks of the main thread that began in it; the thread is that of the marks. */
export function tasksByStep(events: readonly TraceEvent[]): readonly (readonly TaskTime[])[] {
  const marks = events.filter(({ name }) => name === stepMark).toSorted((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (!first) throw new Error('The trace has no mark.');
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      name === 'RunTask' && ph === 'X' && pid === first.pid && tid === first.tid,
  );
  return marks.slice(0, -1).map((mark, index) => {
    const end = marks[index + 1]?.ts ?? mark.ts;
    return tasks
      .filter(({ ts }) => ts >= mark.ts && ts < end)
      .map(({ dur, tdur }) => ({ wall: ms(dur), cpu: ms(tdur ?? dur) }));
  });
}

/** A task of this length delays what a person does; ms. */
export const longTask = 50;

export const longest = (tasks: readonly TaskTime[], kind: keyof TaskTime): number =>
  Math.max(0, ...tasks.map((task) => task[kind]));

/** The sum of the tasks of 50 ms or more. */
export const totalOfLong = (tasks: readonly TaskTime[], kind: keyof TaskTime): number =>
  tasks.filter((task) => task[kind] >= longTask).reduce((sum, task) => sum + task[kind], 0);
