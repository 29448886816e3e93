/**
 * What the join page hands to the circle: the card that was looked at, how one would like
 * to come in, and the return code, shown once. Kept for this tab only.
 */
import type { Card, Seat } from '@holdspace/protocol';
import { renewTabStorage, tabStorage } from '../lib/storage.ts';

export interface Entry {
  readonly seat: Seat;
  readonly firstTime: boolean;
}

export const keptCard = (circle: string) => tabStorage.read<Card>(`card.${circle}`);
export const keepCard = (circle: string, card: Card) => tabStorage.write(`card.${circle}`, card);
export const keptEntry = (circle: string) => tabStorage.read<Entry>(`entry.${circle}`);
export const keepEntry = (circle: string, entry: Entry | null) =>
  tabStorage.write(`entry.${circle}`, entry);
export const keptReturnCode = (circle: string) => tabStorage.read<string>(`back.${circle}`);
/** `null`: the person has put it away. */
export const keepReturnCode = (circle: string, code: string | null) =>
  tabStorage.write(`back.${circle}`, code);

const personKey = (circle: string) => `person.${circle}`;

/**
 * Says which person uses this tab in a circle. When somebody else used it before, everything
 * that the tab stores is removed first: drafts, names and codes are shown to nobody else (KEY-2).
 */
export function claimTab(circle: string, person: string): void {
  const before = tabStorage.read<string>(personKey(circle));
  if (before === person) return;
  if (before !== null) renewTabStorage();
  tabStorage.write(personKey(circle), person);
}

/** The sign-in of this browser is gone, for instance by the way out in another tab (EXIT-2). */
export function releaseTab(circle: string): void {
  if (tabStorage.read<string>(personKey(circle)) !== null) renewTabStorage();
}
