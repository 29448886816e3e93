/**
 * Whose own view a commit can have changed, beside what everybody is told of it. Everybody's,
 * unless it is one of the few that happen all the time and are known to leave others alone:
 * whoever has to keep many people told need not work out what stayed the same for most of them.
 * To name somebody too many costs time, to leave out somebody is wrong; a law test holds it.
 */

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
        // Whoever has spoken waits for a while, where thoughts have an interval.
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
