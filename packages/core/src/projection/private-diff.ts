/**
 * The difference between the private state of a person and the one sent before. Keys of `mine`
 * travel one by one; lists, `can` and `care` item by item to clients that read that, else whole.
 */

import { isDeepEqual } from '../deep-equal.ts';
import type { OwnDeskChange } from '../desk-items.ts';
import type { OwnState } from '../own-state.ts';
import type { Care, CommandPermissions } from '../view.ts';
import type { CareChange, PrivateChange } from '../view-changes.ts';
import type { PersonId } from '../vocabulary.ts';
import { deskChange, listChange, threadChange } from './desk-changes.ts';
import type { PrivateState } from './private-state.ts';

/** What a client reads; see `Hello` in docs/protocol.md. */
export interface ReadableChanges {
  /** `deskChange` and `own`. */
  readonly byItem: boolean;
  /** `can`, `careChange`, `waitingChange`, `removedChange`. */
  readonly differences: boolean;
}

const comparedFields = [
  ...(['care', 'waiting', 'desk', 'pace', 'endsSoon', 'oneSharer', 'removed'] as const),
  'joining',
] as const;

/** Lists of `mine` that travel item by item. */
const itemLists: ReadonlySet<string> = new Set(['threads', 'reports', 'receipts']);

/** Null when nothing differs; everything when `sent` is null. */
export function privateDiff(
  now: PrivateState,
  sent: PrivateState | null,
  { byItem, differences }: ReadableChanges,
): PrivateChange | null {
  if (now === sent) return null;
  const items = byItem && sent !== null ? itemChanges(now, sent) : null;
  const parts = differences && sent !== null ? partChanges(now, sent) : null;
  const before: Partial<OwnState> = sent?.mine ?? {};
  const mine: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(now.mine)) {
    if ((items && itemLists.has(key)) || (parts && key === 'can')) continue;
    if (!isDeepEqual(value, before[key as keyof OwnState])) mine[key] = value;
  }
  // A client that reconnects may hold a mute that has ended.
  const lifted =
    now.mine.mutedUntil === undefined && (sent === null || sent.mine.mutedUntil !== undefined);
  const change: PrivateChange = {
    ...(Object.keys(mine).length > 0 && { mine }),
    ...(lifted && { without: ['mutedUntil'] }),
    ...Object.fromEntries(
      comparedFields.flatMap((key) => {
        const inParts = (items?.covers.has(key) ?? false) || (parts?.covers.has(key) ?? false);
        return inParts || isDeepEqual(now[key], sent?.[key]) ? [] : [[key, now[key]]];
      }),
    ),
    ...items?.change,
    ...parts?.change,
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** A change in parts, and the fields that do not travel whole beside it. */
interface PartialChange {
  readonly change: PrivateChange;
  readonly covers: ReadonlySet<string>;
}

function itemChanges(now: PrivateState, sent: PrivateState): PartialChange {
  const own = ownListsChange(now.mine, sent.mine);
  const desk = now.desk && sent.desk ? deskChange(now.desk, sent.desk) : null;
  return {
    change: { ...(own && { own }), ...(desk && { deskChange: desk }) },
    covers: new Set(now.desk && sent.desk ? ['desk'] : []),
  };
}

function partChanges(now: PrivateState, sent: PrivateState): PartialChange {
  const can = permissionsChange(now.mine.can, sent.mine.can);
  const care = now.care && sent.care ? careChange(now.care, sent.care) : null;
  const waiting = now.waiting && sent.waiting ? listChange(now.waiting, sent.waiting) : null;
  const removed = now.removed && sent.removed ? listChange(now.removed, sent.removed) : null;
  return {
    change: {
      ...(can && { can }),
      ...(care && { careChange: care }),
      ...(waiting && { waitingChange: waiting }),
      ...(removed && { removedChange: removed }),
    },
    covers: new Set((['care', 'waiting', 'removed'] as const).filter((key) => sent[key])),
  };
}

function permissionsChange(
  now: CommandPermissions,
  before: CommandPermissions,
): Partial<CommandPermissions> | null {
  if (now === before) return null;
  const names = Object.keys(now) as (keyof CommandPermissions)[];
  const changed = names.filter((name) => now[name] !== before[name]);
  return changed.length === 0 ? null : Object.fromEntries(changed.map((name) => [name, now[name]]));
}

type CareByPerson = Readonly<Record<PersonId, Care>>;

/** How `care` differs from what was sent; null when it does not. */
export function careChange(now: CareByPerson, before: CareByPerson): CareChange | null {
  if (now === before) return null;
  const put: Record<PersonId, Care> = {};
  for (const [person, care] of Object.entries(now) as [PersonId, Care][]) {
    if (!isDeepEqual(care, before[person])) put[person] = care;
  }
  const gone = (Object.keys(before) as PersonId[]).filter((person) => !Object.hasOwn(now, person));
  if (gone.length === 0 && Object.keys(put).length === 0) return null;
  return { put, ...(gone.length > 0 && { gone }) };
}

function ownListsChange(now: OwnState, before: OwnState): OwnDeskChange | null {
  const threads = threadChange(now.threads, before.threads);
  const reports = listChange(now.reports, before.reports);
  const receipts = listChange(now.receipts, before.receipts);
  if (!threads && !reports && !receipts) return null;
  return {
    ...(threads && { threads }),
    ...(reports && { reports }),
    ...(receipts && { receipts }),
  };
}
