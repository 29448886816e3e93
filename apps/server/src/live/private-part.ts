/**
 * What of somebody's private part differs from what they were told: keys of `mine` one by
 * one, the rest as wholes. Nothing that stays the same travels.
 */
import type {
  Care,
  Desk,
  Joining,
  Mine,
  Pace,
  PersonId,
  PrivateChange,
  Removed,
  Waiting,
} from '@holdspace/core';

export interface PrivateWhole {
  readonly mine: Mine;
  readonly care?: Readonly<Record<PersonId, Care>>;
  readonly waiting?: readonly Waiting[];
  readonly desk?: Desk;
  readonly pace?: Pace | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: readonly Removed[];
  readonly joining?: Joining;
}

const wholes = [
  ...(['care', 'waiting', 'desk', 'pace', 'endsSoon', 'oneSharer', 'removed'] as const),
  'joining',
] as const;

/** Null when there is nothing to tell; all of it when it is not known what was told. */
export function difference(now: PrivateWhole, told: PrivateWhole | null): PrivateChange | null {
  const before: Partial<Mine> = told?.mine ?? {};
  const mine = Object.fromEntries(
    Object.entries(now.mine).filter(([key, value]) => !same(value, before[key as keyof Mine])),
  );
  // A client that comes back may hold a mute that has ended: say that it has none.
  const lifted =
    now.mine.mutedUntil === undefined && (told === null || told.mine.mutedUntil !== undefined);
  const change: PrivateChange = {
    ...(Object.keys(mine).length > 0 && { mine }),
    ...(lifted && { without: ['mutedUntil'] }),
    ...Object.fromEntries(
      wholes.flatMap((key) => (same(now[key], told?.[key]) ? [] : [[key, now[key]]])),
    ),
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** Equal as data; this runs for every watcher after every change. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
