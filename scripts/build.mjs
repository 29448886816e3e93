/**
 * Builds the screens by vite with apps/web/vite.config.ts. It also records the sources and the
 * imports of each chunk: size.mjs measures the budgets by them.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chunkList, inRoot } from './paths.mjs';

const web = inRoot('apps', 'web');
const { resolve } = createRequire(inRoot('apps', 'web', 'package.json'));
const { build } = await import(pathToFileURL(resolve('vite')).href);

await build({
  root: web,
  plugins: [
    {
      name: 'write-down-chunks',
      generateBundle(/** @type {unknown} */ _options, /** @type {Record<string, any>} */ bundle) {
        const chunks = Object.values(bundle)
          .filter(({ type }) => type === 'chunk')
          .map(({ fileName, isEntry, imports, dynamicImports, moduleIds }) => ({
            file: fileName,
            isEntry,
            imports,
            dynamicImports,
            sources: moduleIds.map((/** @type {string} */ id) => relative(web, id)),
          }));
        writeFileSync(chunkList, JSON.stringify(chunks, null, 1));
      },
    },
  ],
});
