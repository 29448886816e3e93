/**
 * Which links this browser has opened and used (EXIT-4). The browser's history keeps the address
 * of a link although the page removes it at once, so a used link must open nothing here. Each link
 * has a mark of 32 bits, salted for this browser: it opens nothing and names no person. ‘Leave
 * now’ keeps the marks.
 */
import { browserStorage } from './storage.ts';

const storageKey = 'links';
/** The oldest marks go first. */
const maxMarks = 200;

interface LinkMarks {
  readonly salt: string;
  readonly used: readonly number[];
  /** Opened and not used yet: ‘Leave now’ marks them as used too. */
  readonly opened: readonly number[];
}

const readMarks = (): LinkMarks => ({
  salt: crypto.getRandomValues(new Uint32Array(4)).join(''),
  used: [],
  opened: [],
  ...browserStorage.read<LinkMarks>(storageKey),
});

/**
 * FNV-1a. It needs no cryptographic strength: 32 bits do not reveal a token of 128. Case and
 * surrounding spaces make no difference, as on the server.
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

/** After Leave now, a link that was only looked at counts as used. */
export function markOpenedAsUsed(): void {
  const marks = readMarks();
  if (marks.opened.length === 0) return;
  browserStorage.write(storageKey, {
    ...marks,
    used: appendMarks(marks.used, ...marks.opened),
    opened: [],
  });
}
