/**
 * Stores the secrets of cookies when no setting gives them: a file in the data folder with one
 * secret per line, the newest first; an old one has the day until which it is accepted.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookieLifetime } from './cookie-keys.ts';
import { secretLength } from './setting-variables.ts';

export const cookieFilePath = (data: string): string => join(data, 'cookie-secret');

interface StoredSecret {
  readonly secret: string;
  /** Accepted until then, in epoch ms; null for the secret that signs. */
  readonly until: number | null;
}

const newSecret = (): string => randomBytes(32).toString('hex');
const fileOptions = { mode: 0o600, flush: true } as const;

/** Creates the file with `first` when there is none. Returns all accepted secrets. */
export function loadCookieSecrets(data: string, first: string): readonly string[] {
  const file = cookieFilePath(data);
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${first}\n`, { ...fileOptions, flag: 'wx' });
    } catch (fault) {
      // Another process created the file meanwhile.
      if (!existsSync(file)) throw fault;
    }
  }
  return readSecrets(file).map(({ secret }) => secret);
}

/** Adds a new signing secret; the previous one is accepted until cookies signed with it expire. */
export function rotateCookieSecrets(file: string): readonly string[] {
  const now = Date.now();
  const [first, ...rest] = readSecrets(file);
  const old = first ? [{ secret: first.secret, until: now + cookieLifetime }, ...rest] : rest;
  const all: readonly StoredSecret[] = [
    { secret: newSecret(), until: null },
    ...old.filter(({ until }) => until !== null && until > now),
  ];
  const lines = all.map(({ secret, until }) =>
    until === null ? secret : `${secret} ${new Date(until).toISOString()}`,
  );
  // The rename is atomic: a power cut leaves the old file intact.
  writeFileSync(`${file}.new`, `${lines.join('\n')}\n`, fileOptions);
  renameSync(`${file}.new`, file);
  return all.map(({ secret }) => secret);
}

function readSecrets(file: string): readonly StoredSecret[] {
  const now = Date.now();
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([secret]) => secret !== undefined && secret !== '')
    .map(([secret = '', until]) => ({ secret, until: until ? Date.parse(until) : null }));
  const living = kept.filter(({ until }, n) => n === 0 || until === null || until > now);
  if (living.length > 0 && living.every(({ secret }) => secret.length >= secretLength)) {
    return living;
  }
  throw new Error(
    `${file} does not hold secrets of at least ${secretLength} characters, one a line. Put back ` +
      'the one that belongs to these data, or delete that file: then everybody signs in again.',
  );
}
