/** What came of rehearsals, for people and (`--json`) for programs. */
import type { Fault } from './checking.ts';
import type { Played } from './result.ts';

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

export function faultLine({ file, line, column, key, message }: Fault): string {
  return `${file}:${line}:${column} ${key === '' ? '' : `${key}: `}${message}`;
}

export function forPeople({ file, title, ok, steps, totals, failure }: Played): string {
  const { acked, lost, twice, outOfOrder, orders, refused } = totals;
  const lines = [
    `${ok ? 'held' : 'FAILED'}  ${title} (${file})`,
    `        ${steps.length} steps, ${acked} said, ${refused} refused; ` +
      `lost ${lost}, twice ${twice}, out of order ${outOfOrder}, orders ${orders}`,
  ];
  if (failure) {
    const { step, line, what, path, expected, seen } = failure;
    lines.push(
      `        ${file}:${line}, step ${step}: ${what}${path === '' ? '' : ` ${path}`}`,
      `        expected ${shown(expected)}`,
      `        seen     ${shown(seen)}`,
    );
  }
  return lines.join('\n');
}

/** One file as an object, several as a list. `file` is for people; it is in `failure` too. */
export function forPrograms(played: readonly Played[]): string {
  const [only] = played;
  return JSON.stringify(played.length === 1 ? only : played, null, 2);
}
