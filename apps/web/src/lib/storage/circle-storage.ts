/**
 * Data that the join page passes to the circle: the card of the link, the choices for entering,
 * and the return code, which is shown once. Stored for this tab only.
 */
import type { CircleCardBody, Seat } from '@holdspace/protocol';
import { resetTabStorage, tabStorage } from './storage.ts';

export interface JoinChoice {
  readonly seat: Seat;
  readonly firstTime: boolean;
}

export const storedCard = (circle: string) => tabStorage.read<CircleCardBody>(`card.${circle}`);
export const storeCard = (circle: string, card: CircleCardBody) =>
  tabStorage.write(`card.${circle}`, card);
export const storedJoinChoice = (circle: string) => tabStorage.read<JoinChoice>(`entry.${circle}`);
export const storeJoinChoice = (circle: string, entry: JoinChoice | null) =>
  tabStorage.write(`entry.${circle}`, entry);
export const storedReturnCode = (circle: string) => tabStorage.read<string>(`back.${circle}`);
/** `null`: the person has put it away. */
export const storeReturnCode = (circle: string, code: string | null) =>
  tabStorage.write(`back.${circle}`, code);

const personKey = (circle: string) => `person.${circle}`;

/**
 * Says which person uses this tab in a circle. When another person used it before, everything
 * that the tab stores is removed first: drafts, names and codes are shown to no other person (KEY-2).
 */
export function claimTabStorage(circle: string, person: string): void {
  const before = tabStorage.read<string>(personKey(circle));
  if (before === person) return;
  if (before !== null) resetTabStorage();
  tabStorage.write(personKey(circle), person);
}

/** The sign-in of this browser has ended, for instance by ‘Leave now’ in another tab (EXIT-2). */
export function releaseTabStorage(circle: string): void {
  if (tabStorage.read<string>(personKey(circle)) !== null) resetTabStorage();
}
