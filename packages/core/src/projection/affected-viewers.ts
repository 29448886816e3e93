/**
 * The people whose private view a commit or a connection can have changed, in addition to the
 * public changes. The answer is everyone, except for frequent events that are known to affect fewer
 * people. One person too many costs time; one too few is a fault, and an invariant test finds it.
 */

import type { CircleEvent } from '../circle/commands.ts';
import type { Fact } from '../kernel.ts';
import type { MeetingFact } from '../meeting/rule.ts';
import type { MeetingState } from '../meeting/state.ts';
import type { PersonId } from '../vocabulary.ts';

export type AffectedViewers = 'everyone' | readonly PersonId[];

export function viewersAffectedByMeeting(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
): AffectedViewers {
  const people = new Set<PersonId>();
  for (const fact of facts) {
    switch (fact.type) {
      case 'Confirmed':
      case 'AlertsTold':
      // TRN-3: no view shows which page is in front.
      case 'OfferHidden':
      case 'OfferShown':
        break;
      case 'Said':
        // VOI-10: only some people see a held message; HND-2: words change the order of hands; a
        // response ends a chance to answer.
        if (fact.held || after.responses || sortsHands(after)) return 'everyone';
        // In slow mode the writer waits for the interval.
        if (after.floor.slow !== null) people.add(fact.by);
        break;
      case 'AskedIn':
      case 'Admitted':
      case 'Entered':
      case 'WaitingAway':
      case 'WaitingBack':
      case 'WaitingEnded':
        // PHA-1: the lead is visible from outside.
        if (roleOf(after, fact.person) === 'facilitator') return 'everyone';
        if (roleOf(before, fact.person) === 'facilitator') return 'everyone';
        people.add(fact.person);
        for (const { id, role } of after.people.values()) {
          if (role === 'facilitator') people.add(id);
        }
        break;
      default:
        return 'everyone';
    }
  }
  return [...people];
}

const sortsHands = ({ floor, hands }: MeetingState): boolean =>
  floor.handsOrder === 'quiet-first' && hands.length > 1;

const roleOf = (state: MeetingState, person: PersonId) => state.people.get(person)?.role;

/**
 * People affected by a commit of the circle: those whose standing or intention may have changed, as
 * far as it shows in this meeting, the current one.
 */
export function viewersAffectedByCircle(
  facts: readonly Fact<CircleEvent>[],
  meeting: MeetingState | null,
): AffectedViewers {
  const members: PersonId[] = [];
  for (const fact of facts) {
    switch (fact.type) {
      case 'MemberKnown':
        // Who was in comes back by themselves, known to the circle or not (LIM-2).
        if (meeting?.people.get(fact.member)?.from == null) members.push(fact.member);
        break;
      case 'MemberJoined':
      case 'MemberReleased':
      case 'MemberAgreed':
        members.push(fact.member);
        break;
      // RHY-6: what was said about seats shows when the person comes, in their own answer alone.
      case 'SeatsKeyed':
      case 'SeatDeclined':
      case 'SeatReclaimed':
      case 'SeatsForgotten':
      case 'LinkMade':
      case 'LinkUsed':
      case 'SessionStarted':
      case 'SessionEnded':
      case 'CodeMade':
      case 'PlaceReturned':
      case 'Confirmed':
        break;
      default:
        return 'everyone';
    }
  }
  return members;
}

/**
 * People affected when a connection of this person opens or closes. Their own view shows which
 * device writes, and facilitators see who is connected. A facilitator is visible from outside the
 * meeting too.
 */
export function viewersAffectedByPresence(
  meeting: MeetingState | null,
  person: PersonId,
): AffectedViewers {
  const facilitators = [...(meeting?.people.values() ?? [])]
    .filter(({ role }) => role === 'facilitator')
    .map(({ id }) => id);
  return facilitators.includes(person) ? 'everyone' : [person, ...facilitators];
}
