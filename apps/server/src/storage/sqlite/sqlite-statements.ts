/** The prepared statements of a ledger database; `erase…` and `sweep` overwrite words in place. */
import type { DatabaseSync } from 'node:sqlite';

const overwriteAssignments = `
  live = 0,
  salt = CAST(zeroblob(octet_length(salt)) AS TEXT),
  text = CAST(zeroblob(octet_length(text)) AS TEXT)`;

export type SqliteStatements = ReturnType<typeof prepareStatements>;

/** Prepares all statements; throws when a table is missing. */
export const prepareStatements = (db: DatabaseSync) => ({
  names: db.prepare('SELECT name FROM ledgers'),
  ledger: db.prepare('SELECT id, log, words_until AS until FROM ledgers WHERE name = ?'),
  begin: db.prepare('INSERT INTO ledgers (name, log) VALUES (?, ?)'),
  rename: db.prepare('UPDATE ledgers SET log = ? WHERE name = ?'),
  setUntil: db.prepare('UPDATE ledgers SET words_until = ? WHERE id = ?'),
  head: db.prepare(
    'SELECT version, mac FROM entries WHERE ledger = ? ORDER BY version DESC LIMIT 1',
  ),
  entries: db.prepare(
    'SELECT version, mac, body FROM entries WHERE ledger = ? AND version > ? ORDER BY version',
  ),
  addEntry: db.prepare('INSERT INTO entries (ledger, version, mac, body) VALUES (?, ?, ?, ?)'),
  setEntry: db.prepare('UPDATE entries SET mac = ?, body = ? WHERE ledger = ? AND version = ?'),
  words: db.prepare(
    'SELECT slot, salt, text FROM words WHERE ledger = ? AND version > ? AND live ORDER BY id',
  ),
  addWords: db.prepare(
    'INSERT INTO words (ledger, version, slot, live, salt, text) VALUES (?, ?, ?, 1, ?, ?)',
  ),
  erase: db.prepare(
    `UPDATE words SET ${overwriteAssignments} WHERE ledger = ? AND slot = ? AND live`,
  ),
  eraseAfter: db.prepare(
    `UPDATE words SET ${overwriteAssignments} WHERE ledger = ? AND version > ? AND live`,
  ),
  sweep: db.prepare(`
    UPDATE words SET ${overwriteAssignments}
    WHERE live AND ledger IN (SELECT id FROM ledgers WHERE words_until <= ?)
  `),
});
