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

/** Reads their standing from the house at the decision itself, never from a token. */
export const organiserContext = (
  house: HouseLedger,
  organiser: PersonId,
): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: organiser,
  standing: () => organiserStandingOf(house.state, organiser),
});

/** A member who acts on their own data. */
export const memberContext = (member: PersonId): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: member,
});
