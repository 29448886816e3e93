/**
 * The import graph of the repository, read by dependency-cruiser with .dependency-cruiser.cjs,
 * and the folder cycles in it. They are computed here, because the folder rules of
 * dependency-cruiser do not see a cycle between a folder and its own subfolder.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { cruise, format } from 'dependency-cruiser';
import { inRoot, root } from './paths.mjs';

/** @typedef {import('dependency-cruiser').ICruiseResult} ICruiseResult */
/** @typedef {{ from: string, to: string }} Import a file imports another; both by their path */
/** @typedef {{ members: string[], imports: Import[] }} FolderCycle */

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
 * The folder of a file, with `/` at its end. Files directly in src are the roots of a package or
 * shared by all of it: each of them is a node for itself.
 */
const nodeOf = (/** @type {string} */ path) =>
  /^[^/]+\/[^/]+\/src\/[^/]+$/.test(path) ? path : `${posix.dirname(path)}/`;

/**
 * Finds folders that import one another in a circle. A folder is the files directly in it; its
 * subfolders are folders of their own, and may be imported by it or import it, not both.
 * @param {Import[]} imports
 * @returns {FolderCycle[]} with the imports that make each
 */
export function folderCycles(imports) {
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  for (const { from, to } of imports) {
    const node = nodeOf(from);
    if (node !== nodeOf(to)) graph.set(node, (graph.get(node) ?? new Set()).add(nodeOf(to)));
  }
  return connectedParts(graph)
    .filter((members) => members.some((member) => member.endsWith('/')))
    .map((members) => ({
      members,
      imports: imports.filter(
        ({ from, to }) =>
          nodeOf(from) !== nodeOf(to) &&
          members.includes(nodeOf(from)) &&
          members.includes(nodeOf(to)),
      ),
    }));
}

/** @returns {string} the cycle with, for each pair of its members, the files that import */
export function cycleReport(/** @type {FolderCycle} */ { members, imports }) {
  const [source = ''] = /^[^/]+\/[^/]+\/src/.exec(members[0] ?? '') ?? [];
  const within = (/** @type {string} */ path) => path.slice(source.length + 1);
  /** @type {Map<string, Set<string>>} */
  const pairs = new Map();
  for (const { from, to } of imports) {
    const pair = `${within(nodeOf(from))} → ${within(nodeOf(to))}`;
    pairs.set(pair, (pairs.get(pair) ?? new Set()).add(`${within(from)} → ${within(to)}`));
  }
  const most = 3;
  return [
    `${source}: ${members.map(within).join(', ')} import one another.`,
    // The rarest first: there a cycle is most easily broken.
    ...[...pairs]
      .sort(([, one], [, other]) => one.size - other.size)
      .map(([pair, all]) => {
        const more = all.size > most ? `, and ${all.size - most} more` : '';
        return `  ${pair} (${all.size}): ${[...all].sort().slice(0, most).join(', ')}${more}`;
      }),
  ].join('\n');
}
