/**
 * The size budget of the built screens: what a person has to download of scripts, as gzip. A
 * chunk counts for everybody who can come to load it; what only facilitators or organisers
 * load counts for them alone, beside what they share with participants.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtWeb, chunkList } from './paths.mjs';

/** Kilobytes (1,000 bytes) of gzip, and the sources that nobody else loads. */
const parts = {
  participant: { budget: 164, own: /^$/ },
  // Beside the circle: opened on a press, or read when it is over; fetched while one rests.
  'participant, later': {
    budget: 28,
    own: /^src\/(participant|pages)\/|^src\/desk\/receipt|^src\/lib\/i18n\/reason-texts|\/(own|pages)\.po/,
  },
  // What is spoken of a circle; it begins to speak when this is there.
  spoken: { budget: 12, own: /^src\/circle\/speech\/|\/speech\.po/ },
  // A return code, typing one, and being signed out.
  'sign-in': { budget: 14, own: /^src\/sign-in\/|\/sign-in\.po/ },
  facilitator: { budget: 110, own: /^src\/(facilitator|desk)\/|\/leading\.po/ },
  organiser: { budget: 160, own: /^src\/(organiser|desk)\/|\/leading\.po/ },
};
/** Made for developers. */
const apart = /^src\/gallery\//;

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

/** @returns {{ part: string, kilobytes: number, budget: number }[]} none where nothing is built */
export function measured() {
  if (!existsSync(chunkList)) return [];
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  const chunks = new Map(list.map((chunk) => [chunk.file, chunk]));
  /** A chunk is somebody's own when all of our sources in it are. */
  const made = (/** @type {Chunk} */ { sources }, /** @type {RegExp[]} */ ...of) => {
    const ours = sources.filter((source) => source.startsWith('src/'));
    return ours.length > 0 && ours.every((source) => of.some((own) => own.test(source)));
  };
  const restricted = [apart, ...Object.values(parts).map(({ own }) => own)];

  /** Everything that is loaded from these on, without entering what is restricted. */
  const reached = (/** @type {Chunk[]} */ first) => {
    const seen = new Set(first);
    for (const { imports, dynamicImports } of seen) {
      for (const file of [...imports, ...dynamicImports]) {
        const next = chunks.get(file);
        if (next && !made(next, ...restricted)) seen.add(next);
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
        : reached(list.filter((chunk) => made(chunk, own))).difference(shared);
    return { part, kilobytes: kilobytes(loaded), budget };
  });
}
