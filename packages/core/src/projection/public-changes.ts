/**
 * The public changes of a commit, for everyone in the meeting. Steps are differences between
 * what could be seen before and after, so the cause of a move cannot leak: a pass, a turn set
 * aside and a lapsed offer look the same (TRN-6).
 */
import type { Words } from '../kernel.ts';
import type { MeetingFact } from '../meeting/rule.ts';
import type { MeetingMessage, MeetingState } from '../meeting/state.ts';
import { isInMeeting, messageWithId } from '../meeting/state.ts';
import { hasTraceBehindWordsOf, newTraces } from '../meeting/traces.ts';
import type { PublicState } from '../public-state.ts';
import type { PublicPerson } from '../view.ts';
import type { PublicChange } from '../view-changes.ts';
import type { MessageId, PersonId } from '../vocabulary.ts';
import { confusableNameTest, facilitatorNamesIn, publicPersonOf } from './people.ts';
import { isPublicStateSame, publicStateOf } from './public-state.ts';
import { messageOf } from './redaction.ts';

export function publicChanges(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
  words: Words,
): PublicChange[] {
  const changes: PublicChange[] =
    before.people === after.people ? [] : peopleChanges(before, after, words);
  const spoken = (id: MessageId) => messageWithId(after, id);
  const gone = (id: MessageId, how: 'withdrawn' | 'removed') => {
    // What waited for a facilitator was never public, and neither is its end (VOI-10).
    if (spoken(id)?.held === false) changes.push({ gone: { id, how } });
  };
  for (const fact of facts) {
    if (fact.type === 'Said') {
      const said = spoken(fact.message);
      if (said && !fact.held) changes.push({ said: messageOf(said, words) });
    } else if (fact.type === 'TakenBack') gone(fact.message, 'withdrawn');
    else if (fact.type === 'Redacted') gone(fact.message, 'removed');
    else if (fact.type === 'MineErased') {
      for (const { id, by, gone: already } of before.messages) {
        if (by === fact.person && !already) gone(id, 'withdrawn');
      }
    }
  }
  const set = isPublicStateSame(before, after)
    ? {}
    : publicStateChanges(publicStateOf(before, words), publicStateOf(after, words));
  const traces = newTraces(before, after, words);
  if (traces.length > 0) return [...changes, { set, traces }];
  return Object.keys(set).length === 0 ? changes : [...changes, { set }];
}

/**
 * The viewers who need a snapshot, because their timeline changed in a way that steps cannot
 * express everyone: these get a snapshot instead (VOI-10, PHA-6).
 */
export function viewersNeedingSnapshot(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
): 'everyone' | readonly PersonId[] {
  const anew = new Set<PersonId>();
  for (const fact of facts) {
    if (fact.type === 'Released') return 'everyone';
    // A name that was shown is removed, also from the messages of the person.
    if (fact.type === 'PersonForgotten') return 'everyone';
    if (fact.type === 'PhaseChanged' && fact.phase === 'purged') return 'everyone';
    if (fact.type === 'StoodIn' || fact.type === 'RoleEnded') anew.add(fact.person);
    // VOI-9: what was hidden was not sent, or is no longer there to be shown again.
    if (fact.type === 'Unhidden') anew.add(fact.by);
    // RND-20: what stands before a trace may be in an older page than the client has.
    if (fact.type === 'Hidden' && hasTraceBehindWordsOf(before, fact.by, fact.person))
      anew.add(fact.by);
    const writer = heldMessageWriter(before, fact);
    if (!writer) continue;
    anew.add(writer);
    for (const { id, role } of after.people.values()) {
      if (role === 'facilitator' && isInMeeting(after, id)) anew.add(id);
    }
  }
  return [...anew];
}

const heldWriter = (said: MeetingMessage | undefined): PersonId | undefined =>
  said?.held ? said.by : undefined;

/** Whose words these are, when only facilitators and they themselves see them (VOI-10). */
function heldMessageWriter(before: MeetingState, fact: MeetingFact): PersonId | undefined {
  switch (fact.type) {
    case 'Said':
      return fact.held ? fact.by : undefined;
    case 'TakenBack':
    case 'Redacted':
      return heldWriter(messageWithId(before, fact.message));
    case 'MineErased':
      return before.messages
        .filter(({ by, gone }) => !gone && by === fact.person)
        .map(heldWriter)
        .find((writer) => writer !== undefined);
    default:
      return undefined;
  }
}

/**
 * People without a change are left out; a changed name alone counts as no change, because names are
 * words.
 */
function peopleChanges(before: MeetingState, after: MeetingState, words: Words): PublicChange[] {
  const changes: PublicChange[] = [];
  const [leadBefore, lead] = [facilitatorNamesIn(before, words), facilitatorNamesIn(after, words)];
  const isLeadSame = lead.length === leadBefore.length && lead.every((x, i) => x === leadBefore[i]);
  const wasConfusable = confusableNameTest(leadBefore, words);
  const isConfusable = confusableNameTest(lead, words);
  for (const [id, attendee] of after.people) {
    const known = before.people.get(id);
    // Marks of names can only change with the person, or with who facilitates.
    const isSame =
      attendee === known && (isLeadSame || wasConfusable(known) === isConfusable(attendee));
    if (isSame || !isInMeeting(after, id)) continue;
    const person = publicPersonOf(attendee, words, isConfusable);
    const was = known && publicPersonOf(known, words, wasConfusable);
    if (!was || !isInMeeting(before, id) || isPersonChanged(was, person)) {
      changes.push({ person });
    }
  }
  for (const [id, known] of before.people) {
    if (after.people.get(id) !== known && isInMeeting(before, id) && !isInMeeting(after, id)) {
      changes.push({ left: id });
    }
  }
  return changes;
}

const isPersonChanged = (a: PublicPerson, b: PublicPerson): boolean =>
  a.name !== b.name ||
  a.role !== b.role ||
  a.seat !== b.seat ||
  a.steppedOut !== b.steppedOut ||
  a.likeness !== b.likeness;

function publicStateChanges(before: PublicState, after: PublicState): Partial<PublicState> {
  const entries = Object.entries(after).filter(([key, value]) => {
    const old = before[key as keyof PublicState];
    return Array.isArray(value) && Array.isArray(old)
      ? value.length !== old.length || value.some((each, i) => each !== old[i])
      : value !== old;
  });
  return Object.fromEntries(entries);
}
