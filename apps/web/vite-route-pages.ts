/**
 * Writes a page for each part of the screens: `index.html`, with links to what that part loads. So
 * the browser asks for all of it at once, and not for one file after the other. The server knows
 * which address gets which page (apps/server/src/http/web-app-routes.ts).
 */
import type { Plugin, Rolldown } from 'vite';

/** The modules that the routes load for each page (src/app/routes.tsx). */
const modulesOfPage: Readonly<Record<string, readonly string[]>> = {
  join: ['src/join/join-page.tsx'],
  circle: ['src/circle/circle-page.tsx', 'src/locales/en/circle.po'],
  place: ['src/place/place-page.tsx', 'src/locales/en/place.po'],
  organiser: ['src/organiser/organiser-page.tsx', 'src/locales/en/leading.po'],
  pages: ['src/pages/pages.bundle.ts', 'src/locales/en/pages.po'],
  'sign-in': ['src/sign-in/sign-in.bundle.ts', 'src/locales/en/sign-in.po'],
};

export function routePages(): Plugin {
  return {
    name: 'route-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') throw new Error('The build has no index.html.');
      const html = `${index.source}`;
      for (const [name, modules] of Object.entries(modulesOfPage)) {
        const links = filesOf(bundle, modules)
          .filter((file) => !html.includes(`"/${file}"`))
          .map((file) =>
            file.endsWith('.css')
              ? `<link rel="stylesheet" crossorigin href="/${file}">`
              : `<link rel="modulepreload" crossorigin href="/${file}">`,
          );
        const source = html.replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`);
        this.emitFile({ type: 'asset', fileName: `${name}.html`, source });
      }
    },
  };
}

/** The chunks of these modules with everything that they import, and their styles. */
function filesOf(bundle: Rolldown.OutputBundle, modules: readonly string[]): readonly string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set(
    modules.map((module) => {
      const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
      if (!chunk) throw new Error(`The build has no ${module}.`);
      return chunk;
    }),
  );
  for (const { imports } of loaded) {
    for (const file of imports) {
      const next = byFile.get(file);
      if (next) loaded.add(next);
    }
  }
  const styles = [...loaded].flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  return [...new Set([...styles, ...[...loaded].map(({ fileName }) => fileName)])];
}
