/** What processes have used, as Linux tells it: processor time and resident memory. */
import { existsSync, readFileSync } from 'node:fs';

/** Linux counts them a hundred to the second on every machine Node runs on. */
const ticksPerSecond = 100;

export const isSupported = (): boolean => existsSync('/proc/self/stat');

/** Seconds of processor time of these processes, with the children they have waited for. */
export function cpuSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it may hold anything, also spaces and brackets.
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
