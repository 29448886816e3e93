/** A circle saved as a kit: its rhythm without dates and zone (KIT-1). */
import { type CircleRhythm, circle, circleSlots, type LocalDate } from '@holdspace/core';
import { formatKit, parseKit } from '@holdspace/protocol/kit';
import { expect, it } from 'vitest';
import { kitOfCircle } from '../../src/kits/circle-kit.ts';

const [from, until] = ['2027-03-02', '2028-12-24'] as LocalDate[] as [LocalDate, LocalDate];
const saved = (rule: CircleRhythm['rule']) => {
  const rhythm: CircleRhythm = { rule, minutes: 75, revision: 3, next: null };
  const words = new Map([[circleSlots.name, 'Tuesdays']]);
  return formatKit(kitOfCircle({ state: { ...circle.initial, rhythm }, words }));
};
const bounds = { at: '19:00' as never, zone: 'Europe/Berlin', from, until, count: 40 };

it.each([
  [
    { every: 'week', interval: 2, on: ['tu', 'th'], ...bounds },
    { every: 'week', interval: 2, on: ['tu', 'th'], at: '19:00', minutes: 75 },
  ],
  [
    { every: 'month', interval: 1, on: { nth: -1, day: 'mo' }, ...bounds },
    { every: 'month', on: { nth: -1, day: 'mo' }, at: '19:00', minutes: 75 },
  ],
] satisfies [CircleRhythm['rule'], object][])('KIT-1 keeps %j as %j', (rule, rhythm) => {
  const text = saved(rule);
  expect(parseKit(text)).toMatchObject({ kit: { rhythm } });
  for (const own of ['Berlin', '2027', '2028', '40']) expect(text).not.toContain(own);
});
