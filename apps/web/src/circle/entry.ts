/**
 * What the join page hands to the circle: the card that was looked at, how one would like
 * to come in, and the return link, shown once. Kept for this tab only.
 */
import type { Card, Seat } from '@holdspace/protocol';
import { tabStorage } from '../lib/storage.ts';

export interface Entry {
  readonly seat: Seat;
  readonly firstTime: boolean;
}

export const keptCard = (circle: string) => tabStorage.read<Card>(`card.${circle}`);
export const keepCard = (circle: string, card: Card) => tabStorage.write(`card.${circle}`, card);
export const keptEntry = (circle: string) => tabStorage.read<Entry>(`entry.${circle}`);
export const keepEntry = (circle: string, entry: Entry | null) =>
  tabStorage.write(`entry.${circle}`, entry);
export const keptReturnLink = (circle: string) => tabStorage.read<string>(`back.${circle}`);
export const keepReturnLink = (circle: string, link: string | null) =>
  tabStorage.write(`back.${circle}`, link);
