/**
 * The secret of a link: taken from the address at once, so that it is on no screen; kept for
 * this tab until it is used, so that a reload does not lose it. A token that a mail program changed
 * is restored (CON-1).
 */
import { linkTokenIn } from '@holdspace/protocol/link-token';
import { paths } from '../../lib/paths.ts';
import { tabStorage } from '../../lib/storage/storage.ts';

const storageKey = 'link';

export interface StoredLink {
  readonly token: string;
  /** The person pressed to open it in this tab; before that nothing about it is shown (PRV-8). */
  readonly pressed: boolean;
}

/** `cut`: a part of the link, or all of its token, is missing. */
export function takeLink(): StoredLink | 'cut' {
  const token = tokenInAddress();
  const kept = tabStorage.read<StoredLink>(storageKey);
  // A reload: the address is empty, and the tab has it.
  if (!token && kept && hasNoToken(location)) return kept;
  history.replaceState(history.state, '', paths.join);
  if (!token) return 'cut';
  const found = { token, pressed: false };
  storeLink(found);
  return found;
}

const hasNoToken = ({ hash, pathname, search }: Location): boolean =>
  !/[0-9a-z]/i.test(hash) && /^\/j\/?$/i.test(pathname + search);

/** Of this page: behind `#`, or in front of it where a program wrote `%23` for it. Null: none, or not all of it. */
export function tokenInAddress(): string | null {
  const { hash, pathname, search } = location;
  if (/[0-9a-z]/i.test(hash)) return linkTokenIn(hash);
  return /^\/j[^a-z]/i.test(pathname + search) ? linkTokenIn(pathname + search) : null;
}

export const storedLink = (): StoredLink | null => tabStorage.read<StoredLink>(storageKey);
export const storeLink = (link: StoredLink): void => tabStorage.write(storageKey, link);
export const forgetLink = (): void => tabStorage.write(storageKey, null);

let carriedReturnCode = '';

/** A typed code on its way from the start page to the page of return codes: in memory only, once. */
export const carryReturnCode = (code: string): void => {
  carriedReturnCode = code;
};
export function takeCarriedReturnCode(): string {
  const code = carriedReturnCode;
  carriedReturnCode = '';
  return code;
}
