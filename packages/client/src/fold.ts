/**
 * What a client knows, and how it grows: a pure fold of snapshots and changes into the
 * view. The result equals the server's view for this person at every step.
 * It does not know sockets; what to do about a gap is decided by the connection.
 */
import type {
  Care,
  FormerPerson,
  Message,
  OwnState,
  PersonId,
  PrivateChange,
  PublicChange,
  PublicChangesPacket,
  PublicPerson,
  PublicState,
  Snapshot,
  Trace,
  View,
} from '@holdspace/protocol';
import { foldDesk, foldOwnDesk } from './fold-lists.ts';

export interface ClientState {
  readonly log: string;
  /** Number of the last public change that is in. */
  readonly at: number;
  /** There are earlier messages than the timeline begins with. */
  readonly more: boolean;
  readonly publicState: PublicState;
  readonly people: readonly PublicPerson[];
  /** Everyone who is no longer in, as far as this client knows. */
  readonly past: readonly FormerPerson[];
  readonly care: Readonly<Record<PersonId, Care>>;
  readonly connected: ReadonlySet<PersonId>;
  readonly timeline: readonly Message[];
  readonly traces: readonly Trace[];
  readonly mine: OwnState;
  readonly waiting?: NonNullable<View['waiting']>;
  readonly desk?: NonNullable<View['desk']>;
  readonly pace?: NonNullable<View['pace']> | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: NonNullable<View['removed']>;
  readonly joining?: NonNullable<View['joining']>;
}

export function stateFromSnapshot({ log, at, more, view }: Snapshot): ClientState {
  // A server from before there were traces sends none.
  const { people, past, timeline, traces = [], mine, ...shown } = view;
  const { waiting, desk, pace, endsSoon, oneSharer, removed, joining, ...stage } = shown;
  const care: Record<PersonId, Care> = {};
  const connected = new Set<PersonId>();
  const persons = people.map(({ here, ...seen }): PublicPerson => {
    const { mutedUntil, turns, link, place, again, warned, exclusionAsked, ...person } = seen;
    if (here) connected.add(person.id);
    if (turns !== undefined && link !== undefined) {
      care[person.id] = {
        turns,
        link,
        ...(mutedUntil !== undefined && { mutedUntil }),
        ...(place !== undefined && { place }),
        ...(again !== undefined && { again }),
        ...(warned !== undefined && { warned }),
        ...(exclusionAsked !== undefined && { exclusionAsked }),
      };
    }
    return person;
  });
  return {
    log,
    at,
    more,
    publicState: stage,
    people: persons,
    past,
    care,
    connected,
    timeline,
    traces,
    mine,
    ...(waiting && { waiting }),
    ...(desk && { desk }),
    ...(pace !== undefined && { pace }),
    ...(endsSoon !== undefined && { endsSoon }),
    ...(oneSharer !== undefined && { oneSharer }),
    ...(removed && { removed }),
    ...(joining && { joining }),
  };
}

/** Changes already had are left out; `gap` when some in between are missing. */
export function foldChanges(
  state: ClientState,
  { at, list }: PublicChangesPacket,
): ClientState | 'gap' {
  const missing = at - state.at;
  if (missing <= 0) return state;
  if (missing > list.length) return 'gap';
  return { ...list.slice(list.length - missing).reduce(foldChange, state), at };
}

function foldChange(state: ClientState, change: PublicChange): ClientState {
  if ('set' in change) {
    const after = state.timeline.at(-1)?.id ?? null;
    const traces = (change.traces ?? []).map((trace) => ({ ...trace, after }));
    return {
      ...state,
      publicState: { ...state.publicState, ...change.set },
      traces: [...state.traces, ...traces],
    };
  }
  if ('person' in change) {
    const { person } = change;
    const before = state.people.find(({ id }) => id === person.id);
    return {
      ...state,
      people: upsert(state.people, person),
      past: state.past.filter(({ id }) => id !== person.id),
      // A snapshot cannot tell whether who stepped out is connected; who comes back is.
      ...(before?.steppedOut &&
        !person.steppedOut && { connected: new Set([...state.connected, person.id]) }),
    };
  }
  if ('left' in change) {
    return {
      ...state,
      people: state.people.filter(({ id }) => id !== change.left),
      past: state.people
        .filter(({ id }) => id === change.left)
        .map(({ id, name, role }): FormerPerson => ({ id, name, role }))
        .concat(state.past),
    };
  }
  if ('said' in change) {
    return { ...state, timeline: upsert(state.timeline, change.said) };
  }
  const { id, how } = change.gone;
  return {
    ...state,
    // VOI-6: the words leave this client too, only the place where they stood is kept.
    timeline: state.timeline.map((message) => {
      if (message.id !== id) return message;
      const { note: _, ...left } = message;
      return { ...left, text: '', [how]: true };
    }),
  };
}

/** In the place of the one with the same id, else at the end. */
function upsert<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  const at = list.findIndex(({ id }) => id === item.id);
  return at < 0 ? [...list, item] : list.with(at, item);
}

export function foldPrivate(state: ClientState, change: PrivateChange): ClientState {
  const merged = { ...state.mine, ...change.mine };
  for (const key of change.without ?? []) delete merged[key];
  const mine = change.own ? foldOwnDesk(merged, change.own) : merged;
  const desk = change.desk ?? state.desk;
  return {
    ...state,
    mine,
    ...(change.care && { care: change.care }),
    ...(change.waiting && { waiting: change.waiting }),
    ...(desk && { desk: change.deskChange ? foldDesk(desk, change.deskChange) : desk }),
    ...(change.pace !== undefined && { pace: change.pace }),
    ...(change.endsSoon !== undefined && { endsSoon: change.endsSoon }),
    ...(change.oneSharer !== undefined && { oneSharer: change.oneSharer }),
    ...(change.removed && { removed: change.removed }),
    ...(change.joining && { joining: change.joining }),
  };
}

export function foldConnected(state: ClientState, people: readonly PersonId[]): ClientState {
  return { ...state, connected: new Set(people) };
}

export function foldEarlier(
  state: ClientState,
  page: { readonly messages: readonly Message[]; readonly more: boolean },
): ClientState {
  const had = new Set(state.timeline.map(({ id }) => id));
  const earlier = page.messages.filter(({ id }) => !had.has(id));
  return { ...state, more: page.more, timeline: [...earlier, ...state.timeline] };
}

export function viewFromState(state: ClientState): View {
  const { publicState: stage, mine } = state;
  const hides = (person: PersonId) => mine.hidden.includes(person);
  const timeline = state.timeline.filter(({ by }) => !hides(by));
  const writers = new Set(timeline.map(({ by }) => by));
  // A trace stands behind the last message that is shown.
  const shownBefore = (message: Trace['after']): Trace['after'] => {
    const at = state.timeline.findIndex(({ id }) => id === message);
    const last = state.timeline.slice(0, at + 1).findLast(({ by }) => !hides(by));
    return at < 0 ? message : (last?.id ?? null);
  };
  // VOI-9: a person whom the viewer hides is not shown to the viewer; the others still see them.
  return {
    ...stage,
    hands: stage.hands.filter((person) => !hides(person)),
    people: state.people.map((person) => ({
      ...person,
      name: hides(person.id) ? '' : person.name,
      here: state.connected.has(person.id) && !person.steppedOut,
      ...state.care[person.id],
    })),
    // Names are kept as long as there are words to them.
    past: state.past.filter(({ id }) => writers.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    timeline,
    traces: state.traces.map((trace) => ({ ...trace, after: shownBefore(trace.after) })),
    mine,
    ...(state.waiting && { waiting: state.waiting }),
    ...(state.desk && { desk: state.desk }),
    ...(state.pace !== undefined && { pace: state.pace }),
    ...(state.endsSoon !== undefined && { endsSoon: state.endsSoon }),
    ...(state.oneSharer !== undefined && { oneSharer: state.oneSharer }),
    ...(state.removed && { removed: state.removed }),
    ...(state.joining && { joining: state.joining }),
  };
}
