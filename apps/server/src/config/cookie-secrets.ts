/**
 * Where the secrets of cookies are kept when no setting gives them: a file in the data folder,
 * one secret a line, the newest first; an old one with the day until which it is accepted.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookieLifetime } from './cookie-keys.ts';
import { secretLength } from './setting-variables.ts';

export const cookieFilePath = (data: string): string => join(data, 'cookie-secret');

interface StoredSecret {
  readonly secret: string;
  /** Epoch ms; null for the one that signs. */
  readonly until: number | null;
}

const newSecret = (): string => randomBytes(32).toString('hex');
const fileOptions = { mode: 0o600, flush: true } as const;

/** Makes the file where there is none, with `first`. */
export function loadCookieSecrets(data: string, first: string): readonly string[] {
  const file = cookieFilePath(data);
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${first}\n`, { ...fileOptions, flag: 'wx' });
    } catch (fault) {
      // Another process made it meanwhile.
      if (!existsSync(file)) throw fault;
    }
  }
  return readSecrets(file).map(({ secret }) => secret);
}

/** Puts a new secret in front; the one that signed until now is accepted as long as cookies live. */
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
  // A power cut in between leaves the old file whole.
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
