/**
 * Measures the built screens against the size budgets: the scripts that a person downloads, as
 * gzip. A chunk counts for every role that can load it. What only facilitators or organisers
 * load counts in their budgets, without what they share with participants.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtWeb, chunkList } from './paths.mjs';

/** Kilobytes (1,000 bytes) of gzip, and the sources that only this part loads. */
const parts = {
  participant: { budget: 164, own: /^$/ },
  // Opened by a press, or read after the meeting; fetched while the browser is idle.
  'participant, later': {
    budget: 28,
    own: /^src\/(participant|pages)\/|^src\/desk\/receipt|^src\/lib\/i18n\/reason-texts|\/(own|pages)\.po/,
  },
  // The texts for screen readers; announcements begin when they are loaded.
  spoken: { budget: 12, own: /^src\/circle\/speech\/|\/speech\.po/ },
  // Showing and entering a return code, and the page after signing out.
  'sign-in': { budget: 14, own: /^src\/sign-in\/|\/sign-in\.po/ },
  facilitator: { budget: 110, own: /^src\/(facilitator|desk)\/|\/leading\.po/ },
  organiser: { budget: 160, own: /^src\/(organiser|desk)\/|\/leading\.po/ },
};
/** For people who build Holdspace: no source of it belongs into the production build. */
const developerOnly = /^src\/gallery\//;

/** @typedef {{ file: string, isEntry: boolean, imports: string[], dynamicImports: string[], sources: string[] }} Chunk */

/**
 * Files of core in the built screens beside those that the protocol hands on. The catalogue of
 * commands is one that must stay out (apps/web/vite-command-lists.ts).
 */
export function coreInScreens() {
  if (!existsSync(chunkList)) return [];
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  return list
    .flatMap(({ sources }) => sources)
    .filter((source) => /packages\/core\/src\/(?!measure\.ts$)/.test(source));
}

/** @returns {{ part: string, kilobytes: number, budget: number }[]} empty when nothing is built */
export function measureBundles() {
  if (!existsSync(chunkList)) return [];
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  const chunks = new Map(list.map((chunk) => [chunk.file, chunk]));
  /** Do all of our sources in this chunk match one of the patterns? */
  const hasOnly = (/** @type {Chunk} */ { sources }, /** @type {RegExp[]} */ ...of) => {
    const ours = sources.filter((source) => source.startsWith('src/'));
    return ours.length > 0 && ours.every((source) => of.some((own) => own.test(source)));
  };
  const restricted = Object.values(parts).map(({ own }) => own);

  /** All chunks that these load, without the restricted ones. */
  const reached = (/** @type {Chunk[]} */ first) => {
    const seen = new Set(first);
    for (const { imports, dynamicImports } of seen) {
      for (const file of [...imports, ...dynamicImports]) {
        const next = chunks.get(file);
        if (next && !hasOnly(next, ...restricted)) seen.add(next);
      }
    }
    return seen;
  };
  const kilobytes = (/** @type {Iterable<Chunk>} */ loaded) =>
    [...loaded].reduce(
      (sum, { file }) => sum + gzipSync(readFileSync(join(builtWeb, file))).length / 1000,
      0,
    );

  const shared = reached(list.filter(({ isEntry }) => isEntry));
  return Object.entries(parts).map(([part, { budget, own }]) => {
    const loaded =
      part === 'participant'
        ? shared
        : reached(list.filter((chunk) => hasOnly(chunk, own))).difference(shared);
    return { part, kilobytes: kilobytes(loaded), budget };
  });
}

/** @returns {string[]} sources of the gallery that the production build contains; none is right */
export function builtGallerySources() {
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  return list.flatMap(({ sources }) => sources).filter((source) => developerOnly.test(source));
}
