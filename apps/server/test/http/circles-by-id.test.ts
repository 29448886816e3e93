/** The list of circles by their ids, for screens that name circles (STF-1). */
import type { CircleSummary } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { errorBody } from './http-fixture.ts';
import { addStaff, startStaffFixture } from './staff-fixture.ts';

it('STF-1 answers circles by their ids, to a facilitator their own ones alone', async () => {
  const fixture = await startStaffFixture();
  const { organiser } = fixture;
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push((await organiser.openCircle({ name: `Circle ${n}` })).id);
  const { visitor } = await addStaff(fixture, ['facilitator'], ids.slice(0, 2));
  const named = async (asker: typeof organiser | typeof visitor, asked: readonly string[]) =>
    (await asker.ask('GET', `/api/circles?ids=${asked.join(',')}`))
      .json<CircleSummary[]>()
      .map(({ name }) => name);
  expect(await named(organiser, [ids[2] ?? '', 'nowhere', ids[0] ?? ''])).toEqual([
    ...['Circle 0', 'Circle 2'],
  ]);
  expect(await named(visitor, ids)).toEqual(['Circle 0', 'Circle 1']);
  expect(await named(visitor, ['nowhere'])).toEqual([]);
  const many = await organiser.ask('GET', `/api/circles?ids=${Array(101).fill('x').join(',')}`);
  expect([many.statusCode, errorBody(many).fields?.ids]).toEqual([
    400,
    expect.stringContaining('100'),
  ]);
});
