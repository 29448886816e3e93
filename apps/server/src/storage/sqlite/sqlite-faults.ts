/**
 * What went wrong with the database file, as a message for the operator: what it means
 * for what was to be saved, and what can be done. Codes are SQLite's primary result codes.
 */
import { StoreFault } from '../port/store.ts';

export function toSqliteFault(cause: unknown, folder: string): StoreFault {
  if (cause instanceof StoreFault) return cause;
  return new StoreFault(faultSentence(cause, folder), { cause });
}

function faultSentence(cause: unknown, folder: string): string {
  const what = cause instanceof Error ? cause.message : String(cause);
  switch (codeOf(cause)) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return `Another Holdspace is at work on ${folder}; stop it first, or choose another folder.`;
    case 13: // SQLITE_FULL
      return `The disk of ${folder} is full and nothing was saved. It goes on once there is room.`;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return `The database in ${folder} is damaged (${what}). Import a backup into an empty folder.`;
    case 10: // SQLITE_IOERR
      return `The disk of ${folder} does not answer as it should (${what}); nothing was saved.`;
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
    case 'EACCES':
    case 'EEXIST':
    case 'ENOTDIR':
    case 'EROFS':
      return `${folder} cannot be written to (${what}). It must be a folder of this user's own.`;
    default:
      return `The database in ${folder} refused (${what}).`;
  }
}

function codeOf(cause: unknown): unknown {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('errcode' in cause && typeof cause.errcode === 'number') return cause.errcode & 0xff;
  return 'code' in cause ? cause.code : undefined;
}
