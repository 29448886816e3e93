/**
 * Signed tokens, by the rules of RFC 8725: one pinned algorithm, and issuer, audience, type and
 * time are checked at every reading.
 */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import jwt from 'jsonwebtoken';

const issuer = 'holdspace';
const algorithm = 'HS256';

/** On a shared device a cookie ends with the browser; this is for browsers that never end. */
export const sharedDeviceLifetime: Millis = 12 * 60 * 60 * 1000;

/** `claims` hold `iat` and `exp`. */
export const signToken = (
  claims: object,
  {
    key,
    kid,
    audience,
  }: { readonly key: KeyObject; readonly kid?: string; readonly audience: string },
): string =>
  jwt.sign(claims, key, {
    algorithm,
    issuer,
    audience: `${issuer}:${audience}`,
    header: { alg: algorithm, typ: `${audience}+jwt`, ...(kid === undefined ? {} : { kid }) },
  });

/** Not believed: it only says which key to try. */
export function keyIdOf(token: string): string | null {
  try {
    const kid = jwt.decode(token, { complete: true })?.header.kid;
    return typeof kid === 'string' ? kid : null;
  } catch {
    return null;
  }
}

/**
 * Whether the signature can be ours, for an eighth of what a refusal by the library costs: anyone
 * can send sixty forged cookies with each request, also where no limit holds. It lets nobody in.
 */
function hasValidSignature(token: string, key: KeyObject): boolean {
  const end = token.lastIndexOf('.');
  const right = createHmac('sha256', key).update(token.slice(0, end)).digest();
  const given = Buffer.from(token.slice(end + 1), 'base64url');
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Null for anything but a token of ours, of this kind, in its time. */
export function verifyToken(
  token: string,
  key: KeyObject,
  audience: string,
  clockTimestamp: number,
): jwt.JwtPayload | null {
  if (!hasValidSignature(token, key)) return null;
  try {
    const { header, payload } = jwt.verify(token, key, {
      algorithms: [algorithm],
      issuer,
      audience: `${issuer}:${audience}`,
      complete: true,
      clockTimestamp,
    });
    return header.typ === `${audience}+jwt` && typeof payload !== 'string' ? payload : null;
  } catch {
    return null;
  }
}
