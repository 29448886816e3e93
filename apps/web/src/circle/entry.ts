/**
 * What the join page hands to the circle: the card that was looked at, how one would like
 * to come in, and the return code, shown once. Kept for this tab only.
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
export const keptReturnCode = (circle: string) => read<string>(`code.${circle}`);
export const keepReturnCode = (circle: string, code: string | null) =>
  write(`code.${circle}`, code);
