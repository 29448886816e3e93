/** A process of its own that opens a data folder and closes it, or is killed while it does. */
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';

const store = await openSqliteStore({ folder: process.argv[2] ?? '' });
await store.close();
