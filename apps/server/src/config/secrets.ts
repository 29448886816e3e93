/**
 * The secret of a server and the keys made from it: for links and codes, and for the chain of
 * the ledgers. With no secret given, one is made once and kept in the data folder. Cookies have
 * secrets of their own, so that those can change while the chain goes on (KEY-5).
 */
import { createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookieFilePath, loadCookieSecrets } from './cookie-secrets.ts';
import { secretLength } from './setting-variables.ts';
import type { Settings } from './settings.ts';
import { readSmallFile } from './small-file.ts';

export interface DerivedKeys {
  /** Of keys of programs; also verifies cookies from before those had secrets of their own. */
  readonly cookies: Buffer;
  readonly links: Buffer;
  readonly chain: Buffer;
  /** Seals the note of where ledgers end. */
  readonly heads: Buffer;
  /** Seals challenges of passkeys. */
  readonly passkeys: Buffer;
  readonly vapid: VapidKeys;
}

/** The key pair by which push services know this server (RFC 8292), as base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function deriveKeys(secret: string): DerivedKeys {
  const key = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `holdspace ${purpose}`, 32));
  return {
    ...{ cookies: key('cookies'), links: key('links'), chain: key('chain') },
    ...{ heads: key('heads'), passkeys: key('passkeys') },
    vapid: vapidKeys(key),
  };
}

/** The same on every node and after a restored backup, so that devices stay subscribed. */
function vapidKeys(key: (purpose: string) => Buffer): VapidKeys {
  const pair = createECDH('prime256v1');
  for (let n = 1; ; n++) {
    try {
      pair.setPrivateKey(key(`vapid ${n}`));
      break;
    } catch {
      // One number in four thousand million is not below the order of the curve.
    }
  }
  // A private key that begins with zeros is padded to its 32 bytes.
  const privateKey = Buffer.alloc(32);
  const bytes = pair.getPrivateKey();
  bytes.copy(privateKey, privateKey.length - bytes.length);
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

/**
 * The first secret of cookies, so that a restored backup and the nodes on a Redis have the same
 * one from the secret alone. Every later one is random.
 */
export const derivedCookieSecret = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', 'holdspace cookie secret', 32)).toString('hex');

const secretFilePath = (data: string) => join(data, 'secret');

/** The one that was given, or is kept in the data folder already; null when there is none. */
export function existingSecret({ secret, data }: Settings): string | null {
  if (secret !== null) return secret;
  if (!existsSync(secretFilePath(data))) return null;
  const kept = readSmallFile(secretFilePath(data), 64 * 1024).trim();
  // A power cut can leave the file empty, and the keys of an empty secret are not secret.
  if (kept.length >= secretLength) return kept;
  throw new Error(
    `${secretFilePath(data)} does not hold a secret of at least ${secretLength} characters. Put back the ` +
      'one that belongs to these data; only where there are no data yet, delete that file.',
  );
}

type SettingsWithSecret = Settings & { readonly secret: string };

/** Adds the secrets; generates missing ones in files that only this user can read. */
export function withSecret(settings: Settings): SettingsWithSecret {
  const complete = withChainSecret(settings);
  if (settings.cookieSecrets !== null || settings.store.kind !== 'sqlite') return complete;
  const cookieSecrets = loadCookieSecrets(settings.data, derivedCookieSecret(complete.secret));
  return { ...complete, cookieSecrets, cookieFile: cookieFilePath(settings.data) };
}

function withChainSecret(settings: Settings): SettingsWithSecret {
  const existing = existingSecret(settings);
  if (existing !== null) return { ...settings, secret: existing };
  const secret = randomBytes(32).toString('hex');
  if (settings.store.kind === 'sqlite') {
    try {
      mkdirSync(settings.data, { recursive: true, mode: 0o700 });
      // Two that start at once must not go on with two secrets: the second one fails here.
      const options = { mode: 0o600, flag: 'wx', flush: true } as const;
      writeFileSync(secretFilePath(settings.data), `${secret}\n`, options);
    } catch (fault) {
      const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
      throw new Error(
        `${settings.data} cannot be written to (${code}). It must be a folder of this user's own.`,
        { cause: fault },
      );
    }
  }
  return { ...settings, secret };
}
