/**
 * The only module that writes to the storage of the browser (EXIT-2).
 *
 * What belongs to one tab is encrypted in sessionStorage, because the browser writes that to
 * its disk and leaves the bytes of removed entries there. The key is in `window.name`: it
 * survives a reload, is only in memory, and ends with the tab. WebCrypto is not used: it is
 * asynchronous, which is too late while a page unloads, and is missing over plain http.
 *
 * After `sealStorage` nothing is written any more, whatever timer or handler still runs.
 */
import { xchacha20 } from '@noble/ciphers/chacha.js';

const keyLength = 32;
const nonceLength = 24;

export interface StorageArea {
  /** Null when there is nothing, or nothing that can be read. */
  read<T>(key: string): T | null;
  /** `null` removes the entry. Storage may be forbidden; the value then lasts as long as the page. */
  write(key: string, value: unknown): void;
}

let sealed = false;

/** What the browser refused to store: the pages work all the same, until they are loaded again (CON-1). */
const memory = { tab: new Map<string, string>(), browser: new Map<string, string>() };

/** Forbids every later write. ‘Leave now’ calls it first, and it cannot be undone. */
export function sealStorage(): void {
  sealed = true;
  memory.tab.clear();
  memory.browser.clear();
}

/** Entries of this browser that name no person and survive ‘Leave now’. */
const entriesKeptOnExit = ['links', 'tidy'];

/** Removes what this tab stored, and makes what the disk still holds of it unreadable. */
export function emptyTabStorage(): void {
  tryOrUndefined(() => {
    window.name = '';
    tabKey.fill(0);
  });
  tryOrUndefined(() => sessionStorage.clear());
  memory.tab.clear();
}

/** The same for a tab that goes on without the person who used it: it gets a new key. */
export function resetTabStorage(): void {
  if (sealed) return;
  emptyTabStorage();
  tryOrUndefined(() => tabKey.set(createTabKey()));
}

/** Removes every entry of the whole browser but the kept ones. */
export function emptyBrowserStorage(): void {
  tryOrUndefined(() => {
    for (const key of Object.keys(localStorage)) {
      if (!entriesKeptOnExit.includes(key)) localStorage.removeItem(key);
    }
  });
  memory.browser.clear();
}

/** Entries of the whole browser: nothing about a circle or a person may be in them. */
export const browserStorage: StorageArea = {
  read: (key) =>
    parseJson(memory.browser.get(key) ?? tryOrUndefined(() => localStorage.getItem(key))),
  write(key, value) {
    if (sealed) return;
    const text = value === null ? null : JSON.stringify(value);
    const isStored = tryOrUndefined(() => {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    });
    updateMemory(memory.browser, key, isStored ? null : text);
  },
};

/** Entries of this tab, readable with the key of this tab alone. */
export const tabStorage: StorageArea = {
  read(name) {
    const stored = tryOrUndefined(() => sessionStorage.getItem(name));
    const text = memory.tab.get(name) ?? (stored ? tryOrUndefined(() => decrypt(stored)) : null);
    const inside = parseJson<readonly [unknown]>(text);
    return (inside?.[0] ?? null) as never;
  },
  write(name, value) {
    if (sealed) return;
    const text = value === null ? null : JSON.stringify([value]);
    const isStored = tryOrUndefined(() => {
      if (text === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, encrypt(text));
      return true;
    });
    updateMemory(memory.tab, name, isStored ? null : text);
  },
};

/** `null`: stored by the browser, or no longer needed. */
function updateMemory(area: Map<string, string>, key: string, text: string | null): void {
  if (text === null) area.delete(key);
  else area.set(key, text);
}

/** Made when the page starts: what is put into `window.name` while it goes does not arrive. */
const tabKey = restoreTabKey() ?? createTabKey();

function restoreTabKey(): Uint8Array | null {
  const key = tryOrUndefined(() => fromBase64(window.name));
  return key?.length === keyLength ? key : null;
}

function createTabKey(): Uint8Array {
  const key = crypto.getRandomValues(new Uint8Array(keyLength));
  tryOrUndefined(() => {
    window.name = toBase64(key);
  });
  return key;
}

function encrypt(text: string): string {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const bytes = xchacha20(tabKey, nonce, new TextEncoder().encode(text));
  return `${toBase64(nonce)} ${toBase64(bytes)}`;
}

function decrypt(stored: string): string {
  const [nonce = '', bytes = ''] = stored.split(' ');
  return new TextDecoder().decode(xchacha20(tabKey, fromBase64(nonce), fromBase64(bytes)));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(letters: string): Uint8Array {
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

function parseJson<T>(text: string | null | undefined): T | null {
  return tryOrUndefined(() => JSON.parse(text ?? 'null') as T) ?? null;
}

/** Undefined where the browser forbids it, for instance in a frame. */
export function tryOrUndefined<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
