/** The kits that come along with the server (KIT-2): the files of kits/, read when first asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kit, KitSummary } from '@holdspace/protocol';
import { parseKit } from '@holdspace/protocol/kit';

const kitsFolder = fileURLToPath(new URL('../../../../kits', import.meta.url));
const extension = '.yaml';

/** What every id of a kit that comes along looks like; no text of a kit does. */
const kitId = /^[a-z][a-z\d-]{0,40}$/;
export const isKitId = (text: string): boolean => kitId.test(text);

/** In the order of their ids. */
export class KitLibrary {
  readonly #folder: string;
  #kits: ReadonlyMap<string, Kit> | null = null;

  constructor(folder = kitsFolder) {
    this.#folder = folder;
  }

  find(id: string): Kit | null {
    return this.#read().get(id) ?? null;
  }

  summaries(): KitSummary[] {
    return [...this.#read()].map(
      ([id, { name, language, author, purpose, mayUse, notFor = [] }]) => ({
        ...{ id, name, language, author, purpose, mayUse, notFor },
      }),
    );
  }

  /** Throws for a kit of ours that cannot be read: a fault of this version. */
  #read(): ReadonlyMap<string, Kit> {
    this.#kits ??= new Map(
      readdirSync(this.#folder)
        .filter((file) => file.endsWith(extension))
        .sort()
        .map((file) => [file.slice(0, -extension.length), readKit(join(this.#folder, file))]),
    );
    return this.#kits;
  }
}

function readKit(file: string): Kit {
  const parsed = parseKit(readFileSync(file, 'utf8'));
  if ('faults' in parsed) throw new Error(`${file}: ${parsed.faults[0]?.message}`);
  return parsed.kit;
}
