/**
 * What a client knows, and how it grows: a pure fold of snapshots and changes. The view that
 * view-from-state.ts makes of it equals the server's view for this person at every step.
 * It does not know sockets; what to do about a gap is decided by the connection.
 */
import type {
  Care,
  CareChange,
  FormerPerson,
  Message,
  OwnState,
  PeoplePage,
  PersonId,
  PresenceChange,
  PrivateChange,
  PublicChange,
  PublicChangesPacket,
  PublicPerson,
  Snapshot,
  Trace,
  View,
  ViewPerson,
} from '@holdspace/protocol';
import { foldDesk, foldList, foldOwnDesk } from './fold-lists.ts';

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
  return {
    ...{ log, at, more, fields, past, timeline, traces, mine },
    people: people.map(publicPart),
    care: Object.fromEntries(people.flatMap(carePart)),
    connected: new Set(people.filter(({ here }) => here).map(({ id }) => id)),
  };
}

const publicPart = ({ id, name, role, seat, steppedOut, likeness }: ViewPerson): PublicPerson => ({
  ...{ id, name, role, seat, steppedOut },
  ...(likeness && { likeness }),
});

/** What facilitators see of this person in addition; nothing for everybody else. */
function carePart(person: ViewPerson): [PersonId, Care][] {
  const { id, name: _, role: __, seat: ___, steppedOut: ____, here: _____, ...care } = person;
  const { likeness: ______, turns, link, ...more } = care;
  return turns === undefined || link === undefined ? [] : [[id, { turns, link, ...more }]];
}

/** More people of the snapshot before. */
export function foldPeople(state: ClientState, people: PeoplePage): ClientState {
  const moved = new Set(people.map(({ id }) => id));
  const connected = new Set(state.connected);
  for (const { id, here } of people) if (here) connected.add(id);
  return {
    ...state,
    people: [...state.people.filter(({ id }) => !moved.has(id)), ...people.map(publicPart)],
    care: { ...state.care, ...Object.fromEntries(people.flatMap(carePart)) },
    connected,
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
  const { mine: changed, without = [], own, care = state.care, deskChange, ...rest } = change;
  const { can, careChange, waitingChange, removedChange, ...fields } = rest;
  const merged = { ...state.mine, ...changed };
  if (can) merged.can = { ...merged.can, ...can };
  for (const key of without) delete merged[key];
  const desk = fields.desk ?? state.fields.desk;
  return {
    ...state,
    mine: own ? foldOwnDesk(merged, own) : merged,
    care: careChange ? foldCare(care, careChange) : care,
    fields: {
      ...state.fields,
      ...fields,
      ...(waitingChange && { waiting: foldList(state.fields.waiting ?? [], waitingChange) }),
      ...(removedChange && { removed: foldList(state.fields.removed ?? [], removedChange) }),
      ...(desk && deskChange && { desk: foldDesk(desk, deskChange) }),
    },
  };
}

function foldCare(
  care: ClientState['care'],
  { put, gone = [] }: CareChange,
): Readonly<Record<PersonId, Care>> {
  const next: Record<PersonId, Care> = { ...care, ...put };
  for (const person of gone) delete next[person];
  return next;
}

const isWholeList = (change: readonly PersonId[] | PresenceChange): change is readonly PersonId[] =>
  Array.isArray(change);

/** All who are connected, or who came and went. */
export function foldConnected(
  state: ClientState,
  change: readonly PersonId[] | PresenceChange,
): ClientState {
  if (isWholeList(change)) return { ...state, connected: new Set(change) };
  const connected = new Set(state.connected);
  for (const person of change.came ?? []) connected.add(person);
  for (const person of change.went ?? []) connected.delete(person);
  return { ...state, connected };
}

export function foldEarlier(
  state: ClientState,
  page: { readonly messages: readonly Message[]; readonly more: boolean },
): ClientState {
  const had = new Set(state.timeline.map(({ id }) => id));
  const earlier = page.messages.filter(({ id }) => !had.has(id));
  return { ...state, more: page.more, timeline: [...earlier, ...state.timeline] };
}
