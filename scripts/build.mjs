/**
 * Builds the screens by vite, as apps/web/vite.config.ts says, and writes down beside it which
 * sources went into which chunk and what loads what: the size budget is counted from that.
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
