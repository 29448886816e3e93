/**
 * Builds the service worker: its source, with the addresses of what it keeps in front. These
 * are the first script and the pages that anybody may read, with their styles and fonts.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

const source = new URL('service-worker.js', import.meta.url);
/** Its files have no hash of their content in their name. */
const publicFolder = fileURLToPath(new URL('public/', import.meta.url));
/** Loaded by a press or another address, and needed without a connection; none holds data. */
const offlineChunks =
  /src\/pages\/pages\.bundle\.ts$|src\/place\/place-page\.tsx$|locales\/en\/(pages|place)\.po$|src\/app\/support\//;
const fontPattern = /-basic-[^/]*\.woff2$/;

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const shell = ['/layers.css', '/icon.svg', ...offlineFiles(bundle).map((file) => `/${file}`)];
      const worker = readFileSync(source, 'utf8');
      const unnamed = ['layers.css', 'icon.svg'].map((name) => readFileSync(publicFolder + name));
      const hash = createHash('sha256').update(shell.join()).update(worker);
      const version = unnamed.reduce((sum, content) => sum.update(content), hash).digest('hex');
      this.emitFile({
        type: 'asset',
        fileName: 'service-worker.js',
        source: `const version = '${version.slice(0, 12)}';\nconst shell = ${JSON.stringify(shell)};\n${worker}`,
      });
    },
  };
}

function offlineFiles(bundle: Rolldown.OutputBundle): readonly string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
  const kept = new Set(chunks.filter(({ isEntry }) => isEntry));
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  for (const chunk of kept) {
    const named = chunk.dynamicImports.filter((file) =>
      byFile.get(file)?.moduleIds.some((id) => offlineChunks.test(id)),
    );
    for (const file of [...chunk.imports, ...named]) {
      const next = byFile.get(file);
      if (next) kept.add(next);
    }
  }
  const styles = [...kept].flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  const fonts = Object.keys(bundle).filter((file) => fontPattern.test(file));
  return [...new Set([...[...kept].map(({ fileName }) => fileName), ...styles, ...fonts])];
}
