/**
 * The keys of sign-in cookies (KEY-5). Within one secret they change by themselves: each epoch
 * of 30 days has a key of its own, derived by HKDF, and as many old epochs are accepted as a
 * cookie is valid. A key has an id of the secret's fingerprint and the epoch. With several
 * secrets, the first signs and all are accepted.
 */
import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Millis } from '@holdspace/core';

const day: Millis = 24 * 60 * 60 * 1000;
/** The maximum lifetime of a cookie. */
export const cookieLifetime: Millis = 90 * day;
export const epochLength: Millis = 30 * day;
const acceptedEpochs = Math.ceil(cookieLifetime / epochLength);

interface CookieSecret {
  readonly secret: string;
  readonly mark: string;
}

export class CookieKeys {
  readonly #now: () => Millis;
  readonly #keys = new Map<string, KeyObject>();
  #secrets: readonly CookieSecret[] = [];

  /** At least one secret. */
  constructor(secrets: readonly string[], now: () => Millis) {
    this.#now = now;
    this.replace(secrets);
  }

  replace(secrets: readonly string[]): void {
    if (secrets.length === 0) throw new Error('Cookies need a secret.');
    this.#secrets = secrets.map((secret) => ({ secret, mark: secretMark(secret) }));
    this.#keys.clear();
  }

  get signingKey(): { readonly kid: string; readonly key: KeyObject } {
    const [first] = this.#secrets as [CookieSecret];
    const epoch = this.#epoch;
    return { kid: `${first.mark}.${epoch}`, key: this.#key(first, epoch) };
  }

  /** Null for an id of another secret, or of an epoch that is too old or to come. */
  verificationKey(kid: string): KeyObject | null {
    const [, mark, digits] = /^([\w-]{8})\.(\d{1,6})$/.exec(kid) ?? [];
    const secret = this.#secrets.find((each) => each.mark === mark);
    if (!secret || digits === undefined) return null;
    const age = this.#epoch - Number(digits);
    // Another node's clock may be a little ahead.
    return age >= -1 && age <= acceptedEpochs ? this.#key(secret, Number(digits)) : null;
  }

  get #epoch(): number {
    return Math.floor(this.#now() / epochLength);
  }

  #key({ secret, mark }: CookieSecret, epoch: number): KeyObject {
    const kid = `${mark}.${epoch}`;
    const known = this.#keys.get(kid);
    if (known) return known;
    // As bytes it would be tried as a public key first, at every reading.
    const bytes = hkdfSync('sha256', secret, '', `holdspace cookie ${epoch}`, 32);
    const key = createSecretKey(Buffer.from(bytes));
    this.#keys.set(kid, key);
    return key;
  }
}

const secretMark = (secret: string): string =>
  createHash('sha256').update(`holdspace cookie secret ${secret}`).digest('base64url').slice(0, 8);
