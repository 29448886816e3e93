/**
 * What of somebody's private part differs from what they were told: keys of `mine` one by
 * one, the rest as wholes. Nothing that stays the same travels.
 */
import type { Care, Desk, Mine, PersonId, PrivateChange, Waiting } from '@holdspace/core';

export interface PrivateWhole {
  readonly mine: Mine;
  readonly care?: Readonly<Record<PersonId, Care>>;
  readonly waiting?: readonly Waiting[];
  readonly desk?: Desk;
}

/** The same as text, key by key, kept for as long as a connection lasts. */
export type Told = ReadonlyMap<string, string>;

const wholes = ['care', 'waiting', 'desk'] as const;

export function toldBy(part: PrivateWhole): Told {
  const told = new Map<string, string>();
  for (const [key, value] of Object.entries(part.mine)) {
    if (value !== undefined) told.set(`mine.${key}`, JSON.stringify(value));
  }
  for (const key of wholes) {
    if (part[key] !== undefined) told.set(key, JSON.stringify(part[key]));
  }
  return told;
}

/** Null when there is nothing to tell. With an empty `before` everything is told. */
export function difference(part: PrivateWhole, before: Told, after: Told): PrivateChange | null {
  const mine: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part.mine)) {
    const name = `mine.${key}`;
    if (after.get(name) !== before.get(name)) mine[key] = value;
  }
  // A client that comes back may hold a mute that has ended: say that it has none.
  const lifted =
    !after.has('mine.mutedUntil') && (before.has('mine.mutedUntil') || before.size === 0);
  const change = {
    ...(Object.keys(mine).length > 0 && { mine: mine as Partial<Mine> }),
    ...(lifted && { without: ['mutedUntil'] as const }),
    ...Object.fromEntries(
      wholes.flatMap((key) => (after.get(key) === before.get(key) ? [] : [[key, part[key]]])),
    ),
  };
  return Object.keys(change).length > 0 ? change : null;
}
