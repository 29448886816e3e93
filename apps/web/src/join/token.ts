/**
 * The secret of a link: taken from the address at once, so that it is on no screen; kept for
 * this tab until it is used, so that a reload does not lose it.
 */
import { tabStorage } from '../lib/storage.ts';
import { decoded } from '../paths.ts';

const key = 'link';

export interface KeptLink {
  readonly token: string;
  /** Somebody pressed to open it, in this tab; before that nothing about it is shown (PRV-8). */
  readonly pressed: boolean;
}

export function takeLink(): KeptLink | null {
  const token = decoded(location.hash.slice(1));
  if (!token) return tabStorage.read<KeptLink>(key);
  history.replaceState(history.state, '', location.pathname);
  const kept = { token, pressed: false };
  keepLink(kept);
  return kept;
}

export const keepLink = (link: KeptLink): void => tabStorage.write(key, link);
export const forgetLink = (): void => tabStorage.write(key, null);
