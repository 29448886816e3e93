/** Processor time and resident memory of processes, read from /proc of Linux. */
import { existsSync, readFileSync } from 'node:fs';

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

export function residentKiB(pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    sum += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return sum;
}
