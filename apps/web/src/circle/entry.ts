/**
 * What the join page hands to the circle: the card that was looked at, how one would like
 * to come in, and the return link, shown once. Kept for this tab only.
 */
import type { Card, Seat } from '@holdspace/protocol';
import { read, write } from './kept.ts';

export interface Entry {
  readonly seat: Seat;
  readonly firstTime: boolean;
}

export const keptCard = (circle: string) => read<Card>(`card.${circle}`);
export const keepCard = (circle: string, card: Card) => write(`card.${circle}`, card);
export const keptEntry = (circle: string) => read<Entry>(`entry.${circle}`);
export const keepEntry = (circle: string, entry: Entry | null) => write(`entry.${circle}`, entry);
export const keptReturnLink = (circle: string) => read<string>(`back.${circle}`);
export const keepReturnLink = (circle: string, link: string | null) =>
  write(`back.${circle}`, link);
