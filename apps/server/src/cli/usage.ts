/**
 * The usage text of the commands that start processes of their own: to
 * `--help`, and after bad use.
 */

export interface Usage {
  /** What follows the name of the command. */
  readonly line: string;
  readonly help: string;
}

const usageText = (name: string, line: string, is: string, options: [string, string][]): Usage => ({
  line,
  help: [
    `Usage: holdspace ${name} ${line}`,
    '',
    is,
    '',
    'Options:',
    ...options.map(([option, does]) => `  ${option.padEnd(16)} ${does}`),
    `  ${'-h, --help'.padEnd(16)} print this`,
  ].join('\n'),
});

export const usage = {
  rehearse: usageText(
    'rehearse',
    'FILE... [--server URL --key API-KEY] [--store sqlite|redis] [--nodes N] [--sleep-after S] [--json]',
    'Plays meetings that were written down, with real clients, on a server of its own.\n' +
      'Exit codes: 0 all held, 1 something did not, 2 bad use or a file that is not valid.',
    [
      ['--server URL', 'play on this server instead, for example http://127.0.0.1:3000'],
      ['--key API-KEY', 'the key of an organiser there: holdspace api-key'],
      ['--store KIND', 'where ledgers are kept: sqlite, redis or redis-cluster'],
      ['--nodes N', 'how many servers, people spread over them in turn; above 1 with Redis'],
      ['--sleep-after S', 'seconds without anybody after which a circle leaves the memory (60)'],
      ['--json', 'print the results as JSON'],
    ],
  ),
  demo: usageText(
    'demo',
    '[--minutes 60] [--pace 1]',
    'Opens a circle of played people to look at, on the port that PORT names (3000).\n' +
      'Nothing of it is kept.',
    [
      ['--minutes 60', 'how long it lasts, from 1 to 460'],
      ['--pace 1', '1 is a human pace, 2 is twice as slow'],
    ],
  ),
  cluster: usageText(
    'cluster',
    '[--nodes 3]',
    'Starts a Redis, several nodes and one way in, as plain processes, on the port that PORT\n' +
      'names (3000). Everything is kept in HOLDSPACE_DATA (./data-cluster).',
    [['--nodes 3', 'how many nodes, from 1 to 9']],
  ),
} as const satisfies Record<string, Usage>;

export const wantsHelp = (args: readonly string[]): boolean =>
  args.some((arg) => arg === '--help' || arg === '-h');
