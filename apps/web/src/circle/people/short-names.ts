/**
 * Names under pebbles, where there is room for a word (WAY-2): the first part of a name, because
 * that is what people call one another by. Where two share it, the beginning of the next part
 * distinguishes them; where it does not, the whole name is shown.
 */
interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** By id. A number that marks a look-alike, `(2)`, stays (VOI-11). */
export function shortNames(people: readonly NamedPerson[]): ReadonlyMap<string, string> {
  const ways = [firstPart, firstPartAndInitial, (name: string) => name] as const;
  const times = ways.map((way) => countNames(people.map(({ name }) => way(name))));
  return new Map(
    people.map(({ id, name }) => {
      const at = ways.findIndex((way, n) => times[n]?.get(way(name)) === 1);
      return [id, (ways[at] ?? firstPart)(name)];
    }),
  );
}

const numberSuffix = / \(\d+\)$/u;

function splitName(name: string): { readonly words: readonly string[]; readonly mark: string } {
  const mark = numberSuffix.exec(name)?.[0] ?? '';
  const all = name.replace(numberSuffix, '').trim().split(/\s+/u);
  // An emoji alone is no usable name, and is an empty box where its font is missing.
  const to = Math.max(
    0,
    all.findIndex((word) => /[\p{L}\p{N}]/u.test(word)),
  );
  return { words: [all.slice(0, to + 1).join(' '), ...all.slice(to + 1)], mark };
}

function firstPart(name: string): string {
  const { words, mark } = splitName(name);
  return `${words[0] ?? name}${mark}`;
}

function firstPartAndInitial(name: string): string {
  const { words, mark } = splitName(name);
  const [one = name, ...more] = words;
  const last = more.at(-1);
  return last === undefined ? `${one}${mark}` : `${one} ${initial(last)}.${mark}`;
}

/** The first letter as a reader sees it, with its marks. */
function initial(word: string): string {
  const [letter] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return letter?.segment ?? '';
}

function countNames(names: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}
