/**
 * API keys of programs (KEY-4, STF-2). A key acts under an id of its own, within its scope and
 * until its end. Keys that were made with a key end with it.
 */
import { refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { HouseEvent } from './commands.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRules,
  organiserGuard,
} from './rule.ts';
import { type HouseState, houseSlots, keysOf } from './state.ts';

/** `read`: shows what staff see; `organise`: does what an organiser may. */
export const keyScopes = ['read', 'organise'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** A key of a program. Its name is a word, see `houseSlots`. */
export interface StaffKey {
  /** The id that it acts under. */
  readonly staff: PersonId;
  readonly scope: KeyScope;
  /** Null for a key that was made before this was written down. */
  readonly since: Millis | null;
  /** Null where the end stands in the signed key alone, as in old ledgers. */
  readonly until: Millis | null;
  /** Who made it; null when it was made on the machine of the server. */
  readonly by: PersonId | null;
}

/** Null for a key that is unknown, was revoked, or whose time is over. */
export function activeKey(
  { keys }: Pick<HouseState, 'keys'>,
  key: string,
  now: Millis,
): StaffKey | null {
  const known = keys.get(key);
  return known && (known.until === null || known.until > now) ? known : null;
}

/** Keys that this person made, and those that programs made with such a key, and so on. */
export function keysMadeBy({ keys, staff }: HouseState, maker: PersonId): string[] {
  const makers = new Set([maker]);
  const made: string[] = [];
  // A key is made after the one that it was made with, so one walk in their order is enough.
  for (const [key, { by, staff: program }] of keys) {
    if (by === null || !makers.has(by)) continue;
    made.push(key);
    if (!staff.has(program)) makers.add(program);
  }
  return made;
}

export const revokeKeys = (
  { keys }: HouseState,
  revoked: readonly string[],
  at: Millis,
): HouseEvent[] =>
  revoked
    .filter((key) => keys.has(key))
    .map((key) => ({ type: 'KeyRevoked', key, at, erases: [houseSlots.keyName(key)] }));

/** Ends the keys that were made with it too. Refusal: `unknown-person` when there is no such key. */
function revokeKey(
  state: HouseState,
  { key }: HouseCommandOf<'revoke-key'>,
  at: Millis,
): HouseDecision {
  const known = state.keys.get(key);
  if (known === undefined) return refuse('unknown-person');
  const { staff: program } = known;
  const isGone = !state.staff.has(program) && keysOf(state, program).length === 1;
  return revokeKeys(state, [key, ...(isGone ? keysMadeBy(state, program) : [])], at);
}

export const keyRules: HouseRules<'make-key' | 'revoke-key'> = {
  'make-key': {
    may: organiserGuard,
    /** Refusals: `stale` for an end that has passed, and for the id of a person. */
    decide({ key, staff, name = '', scope = 'organise', until }, { state, actor, now }) {
      if (state.keys.has(key)) return [];
      if (state.staff.has(staff) || (until !== undefined && until <= now)) return refuse('stale');
      return [
        {
          ...{ type: 'KeyMade', key, staff, at: now, scope },
          ...(until === undefined ? {} : { until }),
          ...(actor === 'system' ? {} : { by: actor }),
          ...(name === '' ? {} : { words: { [houseSlots.keyName(key)]: name } }),
        },
      ];
    },
  },
  'revoke-key': {
    may: organiserGuard,
    decide: (command, { state, now }) => revokeKey(state, command, now),
  },
};

export const keyEvolvers: HouseEvolvers<'KeyMade' | 'KeyRevoked'> = {
  KeyMade(state, { key, staff: program, at, by, scope, until }) {
    const made: StaffKey = {
      ...{ staff: program, scope: scope ?? 'organise' },
      ...{ since: at ?? null, until: until ?? null, by: by ?? null },
    };
    const keys = new Map(state.keys).set(key, made);
    // In old ledgers a program was appointed like a person, whom a link had let in.
    const isPerson = [...state.links.values()].some(({ used }) => used?.staff === program);
    if (scope !== undefined || isPerson) return { ...state, keys };
    const staff = new Map(state.staff);
    staff.delete(program);
    return { ...state, keys, staff };
  },
  KeyRevoked(state, { key }) {
    const keys = new Map(state.keys);
    keys.delete(key);
    return { ...state, keys };
  },
};
