/**
 * Loaded before the writer: the same store, but each commit is made with `synchronous = NORMAL`,
 * which SQLite does not promise to keep through a power cut. The product has no such setting.
 */
import { DatabaseSync } from 'node:sqlite';

const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  if (sql === 'BEGIN IMMEDIATE') exec.call(this, 'PRAGMA synchronous = NORMAL');
  exec.call(this, sql);
};
