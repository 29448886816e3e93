/** Contexts of commands that come from no device: from the server itself, or over HTTP. */
import { type HouseStanding, organiserStandingOf, type PersonId } from '@holdspace/core';
import type { CommandContext } from './ledger-runtime.ts';
import type { HouseLedger } from './ledgers.ts';

export const systemContext = {
  actor: 'system',
  standing: () => null,
  present: () => 'unknown',
  writes: true,
  id: null,
} as const satisfies CommandContext<never>;

/**
 * Of a person of the staff or a program. Reads their standing from the house at the decision
 * itself, never from a token.
 */
export const staffContext = (
  house: HouseLedger,
  staff: PersonId,
): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: staff,
  standing: () => organiserStandingOf(house.state, staff),
});

/** A member who acts on their own data. */
export const memberContext = (member: PersonId): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: member,
});
