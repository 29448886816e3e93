/** Writes a kit as a text that `parseKit` reads as the same kit. */
import { stringify } from 'yaml';
import type { Kit } from '../kit-http.ts';

const header = `# A kit of Holdspace: it opens a circle. Everything here can be changed with any
# text editor; the names before the colons stay as they are.
`;

/** In the order of the format, without anything that is empty. */
export function formatKit(kit: Kit): string {
  const { name, language, author, mayUse, notFor, purpose, rhythm, ...rest } = kit;
  const { phases, order, piece, resonances, agreements, shelf } = rest;
  const ordered: Kit = {
    ...{ kit: kit.kit, name, language, author, mayUse, notFor, purpose, rhythm },
    ...{ piece, order, resonances, phases, agreements, shelf },
  };
  return `${header}${stringify(ordered, { lineWidth: 96, aliasDuplicateObjects: false })}`;
}
