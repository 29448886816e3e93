/**
 * A state as JSON and back. Beside plain values a state has maps, sets and persistent lists; each
 * is an object with one tagged field. What a state may not have is refused when it is written.
 */
import { PersistentList } from '@holdspace/core';

type Tag = '$map' | '$set' | '$list' | '$plainList';

/** Not a state that this program can write or read. */
export class UnknownShape extends Error {
  override name = 'UnknownShape';
}

/** Plain values for JSON. Throws UnknownShape for what JSON does not keep. */
export const encodeState = (state: object): unknown => new StateWriter().plain(state);

/**
 * Of values that JSON.parse returned; it changes them. `initial` has the fields of the state, and
 * the empty list of each persistent list. Throws UnknownShape for other fields.
 */
export function decodeState<State extends object>(plain: unknown, initial: State): State {
  const read = revive(plain);
  if (typeof read !== 'object' || read === null) throw new UnknownShape('It is no object.');
  const fields = read as Record<string, unknown>;
  const expected = Object.entries(initial);
  if (Object.keys(fields).length !== expected.length)
    throw new UnknownShape('It has other fields.');
  const entries = expected.map(([name, empty]) => {
    const value = fields[name];
    if (value === undefined) throw new UnknownShape(`It has no field ${name}.`);
    if (empty instanceof PersistentList !== value instanceof ListItems) {
      throw new UnknownShape(`${name} is another kind of list.`);
    }
    return [name, value instanceof ListItems ? value.into(empty) : value];
  });
  return Object.fromEntries(entries);
}

/** The items of a persistent list, before the empty list that they belong to is known. */
class ListItems {
  readonly #items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.#items = items;
  }

  into(empty: PersistentList<unknown>): PersistentList<unknown> {
    return this.#items.reduce<PersistentList<unknown>>((list, item) => list.append(item), empty);
  }
}

class StateWriter {
  /** Maps, sets and lists written so far. */
  #tagged = 0;

  plain(value: unknown): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value !== 'object') throw new UnknownShape(`A ${typeof value} cannot be kept.`);
    if (Array.isArray(value)) return value.map((item) => this.plain(item));
    if (value instanceof Map) {
      return this.#tag(
        '$map',
        [...value].map(([key, item]) => [key, this.plain(item)]),
      );
    }
    if (value instanceof Set) return this.#tag('$set', [...value]);
    if (value instanceof PersistentList) return this.#list(value);
    return this.#fields(value);
  }

  #list(list: PersistentList<unknown>): unknown {
    const before = this.#tagged;
    const items = [...list].map((item) => this.plain(item));
    return this.#tag(this.#tagged === before ? '$plainList' : '$list', items);
  }

  #fields(value: object): unknown {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new UnknownShape(`A ${value.constructor.name} cannot be kept.`);
    }
    const fields: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(value)) {
      if (name.startsWith('$')) throw new UnknownShape(`A field ${name} cannot be kept.`);
      if (field !== undefined) fields[name] = this.plain(field);
    }
    return fields;
  }

  #tag(tag: Tag, items: unknown): unknown {
    this.#tagged++;
    return { [tag]: items };
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
  // A list of thousands of messages has nothing to revive.
  if (fields.$plainList) return new ListItems(fields.$plainList);
  if (fields.$list) return new ListItems(fields.$list.map(revive));
  for (const name in fields) fields[name] = revive(fields[name]);
  return fields;
}
