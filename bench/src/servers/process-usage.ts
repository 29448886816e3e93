/** Processor time, memory and disk writes of processes, read from /proc of Linux. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second: 100 on every Linux that Node supports. */
const ticksPerSecond = 100;

export const isSupported = (): boolean => existsSync('/proc/self/stat');

/** Seconds of processor time of these processes and of their ended children. */
export function cpuSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The process name before it can contain spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    for (const each of fields.slice(11, 15)) ticks += Number(each);
  }
  return ticks / ticksPerSecond;
}

/** The same of the threads that run now, in steps of nanoseconds: for processes with little to do. */
export function preciseCpuSeconds(pids: readonly number[]): number {
  let nanoseconds = 0;
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1');
      nanoseconds += Number(stat.split(' ', 1)[0]);
    }
  }
  return nanoseconds / 1e9;
}

export function residentKiB(pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    sum += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return sum;
}

/** Bytes that these processes had written to disk so far. */
export function writtenBytes(pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) {
    const io = readFileSync(`/proc/${pid}/io`, 'latin1');
    sum += Number(/^write_bytes: (\d+)/m.exec(io)?.[1] ?? 0);
  }
  return sum;
}

/** The open files and sockets of these processes. */
export const openFiles = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);

/** Files and sockets of a process beside the connections that are measured. */
const otherFiles = 500;

/** The open files that a process may have at most; Node raises its own limit up to it. */
export const maxOpenFiles = (limits: string): number => {
  const [, , hard = ''] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(limits) ?? [];
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
};

/** Throws an Error with a sentence when a process may not have so many connections. */
export function checkOpenFiles(
  connections: number,
  limits = readFileSync('/proc/self/limits', 'latin1'),
): void {
  const needed = connections + otherFiles;
  const most = maxOpenFiles(limits);
  if (most >= needed) return;
  throw new Error(
    `${connections} connections need ${needed} open files a process, and ${most} are allowed. ` +
      `Raise the limit with ulimit -Hn ${needed}, or ask for fewer people.`,
  );
}
