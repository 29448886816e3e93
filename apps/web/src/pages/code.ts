/** How a return code is read from what somebody typed. */

const words = 6;

/** Six words in small letters with single spaces between them, or null. */
export function codeOf(typed: string): string | null {
  const found =
    typed
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  return found.length === words ? found.join(' ') : null;
}
