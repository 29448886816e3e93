/**
 * What a member says about their seat in a meeting to come (RHY-6): gives the meeting a key when it has
 * none, computes the token of the member with it, and asks the circle.
 */
import {
  type MeetingId,
  ownSeatIn,
  type PersonId,
  type SeatPlan,
  seatKeySlot,
  seatPlan,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { newSeatKey, seatTokenOf } from '../security/tokens.ts';

export interface ChosenSeat {
  readonly meeting: MeetingId;
  readonly member: PersonId;
  readonly wanted: boolean;
  /** The doors of the meeting were opened before their time. */
  readonly begun: boolean;
}

/** See `seatPlan` in core. */
export const seatPlanOf = ({ state, words }: CircleLedger, meeting: MeetingId): SeatPlan | null =>
  seatPlan(state, words, meeting, seatTokenOf);

/** A meeting that goes off and on again between key and choice has another key: once more. */
const maxTries = 3;

/** Refusals are those of `choose-seat`. */
export async function chooseSeat(circle: CircleLedger, choice: ChosenSeat): Promise<CommandResult> {
  const { meeting, member, wanted, begun } = choice;
  const declined = () => ownSeatIn(seatPlanOf(circle, meeting), member) === 'not-this-time';
  let answer: CommandResult = { ok: true };
  for (let n = 0; n < maxTries; n++) {
    const key = wanted ? knownKey(circle, meeting) : await seatKeyOf(circle, meeting);
    // Without a key nobody has said anything, and there is nothing to take back.
    const token = seatTokenOf(key ?? '', member);
    const named = { meeting, member, token, wanted, ...(begun ? { begun } : {}) } as const;
    answer = await circle.handle({ do: 'choose-seat', ...named }, systemContext);
    if ('refused' in answer || declined() !== wanted) return answer;
  }
  return answer;
}

const knownKey = ({ words }: CircleLedger, meeting: MeetingId): string | null =>
  words.get(seatKeySlot(meeting)) ?? null;

/** Null where the circle keeps no list of seats for this meeting. */
async function seatKeyOf(circle: CircleLedger, meeting: MeetingId): Promise<string | null> {
  const key = knownKey(circle, meeting);
  if (key !== null) return key;
  await circle.handle({ do: 'key-seats', meeting, key: newSeatKey() }, systemContext);
  return knownKey(circle, meeting);
}
