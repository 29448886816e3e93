/**
 * Puts the lists of commands and of view fields into the bundle as constants: the tables of core,
 * from which they are taken, stay out of the browser.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const modules = [
  '@holdspace/protocol/command-lists',
  '@holdspace/protocol/command-roles',
  '@holdspace/protocol/view-lists',
] as const;

export function commandLists(): Plugin {
  const files = modules.map((module) => fileURLToPath(import.meta.resolve(module)));
  return {
    name: 'command-lists',
    async load(id) {
      if (!files.includes(id)) return null;
      const lists: Readonly<Record<string, unknown>> = await import(id);
      return Object.entries(lists)
        .map(([name, list]) => `export const ${name} = ${JSON.stringify(list)};`)
        .join('\n');
    },
  };
}
