/**
 * The view that a client shows, from the state it folded. What did not change keeps its reference,
 * so that a screen draws again only the messages and people that changed.
 */
import type { FormerPerson, Message, PersonId, Trace, View, ViewPerson } from '@holdspace/protocol';
import { listsWithoutHidden } from '@holdspace/protocol/view-lists';
import type { ClientState } from './fold.ts';
import { keepEqual, keepList } from './keep-equal.ts';

/**
 * VOI-9: the viewer does not see a person they have hidden; the others still do.
 * Parts that are equal in `last`, the view before this one, are the same objects.
 */
export function viewFromState(state: ClientState, last: View | null = null): View {
  const { fields, mine } = state;
  const hides = (person: PersonId) => mine.hidden.includes(person);
  const timeline = keepMessages(
    mine.hidden.length === 0 ? state.timeline : state.timeline.filter(({ by }) => !hides(by)),
    last?.timeline,
  );
  const kept = last === null ? mine : keepEqual(mine, last.mine);
  return {
    ...fields,
    ...shownLists(state, last, hides),
    people: shownPeople(state, last, hides),
    past: shownPast(state, timeline, last),
    timeline,
    traces: shownTraces(state, last, hides),
    mine: kept,
  };
}

type Hides = (person: PersonId) => boolean;

/** The lists of people, such as raised hands, without hidden people. */
const shownLists = ({ fields, mine }: ClientState, last: View | null, hides: Hides) =>
  mine.hidden.length === 0
    ? {}
    : Object.fromEntries(
        listsWithoutHidden.map((name) => [
          name,
          keepList(
            fields[name].filter((person) => !hides(person)),
            last?.[name],
          ),
        ]),
      );

function shownPeople(state: ClientState, last: View | null, hides: Hides): readonly ViewPerson[] {
  const before = new Map(last?.people.map((person) => [person.id, person]));
  const people = state.people.map((person) => {
    const shown: ViewPerson = {
      ...person,
      name: hides(person.id) ? '' : person.name,
      here: state.connected.has(person.id) && !person.steppedOut,
      ...state.care[person.id],
    };
    return keepEqual(shown, before.get(person.id));
  });
  return keepList(people, last?.people);
}

/** Names are kept as long as there are words to them. */
function shownPast(
  { past }: ClientState,
  timeline: readonly Message[],
  last: View | null,
): readonly FormerPerson[] {
  if (past.length === 0) return keepList(past, last?.past);
  const writers = new Set(timeline.map(({ by }) => by));
  const shown = past.filter(({ id }) => writers.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return keepList(shown, last?.past);
}

/** A trace stands behind the last message that is shown. */
function shownTraces(state: ClientState, last: View | null, hides: Hides): readonly Trace[] {
  if (state.mine.hidden.length === 0) return keepList(state.traces, last?.traces);
  const shownBefore = (message: Trace['after']): Trace['after'] => {
    const at = state.timeline.findIndex(({ id }) => id === message);
    const shown = state.timeline.slice(0, at + 1).findLast(({ by }) => !hides(by));
    return at < 0 ? message : (shown?.id ?? null);
  };
  const traces = state.traces.map((trace, index) =>
    keepEqual({ ...trace, after: shownBefore(trace.after) }, last?.traces[index]),
  );
  return keepList(traces, last?.traces);
}

/** After a new snapshot too, unchanged messages are the same objects. */
function keepMessages(
  timeline: readonly Message[],
  before: readonly Message[] = [],
): readonly Message[] {
  if (timeline === before) return before;
  const changed = timeline.some((message, index) => message !== before[index]);
  if (!changed) return keepList(timeline, before);
  const known = new Map(before.map((message) => [message.id, message]));
  return timeline.map((message) => keepEqual(message, known.get(message.id)));
}
