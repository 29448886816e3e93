/** docs/bytes.md: what was measured before there were bounds, and what `npm run bytes` measures. */
import before from './bytes-before.json' with { type: 'json' };

export interface BytesRow {
  readonly name: string;
  /** Bytes on one connection for one accepted command. */
  readonly facilitator: number;
  readonly participant: number;
  /** The most that are accepted in a minute. */
  readonly accepted: number;
}

const kilobytes = (bytes: number): string =>
  (bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 });
const each = ({ facilitator, participant }: BytesRow) => `${facilitator} / ${participant}`;
const inMinute = ({ facilitator, participant, accepted }: BytesRow) =>
  `${kilobytes(facilitator * accepted)} / ${kilobytes(participant * accepted)}`;

function line(row: BytesRow): string {
  const old = before.find(({ name }) => name === row.name);
  const was = old ? [each(old), String(old.accepted), inMinute(old)] : ['–', '–', '–'];
  const is = [each(row), String(row.accepted), inMinute(row)];
  return `| \`${row.name}\` | ${[...was, ...is].join(' | ')} |`;
}

/** @param bounds in bytes, of one connection in a minute. */
export const bytesPage = (
  rows: readonly BytesRow[],
  bounds: { readonly each: number; readonly held: number },
): string =>
  [
    '# What one participant can make the server send',
    '',
    'Made by `npm run bytes`, which also holds the bound (LIM-4). Bytes on one connection of a facilitator / of another participant, for one command that is accepted; the most of these commands that are accepted in a minute; kilobytes a minute. Texts are 4,000 characters of three bytes. The timeline holds 200 messages of 4,000 characters, the desk 60 reports, 60 notes and 60 lines among facilitators of the same length. *Before* is commit `0b702ab`.',
    '',
    `**The bound is ${kilobytes(bounds.each)} KB a minute** on each connection of somebody else, for every command. Where newcomers' messages wait for a facilitator (\`holdNewcomer\`), each begins the facilitators' page anew; four a minute and ${kilobytes(bounds.held)} KB are the bound there.`,
    '',
    '| command | before: bytes | a minute | KB a minute | now: bytes | a minute | KB a minute |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(line),
    '',
    'Commands share these limits, so nobody reaches the sum of the rows: all commands together 40 at once and 8 a second; comings, goings, hands and turns 20 at once and one in two seconds; texts 64 KiB at once and 1 KiB a second; at the desk the quotas of DSK-9. `forget-me` is done once in a membership.',
    '',
  ].join('\n');
