/**
 * Tokens of links: 128 random bits, in letters that are hard to misread, written down only
 * as their hash. A token of a circle begins with the circle's door, so that no search is
 * needed to find the ledger that may know it.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type CircleId, doorLength, doorOf } from '@holdspace/core';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** So many random bits as base32, five to a letter. */
export function randomLetters(bits: number): string {
  let text = '';
  let value = BigInt(`0x${randomBytes(Math.ceil(bits / 8)).toString('hex')}`);
  for (let i = 0; i < Math.ceil(bits / 5); i++) {
    text += letters[Number(value % 32n)];
    value /= 32n;
  }
  return text;
}

export const newCircleId = (): CircleId => randomLetters(130) as CircleId;
export const newId = <Id extends string>(prefix: string): Id =>
  `${prefix}_${randomLetters(80)}` as Id;

const secretLength = 26;

/** For a circle, or for the house when none is given. */
export const newToken = (circle?: CircleId): string =>
  (circle === undefined ? '' : doorOf(circle)) + randomLetters(128);

export const hashToken = (token: string): string =>
  createHash('sha256').update(normal(token)).digest('base64url');

/** Where a token may be known: the house, a circle's door, or nowhere at all. */
export function placeOf(token: string): 'house' | { readonly door: string } | null {
  const text = normal(token);
  if (!/^[0-9a-hjkmnp-tv-z]+$/.test(text)) return null;
  if (text.length === secretLength) return 'house';
  return text.length === doorLength + secretLength ? { door: text.slice(0, doorLength) } : null;
}

/** A mark of a browser that means nothing at another link (PRV-3). */
export const browserMark = (key: Buffer, browser: string, hash: string): string =>
  createHmac('sha256', key).update(`${hash} ${browser}`).digest('base64url').slice(0, 22);

const normal = (token: string) => token.trim().toLowerCase();
