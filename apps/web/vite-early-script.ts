/**
 * Puts the script of the ways out (src/app/leave/early-script.ts) into the page as a script of its own, before
 * the screens: it loads and runs whatever becomes of them (PAGE-1).
 */
import type { Plugin } from 'vite';

const name = 'ways';
const source = 'src/app/leave/early-script.ts';

export function earlyScript(): Plugin {
  let builds = false;
  return {
    name: 'ways',
    config: (_config, { command }) => {
      builds = command === 'build';
      return { build: { rolldownOptions: { input: { index: 'index.html', [name]: source } } } };
    },
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle }) {
        const built = Object.values(bundle ?? {}).find(
          (each) => each.type === 'chunk' && each.isEntry && each.name === name,
        );
        if (builds && !built) throw new Error(`The build has no ${name}.`);
        const src = built ? `/${built.fileName}` : `/${source}`;
        return [{ tag: 'script', attrs: { type: 'module', src }, injectTo: 'head' }];
      },
    },
  };
}
