/** Reports of rehearsals: text for people, JSON for programs. */
import type { FormatError } from '../format/format-checker.ts';
import type { RehearsalResult } from './result.ts';

const compactJson = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

export function formatErrorLine({ file, line, column, key, message }: FormatError): string {
  return `${file}:${line}:${column} ${key === '' ? '' : `${key}: `}${message}`;
}

export function textReport({ file, title, ok, steps, totals, failure }: RehearsalResult): string {
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
      `        expected ${compactJson(expected)}`,
      `        seen     ${compactJson(seen)}`,
    );
  }
  return lines.join('\n');
}

/** An object for one file, a list for several. */
export function jsonReport(played: readonly RehearsalResult[]): string {
  const [only] = played;
  return JSON.stringify(played.length === 1 ? only : played, null, 2);
}
