/**
 * Which links this browser has opened and used (EXIT-4). The history of the browser keeps the
 * address of a link although the page removes it at once, so a used link must open nothing
 * here any more. Of each link there is a mark of 32 bits, salted for this browser: it opens
 * nothing and names nobody. Leaving in a hurry keeps the marks.
 */
import { browserStorage } from '../lib/storage.ts';

const key = 'links';
/** The oldest marks go first. */
const most = 200;

interface Marks {
  readonly salt: string;
  readonly used: readonly number[];
  /** Looked at and not used yet: leaving in a hurry closes them too. */
  readonly opened: readonly number[];
}

const read = (): Marks => ({
  salt: crypto.getRandomValues(new Uint32Array(4)).join(''),
  used: [],
  opened: [],
  ...browserStorage.read<Marks>(key),
});

/**
 * FNV-1a. It need not resist anybody: 32 bits cannot tell a token of 128. Capitals and spaces
 * around a token make no other link of it, here as on the server.
 */
function markOf(salt: string, token: string): number {
  let hash = 0x811c9dc5;
  for (const letter of salt + token.trim().toLowerCase()) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

const added = (list: readonly number[], ...marks: readonly number[]): readonly number[] =>
  [...new Set([...list, ...marks])].slice(-most);

export function isUsed(token: string): boolean {
  const { salt, used } = read();
  return used.includes(markOf(salt, token));
}

export function markUsed(token: string): void {
  const marks = read();
  browserStorage.write(key, { ...marks, used: added(marks.used, markOf(marks.salt, token)) });
}

export function markOpened(token: string): void {
  const marks = read();
  browserStorage.write(key, { ...marks, opened: added(marks.opened, markOf(marks.salt, token)) });
}

/** Somebody leaves in a hurry: what was looked at counts as used. */
export function closeOpened(): void {
  const marks = read();
  if (marks.opened.length === 0) return;
  browserStorage.write(key, { ...marks, used: added(marks.used, ...marks.opened), opened: [] });
}
