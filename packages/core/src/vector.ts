/**
 * A list of values as a tree of blocks of 32. A changed list shares all blocks but one path with
 * the list before it, so adding and replacing take the same time at any length. Values only:
 * `persistent-list.ts` gives it the reading methods and the index.
 */

/** A leaf has `items`, an inner node has `children`. */
interface VectorNode<T> {
  readonly items: readonly T[];
  readonly children: readonly VectorNode<T>[];
}

export interface Vector<T> {
  readonly length: number;
  /** Full leaves only; null while everything fits in `tail`. */
  readonly root: VectorNode<T> | null;
  /** Bits of an index that the levels below the root use. */
  readonly shift: number;
  /** The last values: 1 to 32, or none in an empty list. */
  readonly tail: readonly T[];
}

const none: readonly never[] = [];
const bits = 5;
/** Values of a full block. */
export const width = 1 << bits;
const mask = width - 1;

const tailStart = ({ length, tail }: Vector<unknown>): number => length - tail.length;

export const emptyVector: Vector<never> = { length: 0, root: null, shift: 0, tail: none };

/** The value at a whole number from 0; undefined outside the list. */
export function vectorAt<T>(vector: Vector<T>, index: number): T | undefined {
  return blockAt(vector, index)?.[index & mask];
}

/** The block of up to 32 values that holds this index; undefined outside the list. */
export function blockAt<T>(vector: Vector<T>, index: number): readonly T[] | undefined {
  if (index < 0 || index >= vector.length) return undefined;
  if (index >= tailStart(vector)) return vector.tail;
  let node: VectorNode<T> | null | undefined = vector.root;
  for (let shift = vector.shift; shift > 0; shift -= bits) {
    node = node?.children[(index >>> shift) & mask];
  }
  return node?.items;
}

export function vectorAppend<T>(vector: Vector<T>, item: T): Vector<T> {
  const { length, root, shift, tail } = vector;
  if (tail.length < width) return { length: length + 1, root, shift, tail: [...tail, item] };
  const leaf: VectorNode<T> = { items: tail, children: none };
  const at = length - width;
  const next = { length: length + 1, tail: [item] };
  if (root === null) return { ...next, root: leaf, shift: 0 };
  // The tree is full when its index needs one more digit.
  if (at >>> bits >= 1 << shift) {
    const children = [root, nodePath(leaf, shift)];
    return { ...next, root: { items: none, children }, shift: shift + bits };
  }
  return { ...next, root: nodeWithLeaf(root, shift, at, leaf), shift };
}

/** A block of values that is read when somebody needs it, and the text that it is read from. */
export interface UnreadBlock<T> {
  readonly source: string;
  readonly read: (source: string) => readonly T[];
}

/** What the leaves that came out of a store were read from, so that they are not encoded again. */
const sources = new WeakMap<VectorNode<unknown>, string>();

/** `items` is a property of its own, so that a deep comparison reads it. */
function unreadLeaf<T>({ source, read }: UnreadBlock<T>): VectorNode<T> {
  let known: readonly T[] | null = null;
  const leaf: VectorNode<T> = {
    get items() {
      known ??= read(source);
      return known;
    },
    children: none,
  };
  sources.set(leaf, source);
  return leaf;
}

/** A list of full blocks, which are read when they are needed, and up to 32 values behind them. */
export function vectorOfBlocks<T>(
  blocks: readonly UnreadBlock<T>[],
  tail: readonly T[],
): Vector<T> {
  let nodes = blocks.map(unreadLeaf);
  let shift = 0;
  while (nodes.length > 1) {
    const parents: VectorNode<T>[] = [];
    for (let at = 0; at < nodes.length; at += width) {
      parents.push({ items: none, children: nodes.slice(at, at + width) });
    }
    nodes = parents;
    shift += bits;
  }
  return { length: blocks.length * width + tail.length, root: nodes[0] ?? null, shift, tail };
}

/** The block at each multiple of 32: its text where it came out of a store, else its values. */
export function* vectorBlocks<T>(vector: Vector<T>): Generator<string | readonly T[], undefined> {
  yield* leavesBelow(vector.root);
  if (vector.tail.length > 0) yield vector.tail;
}

function* leavesBelow<T>(node: VectorNode<T> | null): Generator<string | readonly T[], undefined> {
  if (node === null) return;
  for (const child of node.children) yield* leavesBelow(child);
  if (node.children.length === 0) yield sources.get(node) ?? node.items;
}

/** The list with another value at an index that it has. */
export function vectorWith<T>(vector: Vector<T>, index: number, item: T): Vector<T> {
  const start = tailStart(vector);
  if (index >= start) return { ...vector, tail: vector.tail.with(index - start, item) };
  const { root, shift } = vector;
  return root === null ? vector : { ...vector, root: nodeWithItem(root, shift, index, item) };
}

/** A leaf as the first of a subtree of that height. */
const nodePath = <T>(leaf: VectorNode<T>, shift: number): VectorNode<T> =>
  shift === 0 ? leaf : { items: none, children: [nodePath(leaf, shift - bits)] };

function nodeWithLeaf<T>(
  node: VectorNode<T>,
  shift: number,
  at: number,
  leaf: VectorNode<T>,
): VectorNode<T> {
  const child = node.children[(at >>> shift) & mask];
  // The leaf is always the next one, so a missing child is the next one too.
  if (child === undefined) {
    return { items: none, children: [...node.children, nodePath(leaf, shift - bits)] };
  }
  const changed = nodeWithLeaf(child, shift - bits, at, leaf);
  return { items: none, children: node.children.with(-1, changed) };
}

function nodeWithItem<T>(
  node: VectorNode<T>,
  shift: number,
  index: number,
  item: T,
): VectorNode<T> {
  if (shift === 0) return { items: node.items.with(index & mask, item), children: none };
  const i = (index >>> shift) & mask;
  const child = node.children[i];
  if (child === undefined) return node;
  const children = node.children.with(i, nodeWithItem(child, shift - bits, index, item));
  return { items: none, children };
}
