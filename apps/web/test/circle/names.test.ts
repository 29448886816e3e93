/** Names and faces that are drawn, not chosen. */
import { expect, it } from 'vitest';
import { anotherName } from '../../src/join/names.ts';
import { hueOf } from '../../src/ui/pebble.tsx';

it('‘another’ never gives the same name again', () => {
  let name = anotherName();
  for (let times = 0; times < 200; times += 1) {
    const next = anotherName(name);
    expect(next).not.toBe(name);
    expect(next).toMatch(/^\w+ \w+$/u);
    name = next;
  }
});

it('people whose ids differ by one letter are spread over all hues', () => {
  const hues = new Set(Array.from({ length: 120 }, (_, n) => hueOf(`p_${n}`)));
  expect(hues.size).toBe(12);
});
