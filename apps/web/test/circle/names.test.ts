/** Names that are drawn, not chosen. */
import { expect, it } from 'vitest';
import { anotherName } from '../../src/join/names.ts';

it('‘another’ never gives the same name again', () => {
  let name = anotherName();
  for (let times = 0; times < 200; times += 1) {
    const next = anotherName(name);
    expect(next).not.toBe(name);
    expect(next).toMatch(/^\w+ \w+$/u);
    name = next;
  }
});
