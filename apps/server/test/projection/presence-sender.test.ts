/** Who is connected travels as who came and went: the others cost nothing. */
import type { PresenceChange } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { beginMeeting, startRealtimeFixture } from '../realtime/realtime-fixture.ts';
import { member } from '../realtime/seeded-circle.ts';

const differences = { hello: { byItem: true, differences: true } };
const crowd = Array.from({ length: 120 }, (_, n) => `Guest${n}`);

it('WIRE-1 when one more enters a large circle, each client gets that person alone', async () => {
  const people = ['Fern', 'Ben', 'Cleo', 'Dov', ...crowd];
  const fixture = await startRealtimeFixture({ people });
  await beginMeeting(fixture, 'Fern');
  const join = { do: 'join', seat: 'listener' } as const;
  for (const name of crowd) await (await fixture.connect(name)).do(join);
  const ben = await fixture.connect('Ben', differences);
  await ben.do(join);
  const cleo = await fixture.connect('Cleo');
  await cleo.do(join);
  const dov = await fixture.connect('Dov');
  await Promise.all([ben.sync(), cleo.sync()]);
  ben.received.length = 0;
  cleo.received.length = 0;
  await dov.do(join);
  await Promise.all([ben.sync(), cleo.sync()]);
  const hereOf = (client: typeof ben) =>
    client.received.filter(([name]) => name === 'here').map(([, packet]) => packet);
  expect(hereOf(ben)).toEqual([{ came: [member('Dov')] }]);
  expect(JSON.stringify(ben.received).length).toBeLessThan(400);
  // A client of before gets the whole list.
  expect(hereOf(cleo).at(-1)).toHaveLength(crowd.length + 4);
  expect(ben.view.people.length).toBe(crowd.length + 4);
  expect(ben.view.people).toEqual(cleo.view.people);

  dov.drop();
  await expect
    .poll(() => hereOf(ben).flatMap((change) => (change as PresenceChange).went ?? []))
    .toEqual([member('Dov')]);
});

it('WIRE-8 LIM-4 a snapshot of a large circle has a page of people, and the others behind it', async () => {
  const fixture = await startRealtimeFixture({ people: ['Fern', ...crowd, 'Ben', 'Cleo', 'Fay'] });
  await beginMeeting(fixture, 'Fern');
  const join = { do: 'join', seat: 'listener' } as const;
  for (const name of crowd) await (await fixture.connect(name)).do(join);
  const fay = await fixture.connect('Fay');
  await fay.do(join);
  const ben = await fixture.connect('Ben', differences);
  await ben.do(join);
  const cleo = await fixture.connect('Cleo', differences);
  await cleo.do(join);
  await ben.sync();
  const snapshot = cleo.snapshots().at(-1);
  const first = snapshot?.view.people.map(({ id }) => id) ?? [];
  expect(first).toHaveLength(100 + 2);
  // The facilitators and oneself are there from the beginning.
  expect(first).toEqual(expect.arrayContaining(['fern', 'fay', 'cleo']));
  expect(first).not.toContain('ben');
  const pages = cleo.received.filter(([name]) => name === 'people');
  expect(pages).toHaveLength(1);
  expect(cleo.view.people.map(({ id }) => id)).toEqual([
    ...['fern', ...crowd.map(member), 'fay', 'ben', 'cleo'],
  ]);
  expect(cleo.view.people).toEqual(ben.view.people);
});
