/** A kit that is written is read as the same kit (KIT-1). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatKit, parseKit } from '../../src/kit/index.ts';
import { type Kit, kit, maxKitBytes, unsafeKitCharacter } from '../../src/kit-http.ts';

const text = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .map((value) => value.trim().slice(0, maxLength))
    .filter((value) => value.trim() === value && value !== '' && !unsafeKitCharacter.test(value));
const phase = fc.record(
  {
    words: text(40),
    prompts: fc.array(text(30), { maxLength: 6 }),
    minutes: fc.integer({ min: 1, max: 480 }),
  },
  { requiredKeys: [] },
);
const kits: fc.Arbitrary<Kit> = fc.record(
  {
    kit: fc.constant(1 as const),
    name: text(20),
    language: fc.constantFrom('en', 'de-AT'),
    author: text(20),
    notFor: fc.array(text(30), { maxLength: 6 }),
    phases: fc.record({ opening: phase, closing: phase }, { requiredKeys: [] }),
    agreements: fc.array(
      fc.oneof(
        text(30),
        fc.record({ text: text(30), safety: fc.boolean() }, { requiredKeys: ['text'] }),
      ),
      { maxLength: 12 },
    ),
    shelf: fc.array(fc.record({ name: text(20), detail: text(40) }), { maxLength: 10 }),
  },
  { requiredKeys: ['kit', 'name', 'language'] },
);

it('KIT-1 whatever its texts hold: quotes, colons, line ends, marks of YAML', () => {
  fc.assert(
    fc.property(kits, (written) => {
      expect(parseKit(formatKit(written))).toEqual({ kit: written });
    }),
    { numRuns: 300, seed: 2075 },
  );
});

it('KIT-1 the longest kit in any writing is at most 64 KB', () => {
  const many = <Item>(length: number, item: Item) => Array.from({ length }, () => item);
  const long = (length: number) => '語'.repeat(length);
  const longPhase = {
    words: long(1500),
    prompts: many(6, long(250)),
    minutes: 480,
    mode: 'round' as const,
  };
  const longest: Kit = {
    kit: 1,
    name: long(60),
    language: 'zh',
    author: long(200),
    mayUse: long(300),
    notFor: many(6, long(200)),
    purpose: long(500),
    phases: { opening: longPhase, body: longPhase, closing: longPhase },
    piece: long(60),
    resonances: many(8, long(60)),
    agreements: many(12, { text: long(300), safety: true }),
    shelf: many(10, { name: long(60), detail: long(250), contact: `https://${'a'.repeat(142)}` }),
  };
  expect(kit.safeParse(longest).success).toBe(true);
  const bytes = new TextEncoder().encode(formatKit(longest)).length;
  expect(bytes).toBeLessThanOrEqual(maxKitBytes);
  expect(parseKit(formatKit(longest))).toEqual({ kit: longest });
});
