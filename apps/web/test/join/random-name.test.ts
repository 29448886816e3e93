/** Random names that the joining form suggests. */
import { expect, it } from 'vitest';
import { randomName } from '../../src/join/invitation/random-name.ts';

it('‘another’ never gives the same name again', () => {
  let name = randomName();
  for (let times = 0; times < 200; times += 1) {
    const next = randomName(name);
    expect(next).not.toBe(name);
    expect(next).toMatch(/^\w+ \w+$/u);
    name = next;
  }
});
