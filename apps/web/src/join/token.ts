/**
 * The secret of a link: taken from the address at once, so that it is on no screen; kept for
 * this tab until it is used, so that a reload does not lose it. What a mail program made of the
 * link is read as the token that it was (CON-1).
 */
import { linkTokenIn } from '@holdspace/protocol/link-token';
import { tabStorage } from '../lib/storage.ts';
import { paths } from '../paths.ts';

const key = 'link';

export interface KeptLink {
  readonly token: string;
  /** Somebody pressed to open it, in this tab; before that nothing about it is shown (PRV-8). */
  readonly pressed: boolean;
}

/** `cut`: a part of the link, or all of its token, is missing. */
export function takeLink(): KeptLink | 'cut' {
  const token = tokenInAddress();
  const kept = tabStorage.read<KeptLink>(key);
  // A reload: the address is empty, and the tab has it.
  if (!token && kept && isEmpty(location)) return kept;
  history.replaceState(history.state, '', paths.join);
  if (!token) return 'cut';
  const found = { token, pressed: false };
  keepLink(found);
  return found;
}

const isEmpty = ({ hash, pathname, search }: Location): boolean =>
  !/[0-9a-z]/i.test(hash) && /^\/j\/?$/i.test(pathname + search);

/** Of this page: behind `#`, or in front of it where a program wrote `%23` for it. Null: none, or not all of it. */
export function tokenInAddress(): string | null {
  const { hash, pathname, search } = location;
  if (/[0-9a-z]/i.test(hash)) return linkTokenIn(hash);
  return /^\/j[^a-z]/i.test(pathname + search) ? linkTokenIn(pathname + search) : null;
}

export const keptLink = (): KeptLink | null => tabStorage.read<KeptLink>(key);
export const keepLink = (link: KeptLink): void => tabStorage.write(key, link);
export const forgetLink = (): void => tabStorage.write(key, null);

let carried = '';

/** From the start page to the page of return codes: in memory alone, once. */
export const carryCode = (code: string): void => {
  carried = code;
};
export function carriedCode(): string {
  const code = carried;
  carried = '';
  return code;
}
