/**
 * A circle forgets a member who asks for it, in all its ledgers (PRV-11): by their command, or over
 * HTTP on a node that does not run the circle. Idempotent; what a fault interrupts the next run of the
 * circle's retention continues.
 */
import type { HouseStanding, PersonId } from '@holdspace/core';
import { isRestrictedInMeeting } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import { readableMeetings } from './meeting-ledgers.ts';

export interface ForgettingParts {
  readonly ledgers: Ledgers;
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
}

/** Their identity in the house, by which they write in debriefs (CVR-5); undefined for participants. */
export const staffBehind = ({ state }: CircleLedger, person: PersonId): PersonId | undefined =>
  state.members.get(person)?.staff?.staff;

/** Erases what this member wrote at the desk, in debriefs too (PRV-4). */
export function eraseAtDesk(
  { circle, desk }: Pick<ForgettingParts, 'circle' | 'desk'>,
  person: PersonId,
): Promise<CommandResult> {
  const staff = staffBehind(circle, person);
  const mine = { do: 'erase-mine', person, ...(staff === undefined ? {} : { staff }) } as const;
  return desk.handle(mine, systemContext);
}

/**
 * Answers when no ledger of the circle has anything of the member who asks. `meeting`: the one that is
 * now; what was decided about them there outlives it (VOI-2).
 */
export async function forgetMember(
  parts: ForgettingParts,
  person: PersonId,
  meeting: MeetingLedger['state'] | null,
  context: Omit<CommandContext<HouseStanding>, 'standing' | 'actor'>,
): Promise<CommandResult> {
  // Afterwards the circle knows no more which identity of the house it was.
  if (staffBehind(parts.circle, person) !== undefined) await eraseAtDesk(parts, person);
  const isBound = meeting !== null && isRestrictedInMeeting(meeting, person);
  const answer = await parts.circle.handle(
    { do: 'forget-me', ...(isBound && { boundIn: meeting.meeting }) },
    { ...context, actor: person, standing: () => null },
  );
  if ('ok' in answer) await carryOutForgetting(parts);
  return answer;
}

/** Removes forgotten members from the meetings and the desk of the circle. */
export async function carryOutForgetting({ ledgers, circle, desk }: ForgettingParts) {
  for (const person of circle.state.leaving) {
    for (const meeting of await readableMeetings(ledgers, circle.state)) {
      await meeting.handle({ do: 'forget', person }, systemContext);
    }
    await desk.handle({ do: 'forget', person }, systemContext);
    await circle.handle({ do: 'forgotten-elsewhere', member: person }, systemContext);
  }
}
