/**
 * Finds the token of a link in a text that a person received (CON-1): cut by a mail program,
 * wrapped by a link scanner, encoded twice, in capitals, with the words of a message around it. A
 * token is 26 letters and digits (of the house) or 34 (of a circle), in an alphabet without i, l, o
 * and u. Nothing here decides whether a token opens anything.
 */
const houseLength = 26;
const circleLength = 34;

/** Zero-width and control characters, soft hyphens, marks of direction, variation selectors. */
const ignoredCharacters = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{M}\uFFF9-\uFFFB]/gu;
/** What stands inside a token that was broken: white space, marks of quoting, a hyphen. */
const breakCharacters = /^[\s>|=\-–—]+/u;
const tokenCharacters = /^[0-9a-z]+/;

/** Text with invisible characters, percent signs and entities read as the letters they encode. */
export function plainText(text: string): string {
  let plain = text;
  // A wrapper of a wrapper encodes twice; more was never seen.
  for (let round = 0; round < 3; round++) {
    const next = percentDecoded(plain);
    if (next === plain) break;
    plain = next;
  }
  return plain
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_all, hex: string, digits: string) =>
      fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(/&num;/gi, '#')
    .replace(/&(shy|zwnj|zwj);/gi, '')
    .normalize('NFKC')
    .replace(ignoredCharacters, '');
}

/** Null when the text holds no whole token. Lower case, in the alphabet of tokens. */
export function linkTokenIn(text: string): string | null {
  // Quoted-printable writes the number sign as =23.
  const plain = plainText(text)
    .toLowerCase()
    .replace(/\/j=23/g, '/j#');
  for (let at = plain.indexOf('#'); at >= 0; at = plain.indexOf('#', at + 1)) {
    const found = tokenAt(plain.slice(at + 1));
    if (found) return found;
  }
  return bareToken(plain);
}

/** Whether the text looks like a link that was cut. */
export const isCutLink = (text: string): boolean =>
  linkTokenIn(text) === null && /\/j[#/]?\s*[0-9a-z]*$|#[0-9a-z]{6,}/i.test(plainText(text).trim());

/** The id of the circle whose address this is (`/c/…`); null when it is none. */
export const circleAddressIn = (text: string): string | null =>
  /\/c\/([0-9a-z]{26})(?![0-9a-z])/i.exec(plainText(text))?.[1]?.toLowerCase() ?? null;

/** The token that begins here, also when it was broken into pieces. */
function tokenAt(text: string): string | null {
  let letters = '';
  let rest = text.replace(breakCharacters, '');
  for (;;) {
    const piece = tokenCharacters.exec(rest)?.[0] ?? '';
    if (piece === '') return null;
    letters += piece;
    rest = rest.slice(piece.length);
    if (letters.length >= circleLength) return normalisedToken(letters.slice(0, circleLength));
    const between = breakCharacters.exec(rest)?.[0] ?? '';
    if (letters.length === houseLength && !continuesToken(between, rest.slice(between.length))) {
      return normalisedToken(letters);
    }
    if (between === '') return null;
    rest = rest.slice(between.length);
  }
}

/** 26 letters may be the beginning of a broken 34: then eight more follow, nearly always with a digit. */
function continuesToken(between: string, rest: string): boolean {
  const next = tokenCharacters.exec(rest)?.[0] ?? '';
  return between !== '' && next.length === circleLength - houseLength && /[0-9]/.test(next);
}

/** A token without its link: a run of the right length, or nothing else than a broken one. */
function bareToken(plain: string): string | null {
  const runs = [...plain.matchAll(/(?<!\/c\/)(?<![0-9a-z])[0-9a-z]+/g)].map(([run]) => run);
  for (const length of [circleLength, houseLength]) {
    for (const run of runs) {
      const found = run.length === length ? normalisedToken(run) : null;
      if (found) return found;
    }
  }
  const whole = plain.replace(/[\s>|=\-–—]+/gu, '');
  const isBroken = /^[0-9a-z\s>|=\-–—]+$/u.test(plain) && /[0-9]/.test(whole);
  return isBroken && [circleLength, houseLength].includes(whole.length)
    ? normalisedToken(whole)
    : null;
}

/** Letters that are misread become those they are taken for; null for letters of no token. */
function normalisedToken(letters: string): string | null {
  const token = letters.replaceAll('o', '0').replace(/[il]/g, '1');
  return token.includes('u') ? null : token;
}

/** Bytes that are no text are read as a space. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code < 0x80 ? String.fromCharCode(code) : ' ';
      });
    }
  });
}

const fromCodePoint = (code: number): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
