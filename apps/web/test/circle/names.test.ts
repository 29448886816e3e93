/** Names and faces that are drawn, not chosen. */
import { expect, it } from 'vitest';
import { anotherName } from '../../src/join/names.ts';
import { withLooks } from '../../src/ui/looks.ts';

it('‘another’ never gives the same name again', () => {
  let name = anotherName();
  for (let times = 0; times < 200; times += 1) {
    const next = anotherName(name);
    expect(next).not.toBe(name);
    expect(next).toMatch(/^\w+ \w+$/u);
    name = next;
  }
});

const ids = (count: number) => Array.from({ length: count }, (_, n) => `p_${n}`);

it('people whose ids differ by one letter are spread over all hues', () => {
  const hues = new Set(ids(120).map((id) => withLooks(new Map(), [id]).get(id)?.hue));
  expect(hues.size).toBe(12);
});

it('no two of a dozen share a hue', () => {
  const looks = withLooks(new Map(), ids(12));
  expect(new Set([...looks.values()].map(({ hue }) => hue)).size).toBe(12);
});

it('no two who are there share both hue and glyph, while there are enough of them', () => {
  const looks = withLooks(new Map(), ids(96));
  const pairs = [...looks.values()].map(({ hue, glyph }) => `${hue} ${glyph}`);
  expect(new Set(pairs).size).toBe(96);
  expect(withLooks(new Map(), ids(120)).size).toBe(120);
});

it('who is there keeps their look when somebody comes or leaves', () => {
  const before = withLooks(new Map(), ids(30));
  const after = withLooks(before, ids(60).slice(10));
  for (const id of ids(30)) expect(after.get(id)).toBe(before.get(id));
});
