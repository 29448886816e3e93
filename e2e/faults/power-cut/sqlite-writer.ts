/** A process of its own that writes to the SQLite store and says so, a line each, until it is killed. */
import { openSqliteStore } from '../../../apps/server/src/stores/sqlite.ts';
import { type Again, writeOn } from './commits.ts';
import type { Told } from './sqlite.ts';

const [folder = '', again = '{}'] = process.argv.slice(2);
const tell = (...told: Told) => process.stdout.write(`${JSON.stringify(told)}\n`);

await writeOn(
  await openSqliteStore({ folder }),
  {
    found: (found) => tell('found', found),
    asked: (ledger, command) => tell('asked', ledger, command),
    acked: (ledger, command, version, mac) => tell('acked', ledger, command, version, mac),
  },
  JSON.parse(again) as Again,
);
