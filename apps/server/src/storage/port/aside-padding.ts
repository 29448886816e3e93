/** Texts that wait outside the chain, padded to one length, so that a length reveals nothing. */
import { StoreFault } from './store.ts';

/** In a store every such text has so many bytes; 4,000 characters of any script fit in. */
export const paddedBytes = 12_800;

/** Throws a StoreFault for what has no room. */
export function padText(text: string): string {
  const value = `${Buffer.byteLength(text)} ${text}`;
  const room = paddedBytes - Buffer.byteLength(value);
  if (room < 0) throw new StoreFault('A text is too long to be set aside.');
  return value + ' '.repeat(room);
}

export function unpadText(value: string): string {
  const space = value.indexOf(' ');
  const bytes = Buffer.from(value.slice(space + 1));
  return bytes.subarray(0, Number(value.slice(0, space))).toString();
}
