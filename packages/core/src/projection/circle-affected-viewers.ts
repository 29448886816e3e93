/**
 * Whose standing or intention a commit of a circle can have changed: everybody's, unless it is
 * one of those that come with every coming in. The same question as of a meeting's commits.
 */

import type { CircleEvent } from '../circle/commands.ts';
import type { Fact } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import type { AffectedViewers } from './affected-viewers.ts';

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
