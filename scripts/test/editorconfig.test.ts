/** Editors and the formatter must not undo what the other one does. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';

/** The properties of the section for all files. */
function editorconfig() {
  const text = readFileSync(inRoot('.editorconfig'), 'utf8');
  const [, section = ''] = text.split(/^\[\*\]$/m);
  const [own = ''] = section.split(/^\[/m);
  return Object.fromEntries(
    [...own.matchAll(/^(\w+) = (.*)$/gm)].map(([, key, value]) => [key, value]),
  );
}

it('formats in .editorconfig as in biome.json', () => {
  const { formatter } = JSON.parse(readFileSync(inRoot('biome.json'), 'utf8'));
  expect(editorconfig()).toMatchObject({
    indent_style: formatter.indentStyle,
    // The defaults of biome: two spaces, line feeds.
    indent_size: `${formatter.indentWidth ?? 2}`,
    end_of_line: formatter.lineEnding ?? 'lf',
    max_line_length: `${formatter.lineWidth}`,
  });
});
