/**
 * Makes the fonts of English texts: of both families only the letters that the catalogues use, in
 * the weights that the styles use (src/app/theme/fonts.css). The page asks for them together with
 * its styles, so that text is painted in its own letters.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('node_modules/.cache/basic-fonts', import.meta.url));

/** U+0020 to U+007E, and what English texts have beside it; the same as in fonts.css. */
export const basicCharacters =
  String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, at) => 0x20 + at)) +
  '\u00A0·×\u2009–—‘’“”•…\u202F';

const fonts = [
  {
    name: 'text-basic',
    source:
      '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
    weight: { min: 400, max: 700 },
  },
  {
    name: 'headings-basic',
    source: '@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2',
    weight: 600,
  },
] as const;

async function makeFonts(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const { name, source, weight } of fonts) {
    const whole = readFileSync(resolve(source));
    const key = createHash('sha256').update(whole).update(basicCharacters).digest('hex');
    const [file, note] = [join(folder, `${name}.woff2`), join(folder, `${name}.key`)];
    if (existsSync(file) && existsSync(note) && readFileSync(note, 'utf8') === key) continue;
    const axes = { wght: weight };
    const options = { targetFormat: 'woff2', variationAxes: axes } as const;
    writeFileSync(file, await subsetFont(whole, basicCharacters, options));
    writeFileSync(note, key);
  }
}

export function basicFonts(): Plugin {
  return {
    name: 'basic-fonts',
    async config() {
      await makeFonts();
      return { resolve: { alias: [{ find: /^basic-fonts/, replacement: folder }] } };
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_page, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => /-basic-[^/]*\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: '',
              href: `/${file}`,
            },
            injectTo: 'head',
          })),
    },
  };
}
