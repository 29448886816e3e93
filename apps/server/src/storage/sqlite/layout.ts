/**
 * The tables of the database file, layout 2 (docs/decisions/0037): commits and their words lie in
 * one table in the order of their appends, so that an append writes to the end of the file alone.
 */

/** 3: layout 2. 2: commands, and texts set aside, beside the chain. 1: neither. */
export const schemaVersion = 3;

/**
 * What lists show of a ledger. Files of the same format that were begun before it was there get it
 * at their next start; a version that does not know it leaves it as it is.
 */
export const summaryTable = `CREATE TABLE IF NOT EXISTS summaries (
    ledger INTEGER PRIMARY KEY,
    log TEXT NOT NULL,
    version INTEGER NOT NULL,
    mac TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;`;

/**
 * `commits`: a row for each commit, with its first words; a row more for each of its other words,
 * without `mac` and `body`. `before` is the row before it of the same ledger; 0: there is none.
 * `command` is its row in `commands`, which belongs to another commit once it was used again.
 *
 * `ledgers`: `last`, `version` and `mac` are those of the commits up to the row in `settled`; the
 * rows after it say more (ledger-table.ts). No row of the ledger up to `swept` has words.
 *
 * In `commands` and `aside` every column has one length, so that rows stay in place
 * (command-table.ts, aside-table.ts).
 */
export const layout = `
  CREATE TABLE ledgers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    log TEXT NOT NULL,
    words_until INTEGER,
    swept INTEGER NOT NULL,
    next_deadline INTEGER,
    last INTEGER NOT NULL,
    version INTEGER NOT NULL,
    mac TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ledgers_by_deadline ON ledgers (next_deadline) WHERE next_deadline IS NOT NULL;
  CREATE TABLE settled (row INTEGER PRIMARY KEY) STRICT;
  INSERT INTO settled VALUES (0);
  CREATE TABLE commits (
    id INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL,
    before INTEGER NOT NULL,
    version INTEGER NOT NULL,
    command INTEGER,
    mac TEXT,
    live INTEGER NOT NULL,
    slot TEXT,
    salt TEXT,
    text TEXT,
    body TEXT
  ) STRICT;
  CREATE TABLE snapshots (
    ledger INTEGER PRIMARY KEY,
    log TEXT NOT NULL,
    version INTEGER NOT NULL,
    mac TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  ${summaryTable}
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY,
    until TEXT NOT NULL,
    row TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE aside (
    row INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX aside_by_ledger ON aside (ledger);
`;
