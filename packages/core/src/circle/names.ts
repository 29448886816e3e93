/**
 * Names in a circle (VOI-11). Names are words, so no decision reads them: whoever asks compares
 * a name with those in use first, and the decision refuses when a person joined since.
 */
import type { Words } from '../kernel.ts';
import { type NameInUse, nameConflict } from '../names/index.ts';
import type { PersonId } from '../vocabulary.ts';
import { type CircleState, circleSlots, type Member } from './state.ts';

/** The names that can be read, of everyone but `except`. */
export const namesInUse = (
  { members }: Pick<CircleState, 'members'>,
  words: Words,
  except?: PersonId,
): NameInUse[] =>
  [...members].flatMap(([id, { role }]) => {
    const name = words.get(circleSlots.memberName(id)) ?? '';
    return name === '' || id === except ? [] : [{ name, role }];
  });

/** By the members it was worked out for: names come and go with them. */
const confusableCache = new WeakMap<ReadonlyMap<PersonId, Member>, ReadonlySet<PersonId>>();

/**
 * Participants whose name would be refused today: it was chosen before names were compared, or
 * before a facilitator of that name came. Of two participants the later one is marked.
 */
function confusableMembers({ members }: CircleState, words: Words): ReadonlySet<PersonId> {
  const known = confusableCache.get(members);
  if (known) return known;
  const found = new Set<PersonId>();
  const before: NameInUse[] = namesInUse({ members }, words).filter(
    ({ role }) => role === 'facilitator',
  );
  for (const [id, { role }] of members) {
    const name = words.get(circleSlots.memberName(id)) ?? '';
    if (role === 'facilitator' || name === '') continue;
    if (nameConflict(name, role, before) !== null) found.add(id);
    before.push({ name, role });
  }
  confusableCache.set(members, found);
  return found;
}

/** This member's name can be taken for another member's or for a facilitator's. */
export const hasLikeness = (state: CircleState, words: Words, person: PersonId): boolean =>
  confusableMembers(state, words).has(person);
