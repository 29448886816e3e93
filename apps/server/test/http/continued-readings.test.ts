/** A page of staff that stays open is one reading in the house record (STF-5). */
import type { HouseRecordBody } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { ContinuedReadings } from '../../src/http/continued-readings.ts';
import { startHttpFixture } from './http-fixture.ts';

it('STF-5 a desk that stays open is read once, and again after a minute without a request', async () => {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const [one, other] = [(await organiser.openCircle()).id, (await organiser.openCircle()).id];
  const read = async (circle: string) =>
    expect((await organiser.ask('GET', `/api/circles/${circle}/desk`)).statusCode).toBe(200);
  const entries = async () =>
    (await organiser.ask('GET', '/api/house/record?what=read-desk'))
      .json<HouseRecordBody[]>()
      .map(({ circle }) => circle);
  for (let n = 0; n < 20; n++) {
    await read(one);
    house.clock.now += 5000;
  }
  await read(other);
  expect(await entries()).toEqual([one, other]);
  house.clock.now += 60_000;
  await read(one);
  expect(await entries()).toEqual([one, other, one]);
});

it('STF-5 readings of many pages are forgotten once their pause is over', () => {
  const readings = new ContinuedReadings();
  const reader = { person: 'p' as never, session: 's' as never, key: null };
  const at = (circle: string, now: number) =>
    readings.continues(reader, { act: 'read-desk', circle }, now);
  expect(at('first', 0)).toBe(false);
  for (let n = 0; n < 1500; n++) at(`c${n}`, 1);
  expect(at('c1499', 2)).toBe(true);
  expect(at('first', 3)).toBe(false);
});
