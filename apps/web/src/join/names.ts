/** Kind names to come in under, drawn here; the server says when one is in use already. */
import { firstNames, secondNames } from '@holdspace/protocol';

function drawn<T>(list: readonly [T, ...T[]]): T {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return list[number % list.length] ?? list[0];
}

/** A name other than the one before. */
export function anotherName(before = ''): string {
  const name = `${drawn(firstNames)} ${drawn(secondNames)}`;
  return name === before ? anotherName(before) : name;
}
