/** Finds texts by what somebody typed: every word of it, in any order, without case and accents. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Null where nothing is asked for. The answer takes the texts of one entry of a list. */
export function textFilter(
  query: string | undefined,
): ((texts: readonly string[]) => boolean) | null {
  const words = folded(query ?? '')
    .split(/\s+/)
    .filter((each) => each !== '');
  if (words.length === 0) return null;
  return (texts) => {
    const searched = texts.map(folded).join('\n');
    return words.every((each) => searched.includes(each));
  };
}
