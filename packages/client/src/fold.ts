/**
 * What a client knows, and how it grows: a pure fold of snapshots and changes. The view that
 * view-from-state.ts makes of it equals the server's view for this person at every step.
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
  Snapshot,
  Trace,
  View,
} from '@holdspace/protocol';
import { foldDesk, foldOwnDesk } from './fold-lists.ts';

/** All of a view that is replaced field by field: public state, and what facilitators see. */
type ViewFields = Omit<View, 'people' | 'past' | 'timeline' | 'traces' | 'mine'>;

export interface ClientState {
  readonly log: string;
  /** Number of the last public change that is in. */
  readonly at: number;
  /** There are earlier messages than the timeline begins with. */
  readonly more: boolean;
  readonly fields: ViewFields;
  readonly people: readonly PublicPerson[];
  /** Everyone who is no longer in, as far as this client knows. */
  readonly past: readonly FormerPerson[];
  readonly care: Readonly<Record<PersonId, Care>>;
  readonly connected: ReadonlySet<PersonId>;
  readonly timeline: readonly Message[];
  readonly traces: readonly Trace[];
  readonly mine: OwnState;
}

export function stateFromSnapshot({ log, at, more, view }: Snapshot): ClientState {
  // A server from before there were traces sends none.
  const { people, past, timeline, traces = [], mine, ...fields } = view;
  const care: Record<PersonId, Care> = {};
  const connected = new Set<PersonId>();
  const persons = people.map(({ here, ...seen }): PublicPerson => {
    const { id, name, role, seat, steppedOut, likeness, turns, link, ...more } = seen;
    if (here) connected.add(id);
    if (turns !== undefined && link !== undefined) care[id] = { turns, link, ...more };
    return { id, name, role, seat, steppedOut, ...(likeness && { likeness }) };
  });
  return { log, at, more, fields, people: persons, past, care, connected, timeline, traces, mine };
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
      fields: { ...state.fields, ...change.set },
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
  const { mine: changed, without = [], own, care = state.care, deskChange, ...fields } = change;
  const merged = { ...state.mine, ...changed };
  for (const key of without) delete merged[key];
  const desk = fields.desk ?? state.fields.desk;
  return {
    ...state,
    mine: own ? foldOwnDesk(merged, own) : merged,
    care,
    fields: {
      ...state.fields,
      ...fields,
      ...(desk && deskChange && { desk: foldDesk(desk, deskChange) }),
    },
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
