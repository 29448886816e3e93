/**
 * Tokens of links: 128 random bits, in letters that are hard to misread, written down only
 * as their hash. A token of a circle begins with the circle's prefix, so that no search is
 * needed to find the ledger that may know it.
 */
import { hash } from 'node:crypto';
import {
  type AnswerToken,
  type AnswerTokenOf,
  type CircleId,
  circlePrefixLength,
  circlePrefixOf,
  type LocalDate,
  type MeetingId,
  type SeatToken,
  type SeatTokenOf,
  type SessionId,
} from '@holdspace/core';
import { codeBucketOf, codeFromNumbers } from '@holdspace/protocol/codes';
import { HmacKey } from '../storage/chain/hmac.ts';
import { pooledRandomBytes } from '../storage/chain/random-string.ts';

const tokenAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** At least so many random bits as base32, five to a letter. */
export function randomLetters(bits: number): string {
  let text = '';
  for (const byte of pooledRandomBytes(Math.ceil(bits / 5))) text += tokenAlphabet[byte % 32];
  return text;
}

export const newCircleId = (): CircleId => randomLetters(130) as CircleId;
export const newId = <Id extends string>(prefix: string): Id =>
  `${prefix}_${randomLetters(80)}` as Id;

const tokenSecretLength = 26;

/** The ids and tokens of one request, the same at each of its tries: `from` is secret and of one intent. */
export const deriveCircleId = (key: Buffer, from: string): CircleId =>
  derivedLetters(key, `circle ${from}`, 26) as CircleId;
export const deriveId = <Id extends string>(prefix: string, key: Buffer, from: string): Id =>
  `${prefix}_${derivedLetters(key, `id ${from}`, 16)}` as Id;
export const deriveToken = (key: Buffer, circle: CircleId, from: string): string =>
  circlePrefixOf(circle) + derivedLetters(key, `token ${circle} ${from}`, tokenSecretLength);

/** The secret of a calendar feed: a token of its circle, or of the house, derived from its id. */
export const deriveFeedSecret = (key: Buffer, feed: string, circle?: CircleId): string =>
  (circle === undefined ? '' : circlePrefixOf(circle)) +
  derivedLetters(key, `feed ${feed}`, tokenSecretLength);

/** For a circle, or for the house when none is given. */
export const newToken = (circle?: CircleId): string =>
  (circle === undefined ? '' : circlePrefixOf(circle)) + randomLetters(128);

export const hashToken = (token: string): string =>
  hash('sha256', normaliseToken(token), 'base64url');

/** Where a token may be valid: in the house, in the circle with this prefix, or nowhere. */
export function tokenTarget(token: string): 'house' | { readonly prefix: string } | null {
  const text = normaliseToken(token);
  if (!/^[0-9a-hjkmnp-tv-z]+$/.test(text)) return null;
  if (text.length === tokenSecretLength) return 'house';
  return text.length === circlePrefixLength + tokenSecretLength
    ? { prefix: text.slice(0, circlePrefixLength) }
    : null;
}

/** A session id has so many letters; the cookie's signature protects it, not its length. */
export const sessionLength = 10;
const sessionBits = 50;

export const newSessionId = (): SessionId => randomLetters(sessionBits) as SessionId;

/**
 * The mark of a browser in one circle (or in the house): it means nothing anywhere else
 * (PRV-3). In old ledgers `where` was the hash of a link.
 */
export const browserMark = (key: Buffer, where: string, browser: string): string =>
  keyedHash(key, `${where} ${browser}`).slice(0, 22);

/**
 * Six words (KEY-3): the circle's bucket, and 50 bits derived from `from` by the holder of the
 * key, so that a repeated press gives the same code. `from` is secret and of one intent.
 */
export function deriveReturnCode(key: Buffer, circle: CircleId, from: string): string {
  const bytes = Buffer.from(keyedHash(key, `code ${circle} ${from}`), 'base64url');
  const words = [0, 2, 4, 6, 8].map((at) => bytes.readUInt16BE(at) % 1024);
  return codeFromNumbers([codeBucketOf(circle), ...words]);
}

/** What a ledger keeps of a return code; of no use without the key. */
export const hashReturnCode = (key: Buffer, circle: CircleId, code: string): string =>
  keyedHash(key, `return code ${circle} ${code}`);

/** Derives the same session id from the same text and key. */
export function deriveSessionId(key: Buffer, from: string): SessionId {
  let bits = Buffer.from(keyedHash(key, `session ${from}`), 'base64url').readBigUInt64BE();
  let text = '';
  for (let n = 0; n < sessionLength; n++) {
    text += tokenAlphabet[Number(bits % 32n)];
    bits /= 32n;
  }
  return text as SessionId;
}

/**
 * The id of the meeting of a date of a circle's rhythm, as `newId` makes them: the same on every node,
 * whichever plans it (RHY-1), and for others as random as those.
 */
export function deriveMeetingId(key: Buffer, circle: CircleId, date: LocalDate): MeetingId {
  const bytes = Buffer.from(keyedHash(key, `meeting ${circle} ${date}`), 'base64url');
  let letters = '';
  for (const byte of bytes.subarray(0, 16)) letters += tokenAlphabet[byte % 32];
  return `g_${letters}` as MeetingId;
}

/** The id of a meeting that was added by hand, from that of the request: a retry finds the same. */
export const deriveAddedMeetingId = (key: Buffer, circle: CircleId, request: string): MeetingId =>
  deriveId('g', key, `meeting of ${circle} ${request}`);

/** The key of the seats of one meeting (RHY-6). */
export const newSeatKey = (): string => randomLetters(256);

/** One key for all tokens of a list, so it is prepared once. */
let seatKey: { readonly text: string; readonly prepared: HmacKey } | null = null;

/** Stands for a member in what was said about seats; of no use without the key (RHY-6). */
export const seatTokenOf: SeatTokenOf = (key, member) => {
  if (seatKey?.text !== key) seatKey = { text: key, prepared: new HmacKey(key) };
  return seatKey.prepared.sign(member).slice(0, 22) as SeatToken;
};

/** Keys of this node, prepared once each. */
const preparedKeys = new WeakMap<Buffer, HmacKey>();

/** The key of the answers to one proposal (AGR-3). */
export const newAnswerKey = (): string => randomLetters(256);

/** Stands for a member in the answers to a proposal; of no use without its key (AGR-3). */
export const answerTokenOf: AnswerTokenOf = (key, member) =>
  new HmacKey(key).sign(member).slice(0, 22) as AnswerToken;

/** At most 32 letters of a keyed hash, five bits to a letter. */
const derivedLetters = (key: Buffer, from: string, length: number): string =>
  Array.from(
    Buffer.from(keyedHash(key, from), 'base64url').subarray(0, length),
    (byte) => tokenAlphabet[byte % 32],
  ).join('');

/** HMAC-SHA-256 in base64url. */
function keyedHash(key: Buffer, text: string): string {
  const prepared = preparedKeys.get(key) ?? new HmacKey(key);
  preparedKeys.set(key, prepared);
  return prepared.sign(text);
}

const normaliseToken = (token: string) => token.trim().toLowerCase();
