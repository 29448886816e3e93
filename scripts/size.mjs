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
    budget: 29,
    own: /^src\/(participant|pages)\/|^src\/desk\/receipt|^src\/lib\/i18n\/reason-texts|\/(own|pages)\.po/,
  },
  // The texts for screen readers; announcements begin when they are loaded.
  spoken: { budget: 12, own: /^src\/circle\/speech\/|\/speech\.po/ },
  // Showing and entering a return code, and the page after signing out.
  'sign-in': { budget: 14, own: /^src\/sign-in\/|\/sign-in\.po/ },
  // Where a way back leads; without the live connection and the screen of a meeting.
  place: { budget: 14, own: /^src\/place\/|\/place\.po/ },
  facilitator: { budget: 110, own: /^src\/(facilitator|desk)\/|\/leading\.po/ },
  organiser: { budget: 160, own: /^src\/(organiser|desk|lib\/push)\/|\/leading\.po/ },
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

/**
 * What a page loads before its screen can be used, in kilobytes of gzip: the files that it names,
 * which are all that its route needs (apps/web/vite-route-pages.ts). e2e/test/delivery.test.ts
 * counts the requests of a browser against it.
 */
const pageBudgets = {
  join: { scripts: 120, withStyles: 130 },
  circle: { scripts: 164, withStyles: 178 },
};

/** Everything of a folder but what other parts share or load later. */
const code = {
  circle:
    'src/circle/(?!model/(circle-context|membership-context|open-calls)|circle\\.lazy|speech/speech\\.lazy)',
  facilitator: 'src/facilitator/(?!facilitator\\.lazy)',
  live: '(socket|engine)\\.io',
  organiser: 'src/(organiser|desk)/',
  pages: 'src/pages/(?!pages\\.lazy)',
  participant: 'src/participant/(?!participant\\.lazy)',
};
/** The sources that a page must not load. */
const strangers = {
  join: [...Object.values(code), 'locales/en/(?!messages)'],
  pages: [code.circle, code.facilitator, code.live, code.organiser, 'src/join/join-page'],
  circle: [code.facilitator, code.organiser, code.pages, 'locales/en/(?!messages|circle)'],
  // Its inbox is live (ALR-6).
  organiser: [code.circle, code.facilitator, 'locales/en/(?!messages|leading)'],
};

/** @returns {string[]} the files of a built page, as paths below the built folder */
function filesOfPage(/** @type {string} */ page) {
  const html = readFileSync(join(builtWeb, `${page}.html`), 'utf8');
  const shown = html.replace(/<noscript>.*?<\/noscript>/gs, '');
  return [...shown.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file = '']) => file);
}

/** @returns {{ title: string, kilobytes: number, budget: number }[]} */
export function measurePages() {
  const weigh = (/** @type {string[]} */ files) =>
    files.reduce((sum, file) => sum + readFileSync(join(builtWeb, `${file}.gz`)).length / 1000, 0);
  return Object.entries(pageBudgets).flatMap(([page, { scripts, withStyles }]) => {
    const files = [...new Set(filesOfPage(page))];
    const ofScripts = files.filter((file) => file.endsWith('.js'));
    return [
      { title: `${page} page, scripts`, kilobytes: weigh(ofScripts), budget: scripts },
      { title: `${page} page, with styles`, kilobytes: weigh(files), budget: withStyles },
    ];
  });
}

/** @returns {string[]} a sentence for each source that a page loads and does not need */
export function strangersInPages() {
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  return Object.entries(strangers).flatMap(([page, patterns]) => {
    const pattern = new RegExp(patterns.join('|'));
    const files = new Set(filesOfPage(page));
    return list
      .filter(({ file }) => files.has(file))
      .flatMap(({ sources }) => sources.filter((source) => pattern.test(source)))
      .map((source) => `${source} is loaded by the ${page} page.`);
  });
}

/** @returns {string[]} sources of the gallery that the production build contains; none is right */
export function builtGallerySources() {
  /** @type {Chunk[]} */
  const list = JSON.parse(readFileSync(chunkList, 'utf8'));
  return list.flatMap(({ sources }) => sources).filter((source) => developerOnly.test(source));
}
