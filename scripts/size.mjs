/**
 * The size budget of the built screens: what a person has to download of scripts, as gzip. A
 * chunk counts for everybody who can come to load it; what only facilitators or organisers
 * load counts for them alone, beside what they share with participants.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtWeb } from './place.mjs';

/** Kilobytes (1,000 bytes) of gzip, and the sources that nobody else loads. */
const parts = {
  participant: { budget: 130, sources: /^$/ },
  facilitator: { budget: 110, sources: /^src\/facilitator\/|\/leading\.po$/ },
  organiser: { budget: 160, sources: /^src\/organiser\/|\/leading\.po$/ },
};
/** Made for developers. */
const apart = /^src\/gallery\//;

/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[] }} Chunk */

/** @returns {{ part: string, kilobytes: number, budget: number }[]} none where nothing is built */
export function measured() {
  const written = join(builtWeb, '.vite', 'manifest.json');
  if (!existsSync(written)) return [];
  /** @type {Record<string, Chunk>} */
  const chunks = JSON.parse(readFileSync(written, 'utf8'));
  const names = Object.keys(chunks);
  const restricted = (/** @type {string} */ name) =>
    apart.test(name) || Object.values(parts).some(({ sources }) => sources.test(name));

  /** Everything that is loaded from these on, without entering what is restricted. */
  const reached = (/** @type {string[]} */ first) => {
    const seen = new Set(first);
    for (const name of seen) {
      const { imports = [], dynamicImports = [] } = chunks[name] ?? {};
      for (const next of imports) seen.add(next);
      for (const next of dynamicImports) if (!restricted(next)) seen.add(next);
    }
    return seen;
  };
  const shared = reached(names.filter((name) => chunks[name]?.isEntry));
  const kilobytes = (/** @type {Iterable<string>} */ loaded) =>
    [...loaded]
      .map((name) => chunks[name]?.file ?? '')
      .filter((file) => file.endsWith('.js'))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(builtWeb, file))).length, 0) / 1000;

  return Object.entries(parts).map(([part, { budget, sources }]) => {
    if (part === 'participant') return { part, kilobytes: kilobytes(shared), budget };
    const own = reached(names.filter((name) => sources.test(name))).difference(shared);
    return { part, kilobytes: kilobytes(own), budget };
  });
}
