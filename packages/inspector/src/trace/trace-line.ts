/** Formats the trace of one command as one line for a terminal: ids, name, outcome, duration. */
import type { CommandTrace } from '@holdspace/server/inspector';

/** For example `14:03:07.120  give-floor  stale  3 ms  circle …  meeting …  person …  device …`. */
export function traceLine(trace: CommandTrace): string {
  const { at, circle, meeting, person, device, command, outcome, duration } = trace;
  const time = new Date(at).toTimeString().slice(0, 8);
  const millis = String(at % 1000).padStart(3, '0');
  return [
    `${time}.${millis}`,
    (command ?? '(not a command)').padEnd(18),
    outcome.padEnd(14),
    `${duration.toFixed(duration < 10 ? 1 : 0)} ms`.padStart(8),
    `circle ${circle ?? '–'}`,
    `meeting ${meeting ?? '–'}`,
    `person ${person}`,
    `device ${device}`,
  ].join('  ');
}
