/**
 * The one secret of a server and the keys made from it: for cookies, for links and for the
 * chain of the ledgers. With no secret given, one is made once and kept in the data folder.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

export interface Keys {
  readonly cookies: Buffer;
  readonly links: Buffer;
  readonly chain: Buffer;
}

export function deriveKeys(secret: string): Keys {
  const key = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `holdspace ${purpose}`, 32));
  return { cookies: key('cookies'), links: key('links'), chain: key('chain') };
}

/** Makes the data folder too: readable by nobody else. */
export function withSecret(settings: Settings): Settings & { readonly secret: string } {
  if (settings.secret !== null) return { ...settings, secret: settings.secret };
  if (settings.store === 'memory') return { ...settings, secret: randomBytes(32).toString('hex') };
  mkdirSync(settings.data, { recursive: true, mode: 0o700 });
  const file = join(settings.data, 'secret');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return { ...settings, secret: readFileSync(file, 'utf8').trim() };
}
