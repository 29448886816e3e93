/** Who asks a ledger when it is no device of a person: the server itself, or somebody over HTTP. */
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

/** Their standing is read from the house at the decision itself, never from a token. */
export const organiserContext = (
  house: HouseLedger,
  organiser: PersonId,
): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: organiser,
  standing: () => organiserStandingOf(house.state, organiser),
});

/** A member, about what is their own. */
export const memberContext = (member: PersonId): CommandContext<HouseStanding> => ({
  ...systemContext,
  actor: member,
});
