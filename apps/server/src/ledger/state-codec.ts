/**
 * A state as text and back. Beside plain values a state has maps, sets and persistent lists; each
 * is an object with one tagged field. A list of the state lies in blocks of its own: a block is
 * decoded when somebody needs one of its items, and one that nobody changed is written again as it
 * was read. What a state may not have is refused when it is written.
 */
import { PersistentList } from '@holdspace/core';

type Tag = '$map' | '$set' | '$list';

/** Not a state that this program can write or read. */
export class UnknownShape extends Error {
  override name = 'UnknownShape';
}

export interface EncodedState {
  /** Plain values for JSON; a list names its blocks. */
  readonly plain: unknown;
  /** Each encodes one block, to a text without a line break. Throws UnknownShape as well. */
  readonly blocks: readonly (() => string)[];
}

/** Throws UnknownShape for what JSON does not keep. */
export function encodeState(state: object): EncodedState {
  const blocks: (() => string)[] = [];
  const plain = Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      if (!(value instanceof PersistentList)) return [name, plainOf(value)];
      const first = blocks.length;
      for (const block of value.blocks()) blocks.push(() => encodeBlock(block));
      return [name, { $list: [first, blocks.length] }];
    }),
  );
  refuseTags(state);
  return { plain, blocks };
}

/**
 * Of values that JSON.parse returned, which it changes, and of its blocks. `initial` has the fields
 * of the state, and the empty list of each persistent list. Throws UnknownShape for other fields.
 */
export function decodeState<State extends object>(
  plain: unknown,
  blocks: readonly string[],
  initial: State,
): State {
  if (typeof plain !== 'object' || plain === null) throw new UnknownShape('It is no object.');
  const fields = plain as Record<string, unknown>;
  const expected = Object.entries(initial);
  if (Object.keys(fields).length !== expected.length)
    throw new UnknownShape('It has other fields.');
  const entries = expected.map(([name, empty]) => {
    const value = fields[name];
    if (value === undefined) throw new UnknownShape(`It has no field ${name}.`);
    const list = listIn(value);
    if (empty instanceof PersistentList !== (list !== null)) {
      throw new UnknownShape(`${name} is another kind of list.`);
    }
    if (!list) return [name, revive(value)];
    return [name, (empty as PersistentList<unknown>).restore(blocks.slice(...list), decodeBlock)];
  });
  return Object.fromEntries(entries);
}

/** From which block to which a list goes; null for what is no list. */
const listIn = (value: unknown): readonly [number, number] | null =>
  typeof value === 'object' && value !== null && '$list' in value
    ? (value.$list as readonly [number, number])
    : null;

/**
 * The items of a block: the names of their fields, then the values of each, where all have the same
 * fields and plain values; else null and the items.
 */
function encodeBlock(block: string | readonly unknown[]): string {
  if (typeof block === 'string') return block;
  const names = Object.keys(block[0] ?? {});
  const rows = block.map((item) => valuesOf(item, names));
  return JSON.stringify(rows.includes(null) ? [null, ...block.map(plainOf)] : [names, ...rows]);
}

/** Null for an item that has other fields, or more than plain values in them. */
function valuesOf(item: unknown, names: readonly string[]): unknown[] | null {
  if (typeof item !== 'object' || item === null || !isRecord(item)) return null;
  const entries = Object.entries(item);
  const isAlike =
    entries.length === names.length &&
    entries.every(([name, value], i) => name === names[i] && isScalar(value));
  return isAlike ? entries.map(([, value]) => value) : null;
}

function decodeBlock(text: string): readonly unknown[] {
  const [names, ...rows] = JSON.parse(text) as [readonly string[] | null, ...unknown[]];
  if (names === null) return rows.map(revive);
  return (rows as readonly unknown[][]).map((values) => {
    const item: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) item[names[i] as string] = values[i];
    return item;
  });
}

const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

const isRecord = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function plainOf(value: unknown): unknown {
  if (isScalar(value)) return value;
  if (typeof value !== 'object' || value === null) {
    throw new UnknownShape(`A ${typeof value} cannot be kept.`);
  }
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Map) {
    return tagged(
      '$map',
      [...value].map(([key, item]) => [key, plainOf(item)]),
    );
  }
  if (value instanceof Set) return tagged('$set', [...value]);
  if (!isRecord(value)) throw new UnknownShape(`A ${value.constructor.name} cannot be kept.`);
  refuseTags(value);
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) fields[name] = plainOf(field);
  }
  return fields;
}

const tagged = (tag: Tag, items: unknown): unknown => ({ [tag]: items });

function refuseTags(value: object): void {
  for (const name of Object.keys(value)) {
    if (name.startsWith('$')) throw new UnknownShape(`A field ${name} cannot be kept.`);
  }
}

/** In place, since it was just parsed. */
function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revive(value[i]);
    return value;
  }
  const fields = value as Record<string, unknown> & { readonly [tag in Tag]?: unknown[] };
  if (fields.$map) {
    const entries = fields.$map as [unknown, unknown][];
    return new Map(entries.map(([key, item]) => [key, revive(item)]));
  }
  if (fields.$set) return new Set(fields.$set);
  for (const name in fields) fields[name] = revive(fields[name]);
  return fields;
}
