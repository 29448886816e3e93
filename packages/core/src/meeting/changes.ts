/**
 * What everybody who was let in is told of a commit, as steps. Steps are differences between
 * what could be seen before and after, so the cause of a move cannot leak: a pass, a turn set
 * aside and a lapsed offer look the same (TRN-6).
 */
import type { Words } from '../kernel.ts';
import type { Person, PublicChange, Stage } from '../view.ts';
import type { MessageId, PersonId } from '../vocabulary.ts';
import type { MeetingFact } from './rule.ts';
import type { MeetingState } from './state.ts';
import { isIn } from './state.ts';
import { newTraces, standsBehind } from './traces.ts';
import { likenessesIn, messageOf, personOf, stageOf } from './view.ts';

export function publicChanges(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
  words: Words,
): PublicChange[] {
  const changes: PublicChange[] =
    before.people === after.people ? [] : people(before, after, words);
  const spoken = (id: MessageId) => after.messages.findLast((each) => each.id === id);
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
  const set = stage(stageOf(before, words), stageOf(after, words));
  const traces = newTraces(before, after, words);
  if (traces.length > 0) return [...changes, { set, traces }];
  return Object.keys(set).length === 0 ? changes : [...changes, { set }];
}

/**
 * For whom the timeline begins anew, because it changed in a way that steps cannot tell
 * everybody: these get a snapshot instead (VOI-10, PHA-6).
 */
export function anewFor(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
): 'everyone' | readonly PersonId[] {
  const anew = new Set<PersonId>();
  for (const fact of facts) {
    if (fact.type === 'Released') return 'everyone';
    // A name that was shown is shown no more, beside what the person once wrote either.
    if (fact.type === 'PersonForgotten') return 'everyone';
    if (fact.type === 'PhaseChanged' && fact.phase === 'purged') return 'everyone';
    if (fact.type === 'StoodIn' || fact.type === 'RoleEnded') anew.add(fact.person);
    // VOI-9: what was hidden was not sent, or is no longer there to be shown again.
    if (fact.type === 'Unhidden') anew.add(fact.by);
    // RND-20: what stands before a trace may be in an older page than the client has.
    if (fact.type === 'Hidden' && standsBehind(before, fact.by, fact.person)) anew.add(fact.by);
    const writer = writerInConfidence(before, fact);
    if (!writer) continue;
    anew.add(writer);
    for (const { id, role } of after.people.values()) {
      if (role === 'facilitator' && isIn(after, id)) anew.add(id);
    }
  }
  return [...anew];
}

/** Whose words these are, when only facilitators and they themselves see them (VOI-10). */
function writerInConfidence(before: MeetingState, fact: MeetingFact): PersonId | undefined {
  switch (fact.type) {
    case 'Said':
      return fact.held ? fact.by : undefined;
    case 'TakenBack':
    case 'Redacted':
      return before.messages.find(({ id, held }) => held && id === fact.message)?.by;
    case 'MineErased':
      return before.messages.find(({ by, held, gone }) => held && !gone && by === fact.person)?.by;
    default:
      return undefined;
  }
}

/** Who is the same in both was told before; names are words, and no different for it. */
function people(before: MeetingState, after: MeetingState, words: Words): PublicChange[] {
  const changes: PublicChange[] = [];
  const [alikeBefore, alike] = [likenessesIn(before, words), likenessesIn(after, words)];
  for (const [id, attendee] of after.people) {
    const known = before.people.get(id);
    const isSame = attendee === known && alikeBefore.has(id) === alike.has(id);
    if (isSame || !isIn(after, id)) continue;
    const person = personOf(attendee, words, alike);
    const was = known && personOf(known, words, alikeBefore);
    if (!was || !isIn(before, id) || differs(was, person)) {
      changes.push({ person });
    }
  }
  for (const [id, known] of before.people) {
    if (after.people.get(id) !== known && isIn(before, id) && !isIn(after, id)) {
      changes.push({ left: id });
    }
  }
  return changes;
}

const differs = (a: Person, b: Person): boolean =>
  a.name !== b.name ||
  a.role !== b.role ||
  a.seat !== b.seat ||
  a.steppedOut !== b.steppedOut ||
  a.likeness !== b.likeness;

function stage(before: Stage, after: Stage): Partial<Stage> {
  const entries = Object.entries(after).filter(([key, value]) => {
    const old = before[key as keyof Stage];
    return Array.isArray(value) && Array.isArray(old)
      ? value.length !== old.length || value.some((each, i) => each !== old[i])
      : value !== old;
  });
  return Object.fromEntries(entries);
}
