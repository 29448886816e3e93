/**
 * What everybody who was let in is told of a commit, as steps. Steps are differences between
 * what could be seen before and after, so the cause of a move cannot leak: a pass, a turn set
 * aside and a lapsed offer look the same (TRN-6).
 */
import type { Words } from '../kernel.ts';
import type { Person, PublicChange, Stage } from '../view.ts';
import type { MeetingFact } from './rule.ts';
import type { MeetingState } from './state.ts';
import { messageOf, peopleOf, stageOf } from './view.ts';

export function publicChanges(
  before: MeetingState,
  after: MeetingState,
  facts: readonly MeetingFact[],
  words: Words,
): PublicChange[] {
  const changes: PublicChange[] =
    before.people === after.people ? [] : people(before, after, words);
  for (const fact of facts) {
    if (fact.type === 'Said') {
      const said = after.messages.findLast(({ id }) => id === fact.message);
      if (said) changes.push({ said: messageOf(said, words) });
    } else if (fact.type === 'TakenBack') {
      changes.push({ gone: { id: fact.message, how: 'withdrawn' } });
    } else if (fact.type === 'Redacted') {
      changes.push({ gone: { id: fact.message, how: 'removed' } });
    }
  }
  const set = stage(stageOf(before, words), stageOf(after, words));
  return Object.keys(set).length === 0 ? changes : [...changes, { set }];
}

function people(before: MeetingState, after: MeetingState, words: Words): PublicChange[] {
  const old = new Map(peopleOf(before, words).map((person) => [person.id, person]));
  const changes: PublicChange[] = [];
  for (const person of peopleOf(after, words)) {
    const known = old.get(person.id);
    if (!known || differs(known, person)) changes.push({ person });
    old.delete(person.id);
  }
  for (const left of old.keys()) changes.push({ left });
  return changes;
}

const differs = (a: Person, b: Person): boolean =>
  a.name !== b.name || a.role !== b.role || a.seat !== b.seat || a.steppedOut !== b.steppedOut;

function stage(before: Stage, after: Stage): Partial<Stage> {
  const entries = Object.entries(after).filter(([key, value]) => {
    const old = before[key as keyof Stage];
    return Array.isArray(value) && Array.isArray(old)
      ? value.length !== old.length || value.some((each, i) => each !== old[i])
      : value !== old;
  });
  return Object.fromEntries(entries);
}
