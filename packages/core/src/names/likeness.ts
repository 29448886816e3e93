/**
 * Whether a name can be taken for another one (VOI-11). A name is folded to what a person sees
 * of it: without case, accents, spaces, punctuation and invisible characters, and with each
 * letter replaced by the Latin one that it looks like. Names that fold to the same are alike.
 */
import type { Role } from '../vocabulary.ts';
import { confusables } from './confusables.ts';
import { claimsRole } from './role-claims.ts';

/** A name in use in this circle. */
export interface NameInUse {
  readonly name: string;
  readonly role: Role;
}

/** Why a name cannot be taken: it is like a facilitator's or a member's, or it claims a role. */
export type NameConflict = 'facilitator' | 'member' | 'claim';

/** Accents, vowel points and marks around a letter, of Latin, Greek, Cyrillic, Hebrew and Arabic. */
const accents =
  /[[\p{Mn}\p{Me}]&&[\p{Script=Inherited}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]]/gv;
/** Also the Arabic stroke that only lengthens a word, and the skin tones of emoji. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Emoji_Modifier}\u0640\u2800]/gu;
const separators = /[^\p{L}\p{N}\p{M}]+/gu;

/** Enclosed letters that compatibility decomposition leaves alone; each block begins with A. */
const enclosed = [0x1f150, 0x1f170, 0x1f1e6] as const;

function plainLetter(character: string): string {
  const known = confusables.get(character);
  if (known !== undefined) return known;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x1f150 || point > 0x1f1ff) return character;
  const block = enclosed.find((first) => point >= first && point < first + 26);
  return block === undefined ? character : String.fromCharCode(65 + point - block);
}

const maxRemembered = 5000;

/** A function of a text that keeps its latest results. */
function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    const known = results.get(text);
    if (known) return known.result;
    if (results.size >= maxRemembered) results.clear();
    const result = compute(text);
    results.set(text, { result });
    return result;
  };
}

const decomposed = (text: string): string =>
  text.toWellFormed().normalize('NFKD').replace(accents, '').replace(invisible, '');

const lookalike = (text: string): string => [...text].map(plainLetter).join('');

/** Latin letters and digits that are hard to distinguish in a line of text. */
const similarLetters: readonly (readonly [RegExp, string])[] = [
  [/[i1|]/g, 'l'],
  [/0/g, 'o'],
  [/3/g, 'e'],
  [/[4@]/g, 'a'],
  [/[5$]/g, 's'],
  [/7/g, 't'],
  [/8/g, 'b'],
  [/9/g, 'g'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
];

/** `|`, `!`, `@` and `$` look like letters between two of them; beside one they are read both ways. */
const between = /(?<=[\p{L}\p{N}])[|!@$](?=[\p{L}\p{N}])/gu;
const beside = /(?<=[\p{L}\p{N}])[|!@$]|[|!@$](?=[\p{L}\p{N}])/gu;

function withSimilarLettersMerged(text: string, lettersAlike: RegExp): string {
  const letters = text
    .toLowerCase()
    .replace(lettersAlike, (sign) => ({ '|': 'l', '!': 'l', '@': 'a' })[sign] ?? 's');
  return similarLetters.reduce(
    (so, [from, to]) => so.replace(from, to),
    letters.replace(separators, ''),
  );
}

/**
 * The readings of a text as a person sees it. There are several readings, because letters look
 * alike in small and in capital form differently; texts are alike when any reading of one is one of
 * the other.
 */
const readingsOf = remembered((text): readonly string[] => {
  const plain = decomposed(text);
  const found = [plain, plain.toLowerCase(), plain.toUpperCase()]
    .flatMap((each) =>
      [between, beside].map((signs) => withSimilarLettersMerged(lookalike(each), signs)),
    )
    .filter((each, n, all) => each !== '' && all.indexOf(each) === n);
  // A name of signs alone is what these signs are.
  return found.length > 0 ? found : [plain.replace(/\s/gu, '')];
});

const intersects = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((each) => b.includes(each));

/** Both read the same. */
export const isAlike = (a: string, b: string): boolean => intersects(readingsOf(a), readingsOf(b));

/** A shorter word stands in too many names to say whose it is. */
const shortestWord = 3;

/** With doubled letters said once. */
const looseReadingsOf = (text: string): string[] =>
  readingsOf(text).map((reading) => reading.replace(/(\p{L})\1+/gu, '$1'));

/** Without the number that it ends with. */
const unnumbered = (text: string): string => text.replace(/[\s\p{P}\p{N}]+$/u, '') || text;

const wordsOf = (name: string): string[] => decomposed(name).split(separators).filter(Boolean);

/** Runs of whole words of a name. */
function partsOf(name: string): string[] {
  const words = wordsOf(name);
  const runs: string[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + 4); to++) {
      runs.push(words.slice(from, to).join(' '));
    }
  }
  return runs.filter((run) => run.length >= shortestWord);
}

/** The name is that of the facilitator, has it in it, or is the first word of it. */
export function isLikeFacilitator(name: string, facilitator: string): boolean {
  const both = `${name}\n${facilitator}`;
  const known = comparisons.get(both);
  if (known !== undefined) return known;
  if (comparisons.size >= maxRemembered) comparisons.clear();
  const found = isConfusable(name, facilitator);
  comparisons.set(both, found);
  return found;
}
const comparisons = new Map<string, boolean>();

function isConfusable(name: string, facilitator: string): boolean {
  if (isAlike(name, facilitator)) return true;
  // Numbers distinguish people whose own name ends with a number.
  const [own, theirs] = [unnumbered(name), facilitator].map(looseReadingsOf) as [
    string[],
    string[],
  ];
  if (theirs.some((each) => each.length < shortestWord)) return false;
  if (intersects(own, theirs)) return true;
  if (partsOf(name).some((part) => intersects(looseReadingsOf(part), theirs))) return true;
  const [called = '', ...more] = wordsOf(unnumbered(facilitator));
  return (
    more.length > 0 && called.length >= shortestWord && intersects(own, looseReadingsOf(called))
  );
}

const claims = remembered((name) => claimsRole(name, readingsOf, partsOf(name)));

/**
 * The names in use in a circle, by the way they are read: whether another one is free is a look-up
 * for each of its readings, however many people there are.
 */
export class TakenNames {
  /** How the names of all people are read, and those of facilitators. */
  readonly #readings = new Set<string>();
  readonly #leading = new Set<string>();
  readonly #facilitators: string[] = [];

  constructor(names: Iterable<NameInUse> = []) {
    for (const each of names) this.add(each);
  }

  /** A name that was erased keeps nobody from theirs. */
  add({ name, role }: NameInUse): void {
    if (name === '') return;
    for (const each of readingsOf(name)) {
      this.#readings.add(each);
      if (role === 'facilitator') this.#leading.add(each);
    }
    if (role === 'facilitator') this.#facilitators.push(name);
  }

  /**
   * Why a person in this role cannot have this name beside these; null when nothing keeps them
   * from it. A facilitator's name comes before a participant's: a facilitator may take it and may
   * say what they are, and the participant is marked from then on (VOI-11).
   */
  conflict(name: string, role: Role): NameConflict | null {
    const readings = readingsOf(name);
    if (role === 'facilitator') {
      return readings.some((each) => this.#leading.has(each)) ? 'facilitator' : null;
    }
    if (this.#facilitators.some((each) => isLikeFacilitator(name, each))) return 'facilitator';
    if (claims(name)) return 'claim';
    return readings.some((each) => this.#readings.has(each)) ? 'member' : null;
  }
}

/** The first of these that is free for a participant; null when none is. */
export function freeName(
  candidates: Iterable<string>,
  taken: Pick<TakenNames, 'conflict'>,
): string | null {
  for (const name of candidates) if (taken.conflict(name, 'participant') === null) return name;
  return null;
}

/** The name itself where it is free in this role, else with the lowest number that makes it so. */
export function distinctNumberedName(
  name: string,
  taken: Pick<TakenNames, 'conflict'>,
  role: Role,
): string {
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? name : `${name} ${n}`;
    if (taken.conflict(numbered, role) === null) return numbered;
  }
}
