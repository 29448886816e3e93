/**
 * The only module that writes to the storage of the browser (EXIT-2).
 *
 * What belongs to one tab is stored in two halves: random letters in `window.name`, which
 * live in memory as long as the tab, and the text combined with them in sessionStorage. The
 * browser writes sessionStorage to its disk and leaves the bytes of removed entries there;
 * without the other half they say nothing. Both halves survive a reload.
 *
 * After `sealStorage` nothing is written any more, whatever timer or handler still runs.
 */

export interface Area {
  /** Null when there is nothing, or nothing that can be read. */
  read<T>(key: string): T | null;
  /** `null` removes the entry. Storage may be forbidden; the value then lasts as long as the page. */
  write(key: string, value: unknown): void;
}

let sealed = false;

/** Forbids every later write. The way out calls it first, and it cannot be undone. */
export function sealStorage(): void {
  sealed = true;
}

/** Entries of this browser that name nobody and outlive the way out. */
const kept = ['links', 'tidy'];

/** Removes what this tab stored, and makes what the disk still holds of it unreadable. */
export function emptyTabStorage(): void {
  attempt(() => {
    window.name = '';
  });
  attempt(() => sessionStorage.clear());
}

/** Removes every entry of the whole browser but the kept ones. */
export function emptyBrowserStorage(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (!kept.includes(key)) localStorage.removeItem(key);
    }
  });
}

/** Entries of the whole browser: nothing about a circle or a person may be in them. */
export const browserStorage: Area = {
  read: (key) => parsed(attempt(() => localStorage.getItem(key))),
  write(key, value) {
    if (sealed) return;
    attempt(() => {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    });
  },
};

/** Entries of this tab. */
export const tabStorage: Area = {
  read(key) {
    const half = pads()[key];
    const stored = attempt(() => sessionStorage.getItem(key));
    if (half === undefined || !stored) return null;
    return parsed(attempt(() => joinHalves(half, stored)));
  },
  write(key, value) {
    if (sealed) return;
    attempt(() => {
      const { [key]: _before, ...others } = pads();
      if (value === null) {
        sessionStorage.removeItem(key);
        window.name = JSON.stringify(others);
        return;
      }
      const [half, stored] = splitInHalves(JSON.stringify(value));
      sessionStorage.setItem(key, stored);
      window.name = JSON.stringify({ ...others, [key]: half });
    });
  },
};

function pads(): Readonly<Record<string, string>> {
  const named: unknown = parsed(window.name || null);
  return typeof named === 'object' && named !== null ? (named as Record<string, string>) : {};
}

/** As many random bytes as the text has, and the text combined with them by XOR. */
function splitInHalves(text: string): readonly [half: string, stored: string] {
  const bytes = new TextEncoder().encode(text);
  const pad = new Uint8Array(bytes.length);
  // The browser gives at most 65,536 random bytes a call.
  for (let at = 0; at < pad.length; at += 65_536) {
    crypto.getRandomValues(pad.subarray(at, at + 65_536));
  }
  return [lettersOf(pad), lettersOf(bytes.map((byte, at) => byte ^ (pad[at] ?? 0)))];
}

function joinHalves(half: string, stored: string): string {
  const pad = bytesOf(half);
  return new TextDecoder().decode(bytesOf(stored).map((byte, at) => byte ^ (pad[at] ?? 0)));
}

const lettersOf = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const bytesOf = (letters: string): Uint8Array =>
  Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));

function parsed<T>(text: string | null | undefined): T | null {
  return attempt(() => JSON.parse(text ?? 'null') as T) ?? null;
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
