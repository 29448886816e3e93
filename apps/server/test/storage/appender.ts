/** A process of its own that appends as fast as it can and says so, until it is killed. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { sampleAppend } from './sample-commits.ts';

const store = await openSqliteStore({ folder: process.argv[2] ?? '' });

await Promise.all(
  ['meeting:a', 'meeting:b', 'desk:a'].map(async (ledger) => {
    let { head } = await store.read(ledger, 0);
    for (;;) {
      const words = { [`m.${head.version}`]: 'x'.repeat(300) };
      const erases = head.version % 5 === 0 ? [`m.${head.version - 2}`] : [];
      const append = sampleAppend(ledger, head, { words, erases });
      const answer = await store.append(append);
      if ('conflict' in answer) throw new Error('Somebody else writes here.');
      head = append.entry;
      writeSync(1, `${ledger} ${head.version} ${head.mac}\n`);
    }
  }),
);
