/**
 * Which links this browser has opened and used (EXIT-4). The browser's history keeps the address
 * of a link although the page removes it at once, so a used link must open nothing here. Each link
 * has a mark of 32 bits, salted for this browser: it opens nothing and names nobody. Leaving in a
 * hurry keeps the marks.
 */
import { browserStorage } from './storage.ts';

const storageKey = 'links';
/** The oldest marks go first. */
const maxMarks = 200;

interface LinkMarks {
  readonly salt: string;
  readonly used: readonly number[];
  /** Looked at and not used yet: leaving in a hurry closes them too. */
  readonly opened: readonly number[];
}

const readMarks = (): LinkMarks => ({
  salt: crypto.getRandomValues(new Uint32Array(4)).join(''),
  used: [],
  opened: [],
  ...browserStorage.read<LinkMarks>(storageKey),
});

/**
 * FNV-1a. It need not resist anybody: 32 bits cannot tell a token of 128. Capitals and spaces
 * around a token make no other link of it, here as on the server.
 */
function linkHash(salt: string, token: string): number {
  let hash = 0x811c9dc5;
  for (const letter of salt + token.trim().toLowerCase()) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

const appendMarks = (list: readonly number[], ...marks: readonly number[]): readonly number[] =>
  [...new Set([...list, ...marks])].slice(-maxMarks);

export function isUsedLink(token: string): boolean {
  const { salt, used } = readMarks();
  return used.includes(linkHash(salt, token));
}

export function markLinkUsed(token: string): void {
  const marks = readMarks();
  browserStorage.write(storageKey, {
    ...marks,
    used: appendMarks(marks.used, linkHash(marks.salt, token)),
  });
}

export function markLinkOpened(token: string): void {
  const marks = readMarks();
  browserStorage.write(storageKey, {
    ...marks,
    opened: appendMarks(marks.opened, linkHash(marks.salt, token)),
  });
}

/** Somebody leaves in a hurry: what was looked at counts as used. */
export function markOpenedAsUsed(): void {
  const marks = readMarks();
  if (marks.opened.length === 0) return;
  browserStorage.write(storageKey, {
    ...marks,
    used: appendMarks(marks.used, ...marks.opened),
    opened: [],
  });
}
