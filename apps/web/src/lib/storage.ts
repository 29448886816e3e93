/**
 * The only module that writes to the storage of the browser (EXIT-2).
 *
 * What belongs to one tab is encrypted in sessionStorage, because the browser writes that to
 * its disk and leaves the bytes of removed entries there. The key is in `window.name`: it
 * survives a reload, is in memory alone, and ends with the tab. WebCrypto answers
 * later than a page that goes can wait, and is not there over plain http.
 *
 * After `sealStorage` nothing is written any more, whatever timer or handler still runs.
 */
import { xchacha20 } from '@noble/ciphers/chacha.js';

const keyLength = 32;
const nonceLength = 24;

export interface Area {
  /** Null when there is nothing, or nothing that can be read. */
  read<T>(key: string): T | null;
  /** `null` removes the entry. Storage may be forbidden; the value then lasts as long as the page. */
  write(key: string, value: unknown): void;
}

let sealed = false;

/** What the browser refused to store: the pages work all the same, until they are loaded again (CON-1). */
const memory = { tab: new Map<string, string>(), browser: new Map<string, string>() };

/** Forbids every later write. The way out calls it first, and it cannot be undone. */
export function sealStorage(): void {
  sealed = true;
  memory.tab.clear();
  memory.browser.clear();
}

/** Entries of this browser that name nobody and outlive the way out. */
const kept = ['links', 'tidy'];

/** Removes what this tab stored, and makes what the disk still holds of it unreadable. */
export function emptyTabStorage(): void {
  attempt(() => {
    window.name = '';
    tabKey.fill(0);
  });
  attempt(() => sessionStorage.clear());
  memory.tab.clear();
}

/** The same for a tab that goes on without the person who used it: it gets a new key. */
export function renewTabStorage(): void {
  if (sealed) return;
  emptyTabStorage();
  attempt(() => tabKey.set(madeKey()));
}

/** Removes every entry of the whole browser but the kept ones. */
export function emptyBrowserStorage(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (!kept.includes(key)) localStorage.removeItem(key);
    }
  });
  memory.browser.clear();
}

/** Entries of the whole browser: nothing about a circle or a person may be in them. */
export const browserStorage: Area = {
  read: (key) => parsed(memory.browser.get(key) ?? attempt(() => localStorage.getItem(key))),
  write(key, value) {
    if (sealed) return;
    const text = value === null ? null : JSON.stringify(value);
    const isStored = attempt(() => {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    });
    remember(memory.browser, key, isStored ? null : text);
  },
};

/** Entries of this tab, readable with the key of this tab alone. */
export const tabStorage: Area = {
  read(name) {
    const stored = attempt(() => sessionStorage.getItem(name));
    const text = memory.tab.get(name) ?? (stored ? attempt(() => opened(stored)) : null);
    const inside = parsed<readonly [unknown]>(text);
    return (inside?.[0] ?? null) as never;
  },
  write(name, value) {
    if (sealed) return;
    const text = value === null ? null : JSON.stringify([value]);
    const isStored = attempt(() => {
      if (text === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, closed(text));
      return true;
    });
    remember(memory.tab, name, isStored ? null : text);
  },
};

/** `null`: the browser has it, or nobody needs it any more. */
function remember(area: Map<string, string>, key: string, text: string | null): void {
  if (text === null) area.delete(key);
  else area.set(key, text);
}

/** Made when the page starts: what is put into `window.name` while it goes does not arrive. */
const tabKey = keptKey() ?? madeKey();

function keptKey(): Uint8Array | null {
  const key = attempt(() => bytesOf(window.name));
  return key?.length === keyLength ? key : null;
}

function madeKey(): Uint8Array {
  const key = crypto.getRandomValues(new Uint8Array(keyLength));
  attempt(() => {
    window.name = lettersOf(key);
  });
  return key;
}

function closed(text: string): string {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const bytes = xchacha20(tabKey, nonce, new TextEncoder().encode(text));
  return `${lettersOf(nonce)} ${lettersOf(bytes)}`;
}

function opened(stored: string): string {
  const [nonce = '', bytes = ''] = stored.split(' ');
  return new TextDecoder().decode(xchacha20(tabKey, bytesOf(nonce), bytesOf(bytes)));
}

function lettersOf(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function bytesOf(letters: string): Uint8Array {
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

function parsed<T>(text: string | null | undefined): T | null {
  return attempt(() => JSON.parse(text ?? 'null') as T) ?? null;
}

/** What the browser forbids, or a page in a frame may not have, is as if it were not there. */
export function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
