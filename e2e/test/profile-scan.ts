/** Searches the files of a browser profile for texts, as UTF-8 and as UTF-16. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The found texts with their files, as `file: text`. The browser must be closed. */
export function findTexts(folder: string, texts: readonly string[]): readonly string[] {
  const needles = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text, 'utf8') },
    { text, bytes: Buffer.from(text, 'utf16le') },
  ]);
  const hits = contents(folder).flatMap(({ file, bytes }) =>
    needles.filter((needle) => bytes.includes(needle.bytes)).map(({ text }) => `${file}: ${text}`),
  );
  return [...new Set(hits)];
}

/** All texts in the folder that look like a join link: `/j#` with this number of characters behind it. */
export function findTokens(folder: string, letters: number): readonly string[] {
  const shape = new RegExp(`/j#([\\w.~-]{${letters}})`, 'g');
  const tokens = contents(folder).flatMap(({ bytes }) =>
    ['latin1', 'utf16le'].flatMap((encoding) =>
      [...bytes.toString(encoding as BufferEncoding).matchAll(shape)].map(
        ([, token = '']) => token,
      ),
    ),
  );
  return [...new Set(tokens)];
}

const contents = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(folder, path), bytes: readFileSync(path) }));
