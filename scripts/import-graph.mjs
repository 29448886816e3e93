/**
 * The import graph of the repository, read by dependency-cruiser with .dependency-cruiser.cjs,
 * and the folder cycles in it. The folder rules of dependency-cruiser miss a cycle when one of
 * two folders is imported by the path of a subfolder, so the cycles are computed here.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, format } from 'dependency-cruiser';
import { inRoot, root } from './paths.mjs';

/** @typedef {import('dependency-cruiser').ICruiseResult} ICruiseResult */
/** @typedef {{ from: string, to: string }} Import a file imports another; both by their path */
/** @typedef {{ folder: string, members: string[], imports: Import[] }} FolderCycle */

const cruised = ['packages', 'apps', 'tools', 'e2e', 'bench', 'scripts'];

/**
 * Reads all imports of a repository and holds them to the rules.
 * @param {string} [folder]
 * @returns {Promise<ICruiseResult>}
 */
export async function importGraph(folder = root) {
  const config = createRequire(import.meta.url)(inRoot('.dependency-cruiser.cjs'));
  const { output } = await cruise(
    cruised.filter((path) => existsSync(join(folder, path))),
    { ...config.options, ruleSet: config, validate: true, baseDir: folder },
  );
  if (typeof output === 'string') throw new Error(output);
  return output;
}

/**
 * @param {ICruiseResult} graph
 * @returns {Promise<{ violations: number, report: string }>}
 */
export async function ruleViolations(graph) {
  const { output } = await format(graph, { outputType: 'err-long' });
  return { violations: graph.summary.error, report: String(output) };
}

/**
 * @param {{ modules: { source: string, dependencies: { resolved: string }[] }[] }} graph
 * @returns {Import[]} the imports inside each package's src, those of types included
 */
export function importsInside({ modules }) {
  const source = /^(?:packages|apps|tools)\/[^/]+\/src\//;
  return modules.flatMap(({ source: from, dependencies }) => {
    const [own] = source.exec(from) ?? [];
    return dependencies
      .filter(({ resolved }) => own !== undefined && resolved.startsWith(own))
      .map(({ resolved }) => ({ from, to: resolved }));
  });
}

/**
 * Strongly connected parts of a graph (Tarjan), those of one node left out.
 * @param {Map<string, Set<string>>} graph
 * @returns {string[][]}
 */
function connectedParts(graph) {
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const marks = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const parts = [];
  const enter = (/** @type {string} */ node) => {
    const mark = { index: marks.size, low: marks.size, open: true };
    marks.set(node, mark);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = marks.get(next) ?? enter(next);
      if (known.open) mark.low = Math.min(mark.low, known.low);
    }
    if (mark.low === mark.index) {
      const part = stack.splice(stack.indexOf(node));
      for (const member of part) {
        const closed = marks.get(member);
        if (closed) closed.open = false;
      }
      if (part.length > 1) parts.push(part.sort());
    }
    return mark;
  };
  for (const node of graph.keys()) if (!marks.has(node)) enter(node);
  return parts;
}

/**
 * Folder cycles: looks at each folder as a list of entries, files and subfolders, and finds the
 * entries that import one another in a circle, at least one of them a subfolder. What lies in a
 * subfolder counts for that subfolder. A file may lie above the folders that it joins (index,
 * main): that is no cycle unless they import it.
 * @param {Import[]} imports
 * @returns {FolderCycle[]} with the imports that make each
 */
export function folderCycles(imports) {
  /** @type {Map<string, { from: string, to: string, by: Import }[]>} */
  const levels = new Map();
  for (const each of imports) {
    const from = each.from.split('/');
    const to = each.to.split('/');
    let shared = 0;
    while (shared < from.length && from[shared] === to[shared]) shared += 1;
    const folder = from.slice(0, shared).join('/');
    const entry = (/** @type {string[]} */ path) => path.slice(0, shared + 1).join('/');
    if (from.length === shared) continue;
    const edges = levels.get(folder) ?? [];
    edges.push({ from: entry(from), to: entry(to), by: each });
    levels.set(folder, edges);
  }
  const files = new Set(imports.flatMap(({ from, to }) => [from, to]));
  return [...levels].sort().flatMap(([folder, edges]) => {
    /** @type {Map<string, Set<string>>} */
    const graph = new Map();
    for (const { from, to } of edges) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    return connectedParts(graph)
      .filter((members) => members.some((member) => !files.has(member)))
      .map((members) => ({
        folder,
        members,
        imports: edges
          .filter(({ from, to }) => members.includes(from) && members.includes(to))
          .map(({ by }) => by),
      }));
  });
}

/** @returns {string} the cycle with, for each pair of its members, the files that import */
export function cycleReport(/** @type {FolderCycle} */ { folder, members, imports }) {
  const within = (/** @type {string} */ path) => path.slice(folder.length + 1);
  const memberOf = (/** @type {string} */ path) =>
    within(members.find((member) => path === member || path.startsWith(`${member}/`)) ?? path);
  /** @type {Map<string, Set<string>>} */
  const pairs = new Map();
  for (const { from, to } of imports) {
    const pair = `${memberOf(from)} → ${memberOf(to)}`;
    pairs.set(pair, (pairs.get(pair) ?? new Set()).add(`${within(from)} → ${within(to)}`));
  }
  const most = 3;
  return [
    `${folder}: ${members.map(within).join(', ')} import one another.`,
    // The rarest first: there a cycle is most easily broken.
    ...[...pairs]
      .sort(([, one], [, other]) => one.size - other.size)
      .map(([pair, all]) => {
        const more = all.size > most ? `, and ${all.size - most} more` : '';
        return `  ${pair} (${all.size}): ${[...all].sort().slice(0, most).join(', ')}${more}`;
      }),
  ].join('\n');
}
