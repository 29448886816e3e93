/** The fonts of the first paint hold what English screens need, and every other character has a slice. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { basicCharacters } from '../../vite-basic-fonts.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const styles = readFileSync(`${source}app/theme/fonts.css`, 'utf8');
const page = readFileSync(fileURLToPath(new URL('../../index.html', import.meta.url)), 'utf8');

interface Face {
  readonly family: string;
  readonly weight: string;
  readonly file: string;
  readonly has: (character: string) => boolean;
}
const faces: readonly Face[] = [...styles.matchAll(/@font-face \{([^}]*)\}/g)].map(
  ([, body = '']) => {
    const value = (name: string) =>
      new RegExp(`${name}:\\s*([^;]+);`).exec(body)?.[1]?.trim() ?? '';
    const ranges = [...value('unicode-range').matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
      ([, first = '', last = first]) => [parseInt(first, 16), parseInt(last, 16)] as const,
    );
    return {
      family: value('font-family').replaceAll('"', ''),
      weight: value('font-weight'),
      file: /[^/"]+(?=\.woff2)/.exec(body)?.[0] ?? '',
      has: (character) => {
        const code = character.codePointAt(0) ?? 0;
        return ranges.some(([first, last]) => first <= code && code <= last);
      },
    };
  },
);
const ours = faces.filter(({ file }) => file !== '');
const groups = Map.groupBy(ours, ({ family, weight }) => `${family} ${weight}`);

it('PAGE-3 the texts of the screens need the fonts of the first paint alone', () => {
  const catalogues = globSync(`${source}locales/en/*.po`).map((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:msgid |")(.*)$/gm)]
      .map(([, text]) => text)
      .join(''),
  );
  expect(catalogues.length).toBeGreaterThan(5);
  const text = catalogues.join('') + page.replace(/<[^>]*>/g, '');
  const missing = [...new Set(text)].filter(
    (character) => character > ' ' && !basicCharacters.includes(character),
  );
  expect(missing).toEqual([]);
});

it('PAGE-3 the slices of a family meet nowhere and leave nothing of Latin out', () => {
  expect([...groups.keys()]).toEqual([
    'Atkinson Hyperlegible Next Variable 400 700',
    'Fraunces Variable 600',
    'Fraunces Variable 400',
  ]);
  for (const [name, slices] of groups) {
    const basic = slices.find(({ file }) => file.endsWith('-basic'));
    if (basic)
      expect(
        [...basicCharacters].filter((each) => !basic.has(each)),
        name,
      ).toEqual([]);
    for (let code = 0x20; code <= 0x17f; code++) {
      const character = String.fromCodePoint(code);
      const within = slices.filter(({ has }) => has(character)).length;
      if (code < 0x7f || code > 0x9f) expect(within, `${name} U+${code.toString(16)}`).toBe(1);
    }
  }
});

it('PAGE-3 scripts from right to left and others have the fonts of the system', () => {
  for (const character of 'שלוםسلام你好नमस्ते🙂') {
    expect(
      faces.filter(({ has }) => has(character)),
      character,
    ).toEqual([]);
  }
});
