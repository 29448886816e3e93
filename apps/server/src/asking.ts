/** Who asks a ledger when it is no device of a person: the server itself, or somebody over HTTP. */
import { type HouseStanding, organiserOf, type PersonId } from '@holdspace/core';
import type { HouseLedger } from './ledgers.ts';
import type { Asking } from './live/ledger.ts';

export const serverAsks = {
  actor: 'system',
  standing: () => null,
  present: () => 'unknown',
  writes: true,
  id: null,
} as const satisfies Asking<never>;

/** Their standing is read from the house at the decision itself, never from a token. */
export const organiserAsks = (house: HouseLedger, organiser: PersonId): Asking<HouseStanding> => ({
  ...serverAsks,
  actor: organiser,
  standing: () => organiserOf(house.state, organiser),
});

/** A member, about what is their own. */
export const memberAsks = (member: PersonId): Asking<HouseStanding> => ({
  ...serverAsks,
  actor: member,
});
