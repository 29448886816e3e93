/**
 * What the join page hands to the circle: the card that was looked at, how one would like
 * to come in, and the return link, shown once. Kept for this tab only.
 */
import type { Card, Seat } from '@holdspace/protocol';

export interface Entry {
  readonly seat: Seat;
  readonly firstTime: boolean;
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be forbidden; then it is asked for again.
  }
}

export const keptCard = (circle: string) => read<Card>(`card.${circle}`);
export const keepCard = (circle: string, card: Card) => write(`card.${circle}`, card);
export const keptEntry = (circle: string) => read<Entry>(`entry.${circle}`);
export const keepEntry = (circle: string, entry: Entry | null) => write(`entry.${circle}`, entry);
export const keptReturnLink = (circle: string) => read<string>(`back.${circle}`);
export const keepReturnLink = (circle: string, link: string | null) =>
  write(`back.${circle}`, link);
