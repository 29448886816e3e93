/**
 * What this tab last knew of a place page, for reading it without a connection (RHY-7). It is kept
 * as drafts are: encrypted in this tab alone, gone with the tab, with *Leave now* and with signing
 * out (EXIT-2, KEY-2). The whole browser keeps nothing of it, so nothing stays on a shared device.
 */
import type { PlaceBody } from '@holdspace/protocol';
import { tabStorage } from '../lib/storage/storage.ts';

export interface KnownPlace {
  readonly place: PlaceBody;
  /** When the server said so, epoch ms. */
  readonly at: number;
}

const placeKey = (circle: string) => `place.${circle}`;

/** Null where this tab knows nothing, or only what an earlier version of these screens kept. */
export function storedPlace(circle: string): KnownPlace | null {
  const known = tabStorage.read<KnownPlace>(placeKey(circle));
  return known?.place.circle === circle ? known : null;
}

export const storePlace = (circle: string, known: KnownPlace | null): void =>
  tabStorage.write(placeKey(circle), known);
