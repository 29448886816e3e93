/** Cookies as a server of before wrote them: one for each circle, one of an organiser. */
import type { PersonId } from '@holdspace/core';
import jwt from 'jsonwebtoken';
import { deriveKeys } from '../../src/config/secrets.ts';
import type { HttpFixture } from './http-fixture.ts';

export const secret = 'a secret of at least thirty-two characters';
const day = 24 * 60 * 60;

function signed(house: HttpFixture, audience: string, claims: object, life: number): string {
  const iat = Math.floor(house.clock.now / 1000);
  return jwt.sign({ ...claims, iat, exp: iat + life }, deriveKeys(secret).cookies, {
    algorithm: 'HS256',
    issuer: 'holdspace',
    audience: `holdspace:${audience}`,
    header: { alg: 'HS256', typ: `${audience}+jwt` },
  });
}

/** Signed with `secret`, which the house needs as HOLDSPACE_SECRET. */
export const legacyMemberCookie = (
  house: HttpFixture,
  circle: string,
  member: string,
  life = 90 * day,
): [name: string, value: string] => [
  `hs-${circle}`,
  signed(house, 'member', { sub: member, circle }, life),
];

export const legacyOrganiserCookie = (
  house: HttpFixture,
  staff: PersonId,
): [name: string, value: string] => [
  'hs-house',
  signed(house, 'organiser', { sub: staff }, 90 * day),
];
