/**
 * Puts the lists of commands that the client library uses into the bundle as constants: the
 * catalogue of commands, from which they are taken, stays out of the browser.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const module = '@holdspace/protocol/command-lists';

export function commandLists(): Plugin {
  const file = fileURLToPath(import.meta.resolve(module));
  return {
    name: 'command-lists',
    async load(id) {
      if (id !== file) return null;
      const lists: Readonly<Record<string, unknown>> = await import(file);
      return Object.entries(lists)
        .map(([name, list]) => `export const ${name} = ${JSON.stringify(list)};`)
        .join('\n');
    },
  };
}
