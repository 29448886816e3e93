/**
 * Whose own view a commit or a connection can have changed, beside the changes that everyone
 * gets. The answer is everyone, except for the frequent events that are known to leave others
 * alone. One person too many costs time; one too few is a fault, and an invariant test finds it.
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
      // TRN-3: which page is in front shows in nobody's view.
      case 'OfferHidden':
      case 'OfferShown':
        break;
      case 'Said':
        // VOI-10: what is held is shown to some; HND-2: the quiet go first; responses count.
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
        // PHA-1: who leads is seen from outside.
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

/** By a commit of the circle: those whose standing or intention can be another one now. */
export function viewersAffectedByCircle(facts: readonly Fact<CircleEvent>[]): AffectedViewers {
  const members: PersonId[] = [];
  for (const fact of facts) {
    switch (fact.type) {
      case 'MemberJoined':
      case 'MemberKnown':
      case 'MemberReleased':
        members.push(fact.member);
        break;
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
 * By a connection of this person that opened or closed. Their own view shows which device writes,
 * and facilitators see who is connected. A facilitator is visible from outside the meeting too.
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
