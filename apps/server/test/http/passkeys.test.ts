import { describe, expect, it } from 'vitest';
import { errorBody, startHttpFixture } from './http-fixture.ts';
import {
  addPasskey,
  addStaff,
  optionsOf,
  ownOf,
  prove,
  signInByPasskey,
  staffOrigin,
  startStaffFixture,
} from './staff-fixture.ts';
import { VirtualAuthenticator } from './virtual-authenticator.ts';

const minute = 60_000;

describe('a passkey over HTTP', () => {
  it('STF-2 is added, signs another browser in on another node without a name, and is listed', async () => {
    const { house, organiser, device } = await startStaffFixture();
    expect((await addPasskey(organiser, device)).statusCode).toBe(201);
    const other = await house.anotherNode();
    const tablet = other.visitor();
    expect((await signInByPasskey(tablet, device)).statusCode).toBe(200);
    expect((await tablet.ask('GET', '/api/circles')).statusCode).toBe(200);
    const own = await ownOf(tablet);
    expect(own.passkeys).toMatchObject([{ name: 'Phone' }]);
    expect(own.sessions.map(({ by, label }) => [by, label])).toEqual([
      ['link', ''],
      ['passkey', 'Tablet'],
    ]);
  });

  it('STF-2 answers a challenge once, soon, in one browser, for one purpose', async () => {
    const { house, organiser, device } = await startStaffFixture();
    await addPasskey(organiser, device);
    const [one, thief] = [house.visitor(), house.visitor()];
    const options = await optionsOf(one, 'staff/sign-in');
    await optionsOf(thief, 'staff/sign-in');
    const send = (visitor: typeof one, credential: object) =>
      visitor.ask('POST', '/api/staff/sign-in', { credential });
    expect((await send(thief, device.get(options))).statusCode).toBe(400);
    expect((await send(one, device.get(options))).statusCode).toBe(200);
    expect((await send(one, device.get(options))).statusCode).toBe(400);
    const late = device.get(await optionsOf(one, 'staff/sign-in'));
    house.clock.now += 4 * minute;
    expect(errorBody(await send(one, late)).code).toBe('passkey-refused');
    const forProof = device.get(await optionsOf(organiser, 'house/me/proof'));
    expect((await send(organiser, forProof)).statusCode).toBe(400);
  });

  it('STF-2 holds for this origin, with the check of the person, and no copy of a device', async () => {
    const { house, organiser, device } = await startStaffFixture();
    const elsewhere = new VirtualAuthenticator('https://circles.example.com');
    expect((await addPasskey(organiser, elsewhere)).statusCode).toBe(400);
    const careless = new VirtualAuthenticator(staffOrigin);
    careless.verifies = false;
    expect((await addPasskey(organiser, careless)).statusCode).toBe(400);
    await addPasskey(organiser, device);
    await signInByPasskey(house.visitor(), device);
    await signInByPasskey(house.visitor(), device);
    device.counter = 0;
    expect((await signInByPasskey(house.visitor(), device)).statusCode).toBe(400);
  });

  it('STF-2 is for nobody else: not a stranger, not a program, not somebody else’s session', async () => {
    const { house, organiser, device } = await startStaffFixture();
    const { key } = (await organiser.ask('POST', '/api/house/keys', {})).json<{ key: string }>();
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key}` };
    for (const visitor of [house.visitor(), program]) {
      const asked = await visitor.ask('POST', '/api/house/me/passkeys/options', {});
      expect(asked.statusCode).toBe(404);
    }
    await addPasskey(organiser, device);
    const { visitor: ben } = await addStaff({ house, organiser }, ['facilitator']);
    const options = await optionsOf(ben, 'house/me/proof');
    const credential = device.get(options);
    const answer = await ben.ask('POST', '/api/house/me/proof', { credential });
    expect(errorBody(answer).code).toBe('passkey-refused');
  });

  it('STF-2 says what is missing where no browser makes passkeys', async () => {
    const addresses = [{}, { PUBLIC_URL: 'https://192.0.2.7' }, { PUBLIC_URL: 'http://a.example' }];
    for (const environment of addresses as Record<string, string>[]) {
      const house = await startHttpFixture(environment);
      const visitor = house.visitor();
      visitor.headers = { host: '192.0.2.7' };
      const asked = await visitor.ask('POST', '/api/staff/sign-in/options', {});
      expect([asked.statusCode, errorBody(asked).code]).toEqual([409, 'no-passkeys']);
      expect(errorBody(asked).message).toContain('PUBLIC_URL');
    }
  });
});

describe('a fresh proof', () => {
  it('STF-4 is asked for before a heavy act after 5 minutes, by name, and given again', async () => {
    const { house, organiser, device } = await startStaffFixture();
    await addPasskey(organiser, device);
    const { id } = await addStaff({ house, organiser }, ['facilitator']);
    house.clock.now += 6 * minute;
    const heavy = [
      () => organiser.ask('POST', '/api/house/keys', {}),
      () => organiser.ask('POST', `/api/house/staff/${id}/link`, {}),
      () => organiser.ask('GET', '/api/house/record?format=csv'),
      () => organiser.ask('POST', '/api/house/staff', { name: 'Cy', roles: ['organiser'] }),
      () => organiser.ask('PATCH', `/api/house/staff/${id}`, { roles: ['organiser'] }),
      () => organiser.ask('DELETE', `/api/house/staff/${id}`),
    ];
    for (const act of heavy) {
      const refused = await act();
      expect([refused.statusCode, errorBody(refused).code]).toEqual([403, 'proof-needed']);
    }
    expect((await ownOf(organiser)).needsProof).toBe(true);
    // A link let the organiser in: for an hour it adds a passkey without the one that is lost.
    const more = () => organiser.ask('POST', '/api/house/me/passkeys/options', {});
    expect((await more()).statusCode).toBe(200);
    house.clock.now += 60 * minute;
    expect([(await more()).statusCode, errorBody(await more()).code]).toEqual([
      ...([403, 'proof-needed'] as const),
    ]);
    expect((await prove(organiser, device)).statusCode).toBe(204);
    expect((await more()).statusCode).toBe(200);
    for (const act of heavy) expect((await act()).statusCode).toBeLessThan(300);
  });
});

describe('a session that somebody took', () => {
  it('STF-4 cannot remove passkeys, so that no proof would be asked for', async () => {
    const { house, organiser, device } = await startStaffFixture();
    await addPasskey(organiser, device);
    const [passkey] = (await ownOf(organiser)).passkeys;
    house.clock.now += 61 * minute;
    const remove = () => organiser.ask('DELETE', `/api/house/me/passkeys/${passkey?.id}`);
    expect(errorBody(await remove()).code).toBe('proof-needed');
    const { visitor: ben } = await addStaff({ house, organiser }, ['facilitator']);
    const other = new VirtualAuthenticator(staffOrigin);
    await addPasskey(ben, other);
    const { id, passkeys } = await ownOf(ben);
    const ofBen = `/api/house/staff/${id}/passkeys/${passkeys[0]?.id}`;
    expect(errorBody(await organiser.ask('DELETE', ofBen)).code).toBe('proof-needed');
    await prove(organiser, device);
    expect((await organiser.ask('DELETE', ofBen)).statusCode).toBe(204);
    expect((await remove()).statusCode).toBe(204);
  });

  it('STF-2 a recovery by a link removes the passkey that was lost', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id, visitor: ben } = await addStaff({ house, organiser }, ['facilitator']);
    await addPasskey(ben, new VirtualAuthenticator(staffOrigin));
    const made = await organiser.ask('POST', `/api/house/staff/${id}/link`, {});
    const recovered = house.visitor();
    await recovered.redeem(made.json<{ url: string }>().url);
    house.clock.now += 30 * minute;
    const [lost] = (await ownOf(recovered)).passkeys;
    const removed = await recovered.ask('DELETE', `/api/house/me/passkeys/${lost?.id}`);
    expect(removed.statusCode).toBe(204);
  });
});

describe('taking back', () => {
  it('STF-3 a passkey, a session and a person end at once on the other node', async () => {
    const { house, organiser, device } = await startStaffFixture();
    const { id, visitor: ben } = await addStaff({ house, organiser }, ['organiser']);
    await addPasskey(ben, device);
    const other = await house.anotherNode();
    const [tablet, phone] = [other.visitor(), other.visitor()];
    await signInByPasskey(tablet, device);
    await signInByPasskey(phone, device);
    const isIn = async (visitor: typeof ben) =>
      (await visitor.ask('GET', '/api/house/me')).statusCode === 200;
    const [first, second] = (await ownOf(tablet)).sessions.filter(({ by }) => by === 'passkey');
    await ben.ask('DELETE', `/api/house/me/sessions/${second?.id}`);
    expect([await isIn(tablet), await isIn(phone), first?.current]).toEqual([true, false, true]);
    const [passkey] = (await ownOf(ben)).passkeys;
    await organiser.ask('DELETE', `/api/house/staff/${id}/passkeys/${passkey?.id}`);
    expect([await isIn(tablet), await isIn(ben)]).toEqual([false, true]);
    expect((await organiser.ask('DELETE', `/api/house/staff/${id}`)).statusCode).toBe(204);
    expect(await isIn(ben)).toBe(false);
    expect((await signInByPasskey(other.visitor(), device)).statusCode).toBe(400);
  });
});
