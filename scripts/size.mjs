/**
 * The size budget of the built screens: what a person has to download, as gzip, before and
 * while they are in a circle. A chunk counts for everybody who can come to load it; what only
 * organisers or facilitators load counts for them alone.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtWeb } from './place.mjs';

/** Kilobytes (1,000 bytes) of gzip; a part's chunk is named after it. */
const budgets = { participant: 130, facilitator: 110, organiser: 160 };
/** Made for developers, loaded by nobody else. */
const apart = ['gallery'];

const reference = /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** @returns {{ part: string, kilobytes: number, budget: number }[]} */
export function measured() {
  const assets = join(builtWeb, 'assets');
  if (!existsSync(assets)) return [];
  const texts = new Map(
    readdirSync(assets)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readFileSync(join(assets, name), 'utf8')]),
  );
  const lazyParts = [...Object.keys(budgets), ...apart].filter((part) => part !== 'participant');
  const partOf = (/** @type {string} */ chunk) =>
    lazyParts.find((part) => chunk.startsWith(`${part}-`));

  /** Everything loaded from these chunks on, without entering a part of somebody else. */
  const reached = (/** @type {string[]} */ begin, /** @type {Set<string>} */ seen) => {
    const todo = [...begin];
    for (let chunk = todo.pop(); chunk !== undefined; chunk = todo.pop()) {
      if (seen.has(chunk) || !texts.has(chunk)) continue;
      seen.add(chunk);
      for (const [, next] of (texts.get(chunk) ?? '').matchAll(reference)) {
        if (next && !partOf(next)) todo.push(next);
      }
    }
    return seen;
  };
  const gzipped = (/** @type {Iterable<string>} */ chunks) =>
    [...chunks].reduce((sum, chunk) => sum + gzipSync(texts.get(chunk) ?? '').length, 0) / 1000;

  const page = readFileSync(join(builtWeb, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="[^"]*?([^"/]+\.js)"/g)].map(
    ([, name = '']) => name,
  );
  const shared = reached(first, new Set());
  return Object.entries(budgets).flatMap(([part, budget]) => {
    if (part === 'participant') return [{ part, kilobytes: gzipped(shared), budget }];
    const own = [...texts.keys()].filter((chunk) => partOf(chunk) === part);
    if (own.length === 0) return [];
    const loaded = [...reached(own, new Set())].filter((chunk) => !shared.has(chunk));
    return [{ part, kilobytes: gzipped(loaded), budget }];
  });
}
