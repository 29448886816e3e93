/**
 * Names in a circle (VOI-11). Names are words, so no decision reads them: whoever asks compares
 * a name with those in use first, and the decision refuses when a person joined since.
 */
import type { Words } from '../kernel.ts';
import { type NameInUse, TakenNames } from '../names/index.ts';
import type { PersonId } from '../vocabulary.ts';
import { type CircleState, circleSlots, type Member } from './state.ts';

interface NamedMember extends NameInUse {
  readonly person: PersonId;
}

/** What is known of the names of one ledger. */
interface NameIndex {
  /** The members and their names when they were read last. */
  readonly members: ReadonlyMap<PersonId, Member>;
  readonly facilitators: readonly NamedMember[];
  readonly participants: readonly NamedMember[];
  /** All of these names. */
  readonly taken: TakenNames;
  /**
   * Participants whose name would be refused today: it was chosen before names were compared, or
   * before a facilitator of that name came. Of two participants the later one is marked.
   */
  readonly confusable: Set<PersonId>;
}

/** By the words of a ledger, so that a person who joins costs their own name alone. */
const indexes = new WeakMap<Words, NameIndex>();

function nameIndexOf({ members }: Pick<CircleState, 'members'>, words: Words): NameIndex {
  const known = indexes.get(words);
  // Names come and go with members.
  if (known?.members === members) return known;
  const named = namedMembers(members, words);
  const facilitators = named.filter(({ role }) => role === 'facilitator');
  const participants = named.filter(({ role }) => role !== 'facilitator');
  const goesOn =
    known &&
    facilitators.length === known.facilitators.length &&
    isStart(known.facilitators, facilitators) &&
    isStart(known.participants, participants);
  const { taken, confusable } = goesOn
    ? known
    : { taken: new TakenNames(facilitators), confusable: new Set<PersonId>() };
  for (const each of participants.slice(goesOn ? known.participants.length : 0)) {
    if (taken.conflict(each.name, each.role) !== null) confusable.add(each.person);
    taken.add(each);
  }
  const index = { members, facilitators, participants, taken, confusable };
  indexes.set(words, index);
  return index;
}

/** Those whose name can be read. */
function namedMembers(members: CircleState['members'], words: Words): NamedMember[] {
  const named: NamedMember[] = [];
  for (const [person, { role }] of members) {
    const name = words.get(circleSlots.memberName(person)) ?? '';
    if (name !== '') named.push({ person, name, role });
  }
  return named;
}

const isStart = (start: readonly NamedMember[], whole: readonly NamedMember[]): boolean =>
  start.length <= whole.length &&
  start.every(({ person, name }, i) => whole[i]?.person === person && whole[i]?.name === name);

/** The names of all members that can be read. */
export const namesInUse = (
  state: Pick<CircleState, 'members'>,
  words: Words,
): Pick<TakenNames, 'conflict'> => nameIndexOf(state, words).taken;

/** This member's name can be taken for another member's or for a facilitator's. */
export const hasLikeness = (state: CircleState, words: Words, person: PersonId): boolean =>
  nameIndexOf(state, words).confusable.has(person);
