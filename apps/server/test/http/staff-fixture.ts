/** Staff over HTTP: an organiser with a passkey, and visitors who use theirs. */
import type { CreatedStaff, HouseRecordBody, OwnStaff } from '@holdspace/protocol';
import { expect } from 'vitest';
import { type HttpFixture, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { VirtualAuthenticator } from './virtual-authenticator.ts';

export const staffOrigin = 'https://circles.example.org';

/** The same on every node. */
const secret = 'a secret of this test, long enough for it';

/** A server that is reached by a name under https, and by its origin alone. */
export async function startStaffFixture() {
  const house = await startHttpFixture({ PUBLIC_URL: staffOrigin, HOLDSPACE_SECRET: secret });
  const organiser = await house.organiser();
  return { house, organiser, device: new VirtualAuthenticator(staffOrigin) };
}

export const optionsOf = async (visitor: HttpVisitor, path: string) =>
  (await visitor.ask('POST', `/api/${path}/options`, {})).json<{
    options: Record<string, unknown>;
  }>().options;

export async function addPasskey(visitor: HttpVisitor, device: VirtualAuthenticator) {
  const credential = device.create(await optionsOf(visitor, 'house/me/passkeys'));
  return visitor.ask('POST', '/api/house/me/passkeys', { name: 'Phone', credential });
}

export async function signInByPasskey(visitor: HttpVisitor, device: VirtualAuthenticator) {
  const credential = device.get(await optionsOf(visitor, 'staff/sign-in'));
  return visitor.ask('POST', '/api/staff/sign-in', { credential, label: 'Tablet' });
}

export async function prove(visitor: HttpVisitor, device: VirtualAuthenticator) {
  const credential = device.get(await optionsOf(visitor, 'house/me/proof'));
  return visitor.ask('POST', '/api/house/me/proof', { credential });
}

/** Somebody new, and their browser, signed in by the link of their first entry. */
export async function addStaff(
  { house, organiser }: { readonly house: HttpFixture; readonly organiser: HttpVisitor },
  roles: readonly string[],
  circles: readonly string[] = [],
) {
  const added = await organiser.ask('POST', '/api/house/staff', { name: 'Ben', roles, circles });
  expect(added.statusCode).toBe(201);
  const { id, link } = added.json<CreatedStaff>();
  const visitor = house.visitor();
  await visitor.redeem(link);
  return { id, link, visitor };
}

export const ownOf = async (visitor: HttpVisitor) =>
  (await visitor.ask('GET', '/api/house/me')).json<OwnStaff>();

/** The entries of the house record that this query matches. */
export const recordOf = async (visitor: HttpVisitor, query = '') =>
  (await visitor.ask('GET', `/api/house/record${query}`)).json<HouseRecordBody[]>();
