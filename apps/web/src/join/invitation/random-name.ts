/** Suggests random kind names for joining; the server refuses a name that is in use. */
import { firstNames, secondNames } from '@holdspace/protocol';

function randomItem<T>(list: readonly [T, ...T[]]): T {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return list[number % list.length] ?? list[0];
}

/** A name other than the one before. */
export function randomName(before = ''): string {
  const name = `${randomItem(firstNames)} ${randomItem(secondNames)}`;
  return name === before ? randomName(before) : name;
}
