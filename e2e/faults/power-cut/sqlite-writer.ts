/** A process that writes to the SQLite store and prints one line per event, until it is killed. */
import { openSqliteStore } from '@holdspace/server/storage';
import { type UnansweredCommands, writeCommits } from './commit-writer.ts';
import type { WriterMessage } from './sqlite-subject.ts';

const [folder = '', again = '{}'] = process.argv.slice(2);
const printMessage = (...message: WriterMessage) =>
  process.stdout.write(`${JSON.stringify(message)}\n`);

await writeCommits(
  await openSqliteStore({ folder }),
  {
    found: (found) => printMessage('found', found),
    asked: (ledger, command) => printMessage('asked', ledger, command),
    acked: (ledger, command, version, mac) => printMessage('acked', ledger, command, version, mac),
  },
  JSON.parse(again) as UnansweredCommands,
);
