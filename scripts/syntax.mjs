/**
 * Parses TypeScript and walks the syntax tree. TypeScript 7 has no API for that, so the parser is
 * swc, as for dependency-cruiser.
 */
import { parseSync } from '@swc/core';

/**
 * A node of the tree. Spans count bytes of the file from 1; `end` is exclusive. Declarations,
 * functions and expressions have one; some nodes inside of them have none.
 * @typedef {{ type: string, span: { start: number, end: number }, [key: string]: unknown }} SyntaxNode
 */

/** @returns {value is SyntaxNode} */
const isNode = (/** @type {unknown} */ value) =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/**
 * @param {string} path says whether the text may hold JSX
 * @param {string} text
 * @returns {SyntaxNode[]} the top-level statements
 * @throws with the path when the text is not valid
 */
export function parse(path, text) {
  try {
    const tsx = path.endsWith('.tsx');
    /** @type {{ body: unknown[] }} */
    const { body } = parseSync(text, { syntax: 'typescript', tsx, target: 'es2024' });
    return body.filter(isNode);
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${error instanceof Error ? error.message : error}`);
  }
}

/** Collects the nodes directly below a value; swc nests some in plain objects and lists. */
function collectNodes(/** @type {unknown} */ value, /** @type {SyntaxNode[]} */ nodes) {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) nodes.push(value);
  else for (const inner of Object.values(value)) collectNodes(inner, nodes);
}

/**
 * Calls `visit` for each node, from the outside in, with the nodes around it.
 * @param {SyntaxNode[]} nodes
 * @param {(node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void} visit `ancestors` holds
 *   the nearest last, and only during the call
 * @param {SyntaxNode[]} [ancestors]
 */
export function walk(nodes, visit, ancestors = []) {
  for (const node of nodes) {
    visit(node, ancestors);
    /** @type {SyntaxNode[]} */
    const children = [];
    for (const value of Object.values(node)) collectNodes(value, children);
    ancestors.push(node);
    walk(children, visit, ancestors);
    ancestors.pop();
  }
}

/**
 * @returns {(offset: number) => number} the line, from 1, of an offset in a span
 */
export function lineFinder(/** @type {string} */ text) {
  const bytes = Buffer.from(text);
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset - 1) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** The name that an identifier node holds. @returns {string | undefined} */
export const nameOf = (/** @type {unknown} */ node) =>
  isNode(node) && typeof node.value === 'string' ? node.value : undefined;

/** A child node by its key. @returns {SyntaxNode | undefined} */
export function childOf(/** @type {SyntaxNode} */ node, /** @type {string} */ key) {
  const child = node[key];
  return isNode(child) ? child : undefined;
}

/** A list of child nodes by its key. @returns {SyntaxNode[]} */
export function childList(/** @type {SyntaxNode} */ node, /** @type {string} */ key) {
  const list = node[key];
  return Array.isArray(list) ? list.filter(isNode) : [];
}
