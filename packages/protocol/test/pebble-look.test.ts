import { expect, it } from 'vitest';
import { distinctId, pebbleLookOf } from '../src/pebble-look.ts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => `p_${n}`);

it('WAY-2 a person looks the same wherever their id is known, in every company', () => {
  for (const id of ids(50)) expect(pebbleLookOf(id)).toEqual(pebbleLookOf(id));
  expect(pebbleLookOf('p_1')).not.toEqual(pebbleLookOf('p_2'));
});

it('WAY-2 people whose ids differ by one letter are spread over all hues', () => {
  expect(new Set(ids(120).map((id) => pebbleLookOf(id).hue)).size).toBe(12);
});

/** As many people as that join one after the other. */
function joined(count: number): string[] {
  let made = 0;
  const people: string[] = [];
  for (let n = 0; n < count; n++) people.push(distinctId(() => `p_${made++}`, people));
  return people;
}

it('WAY-2 no two of the first dozen of a circle share a hue', () => {
  expect(new Set(joined(12).map((id) => pebbleLookOf(id).hue)).size).toBe(12);
});

it('WAY-2 hardly any of sixty share both hue and glyph', () => {
  const pairs = joined(60).map((id) => `${pebbleLookOf(id).hue} ${pebbleLookOf(id).glyph}`);
  expect(new Set(pairs).size).toBeGreaterThan(57);
});

it('WAY-2 draws no id more once none could differ better', () => {
  const others = joined(24);
  let drawn = 0;
  const next = distinctId(() => `p_next_${drawn++}`, others);
  expect(drawn).toBeLessThan(96);
  expect(drawn).toBe(Number(next.replace('p_next_', '')) + 1);
  const pairs = [...others, next].map((id) => `${pebbleLookOf(id).hue} ${pebbleLookOf(id).glyph}`);
  expect(new Set(pairs).size).toBe(25);
});
