/**
 * The agreements as each side is shown them (AGR-1, AGR-2): their text to everybody who may know the
 * circle, what has changed to a member who is asked again, and who has yet to agree to the meetings.
 */
import {
  type Agreements,
  type AgreementsVersion,
  type Clause,
  clauseSlot,
  versionStandingFor,
} from '../circle/agreements-state.ts';
import {
  type CircleState,
  type ClauseEdit,
  type Consent,
  mustStillAgree,
} from '../circle/index.ts';
import type { Words } from '../kernel.ts';
import {
  isAttending,
  isMeetingEnded,
  type MeetingState,
  type MeetingSystemCommand,
} from '../meeting/index.ts';
import type { Standing } from '../standing.ts';
import type { AgreementsQuestion, ClauseChange, ClauseText } from '../view.ts';
import type { ClauseId, Millis, PersonId } from '../vocabulary.ts';
import { exclusionStatus } from './exclusion.ts';

const textOf = (words: Words, clause: Clause): string => words.get(clauseSlot(clause)) ?? '';

/** The clauses of a version with their texts, in their order. */
export const clauseTexts = (
  { clauses }: Pick<AgreementsVersion, 'clauses'>,
  words: Words,
): ClauseText[] => clauses.map((clause) => ({ ...clause, text: textOf(words, clause) }));

/** What stands for the version with this number; null for one that nobody can have agreed to. */
const versionOf = (agreements: Agreements, version: number): AgreementsVersion | null =>
  version < 1
    ? null
    : (versionStandingFor([...agreements.earlier, agreements], { version }) ?? null);

/**
 * What differs between the version that a member agreed to and the present one: new and changed
 * clauses in the present order, then those that are gone. All are new to who agreed to none.
 */
export function agreementChanges(
  agreements: Agreements,
  words: Words,
  agreed: number,
): readonly ClauseChange[] {
  const before = versionOf(agreements, agreed)?.clauses ?? [];
  const known = new Map(before.map((clause) => [clause.id, clause]));
  const now = new Set(agreements.clauses.map(({ id }) => id));
  const changes = agreements.clauses.flatMap((clause): ClauseChange[] => {
    const then = known.get(clause.id);
    if (then?.version === clause.version) return [];
    const text = { before: then ? textOf(words, then) : null, after: textOf(words, clause) };
    return [{ id: clause.id, what: then ? 'changed' : 'new', ...text }];
  });
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map(
      (then): ClauseChange => ({
        ...{ id: then.id, what: 'removed', before: textOf(words, then), after: null },
      }),
    );
  return [...changes, ...gone];
}

/**
 * What a member is asked to agree to; null when they have agreed, and for everybody who is out: they
 * read nothing of the circle, whatever they agree to (VOI-7).
 */
export function agreementsQuestionOf(
  state: CircleState,
  words: Words,
  standing: Standing,
  meeting: MeetingState | null,
  now: Millis,
): AgreementsQuestion | null {
  const { person } = standing;
  const isTurnedAway = meeting?.people.get(person)?.whereabouts === 'turned-away';
  if (!mustStillAgree(state, person) || isTurnedAway) return null;
  if (exclusionStatus(meeting, standing, now) !== null) return null;
  const { agreements } = state;
  const agreed = state.members.get(person)?.agreed?.version ?? 0;
  return {
    ...{ version: agreements.version, agreed },
    clauses: clauseTexts(agreements, words),
    changes: agreementChanges(agreements, words, agreed),
  };
}

/** What a member agreed to last, with its texts, for that person alone; null when nothing is kept. */
export interface AgreedText extends Consent {
  readonly clauses: readonly string[];
}

export function agreedTextOf(
  { agreements, members }: CircleState,
  words: Words,
  person: PersonId,
): AgreedText | null {
  const agreed = members.get(person)?.agreed;
  if (!agreed) return null;
  const then = versionOf(agreements, agreed.version);
  return { ...agreed, clauses: then ? clauseTexts(then, words).map(({ text }) => text) : [] };
}

/** A clause as somebody wants it. Without an id it is looked for among the clauses. */
export interface WantedClause {
  readonly id?: ClauseId;
  readonly text: string;
  /** Absent: as it was. */
  readonly safety?: boolean;
}

/**
 * The wanted clauses as edits of the present ones: a text that stays has none. A text without an
 * id is the clause with the same text, else the one in the same place that nobody else names.
 */
export function clauseEdits(
  { agreements }: Pick<CircleState, 'agreements'>,
  words: Words,
  wanted: readonly WantedClause[],
): ClauseEdit[] {
  const now = clauseTexts(agreements, words);
  const taken = new Set(wanted.flatMap(({ id }) => id ?? []));
  const take = (found: ClauseText | undefined): ClauseId | undefined => {
    if (found) taken.add(found.id);
    return found?.id;
  };
  const same = wanted.map(({ id, text }) =>
    id === undefined ? take(now.find((each) => each.text === text && !taken.has(each.id))) : id,
  );
  return wanted.map(({ text, safety }, n) => {
    const inPlace = now[n];
    const id = same[n] ?? take(inPlace && !taken.has(inPlace.id) ? inPlace : undefined);
    const mark = safety === undefined ? {} : { safety };
    if (id === undefined) return { text, ...mark };
    const isSame = now.find((each) => each.id === id)?.text === text;
    return isSame ? { id, ...mark } : { id, text, ...mark };
  });
}

type AgreementCommand = Extract<MeetingSystemCommand, { do: 'note-agreements' | 'note-consent' }>;

/**
 * The commands after which the meeting knows the version that binds, and exactly the people in it
 * who have yet to agree. None for a meeting that is over, or that nobody has come to.
 */
export function meetingAgreementCommands(
  circle: CircleState,
  meeting: MeetingState,
): AgreementCommand[] {
  const { binding } = circle.agreements;
  // A meeting can know a later version than this node knows of its circle.
  if (binding === 1 || binding < meeting.agreements.version) return [];
  if (isMeetingEnded(meeting) || meeting.people.size === 0) return [];
  const pending: PersonId[] = [];
  const agreed: PersonId[] = [];
  for (const attendee of meeting.people.values()) {
    const mustAgree = mustStillAgree(circle, attendee.id);
    if (mustAgree && isAttending(attendee) && !attendee.mustAgree) pending.push(attendee.id);
    if (!mustAgree && attendee.mustAgree) agreed.push(attendee.id);
  }
  const isNew = binding > meeting.agreements.version || pending.length > 0;
  return [
    ...(isNew ? [{ do: 'note-agreements', version: binding, pending } as const] : []),
    ...(agreed.length > 0 ? [{ do: 'note-consent', people: agreed } as const] : []),
  ];
}
