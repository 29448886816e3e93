/** Opens the database file in a folder, whatever its layout. */
import { OldDatabase } from './old-database.ts';
import { type OpenDatabaseOptions, openDatabase } from './open-database.ts';
import { type LedgerFile, SqliteDatabase } from './sqlite-database.ts';
import { toSqliteFault } from './sqlite-faults.ts';

/**
 * Throws a StoreFault: another process at work, a newer format, a damaged file. `notify` receives
 * sentences for the operator while data of an older format are moved.
 */
export function openLedgerFile(
  opening: OpenDatabaseOptions,
  notify: (sentence: string) => void,
): LedgerFile {
  try {
    const opened = openDatabase(opening, notify);
    return opened.isOld
      ? new OldDatabase(opening.folder, opened.db)
      : new SqliteDatabase(opening, opened);
  } catch (cause) {
    throw toSqliteFault(cause, opening.folder);
  }
}
