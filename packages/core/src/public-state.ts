/**
 * The state of a meeting that everyone in it sees alike, with what the rest of the system needs to
 * know of each field: the value before anything happened, whether it names people, and whether
 * people whom the viewer hides are left out. The compiler names every table that misses a field.
 * Projection, client library, rehearsals, gallery and test samples take the fields from here.
 */
import type { Ask, Millis, Mode, PersonId, Phase, TurnId } from './vocabulary.ts';

/** What everyone who was let in sees alike, except people, timeline and who is connected. */
export interface PublicState {
  readonly phase: Phase;
  readonly start: Millis;
  readonly end: Millis;
  /**
   * The time at which phase `doors` begins automatically; before it the screen asks a facilitator
   * to confirm (LEAD-2).
   */
  readonly doorsAt: Millis;
  readonly mode: Mode;
  /** Open mode: at most one message each so many seconds; null when there is no limit. */
  readonly slow: number | null;
  readonly prompt: string | null;
  /** Number of the round that is running, counted from 1 in this meeting; null when none is. */
  readonly round: number | null;
  readonly holder: PersonId | null;
  readonly offered: PersonId | null;
  /** The turn that is held or offered; messages and resonance refer to it. */
  readonly turn: TurnId | null;
  readonly frozen: boolean;
  readonly onHold: boolean;
  /** At most one person: who is next. */
  readonly next: readonly PersonId[];
  readonly hands: readonly PersonId[];
  readonly lead: PersonId | null;
  readonly locked: boolean;
  /** When a quiet or the responses end by themselves; null when they do not. */
  readonly until: Millis | null;
  /** What the holder, or the sharer who is answered, asks of the others (TRN-4). */
  readonly ask: Ask | null;
  /** The person that the responses answer. */
  readonly respondTo: PersonId | null;
  /** In the last round everyone passed (RND-15). */
  readonly quietRound: boolean;
  /** The start has come and no facilitator has (FAC-6). */
  readonly noShow: boolean;
  /** The last turn that ended and with resonance: 'the circle heard you' (RES-1). */
  readonly heard: TurnId | null;
}

/** The fields of a meeting that runs and in which nothing has happened yet, without its times. */
export const idlePublicState: Omit<PublicState, 'phase' | 'start' | 'end' | 'doorsAt'> = {
  mode: 'open',
  slow: null,
  prompt: null,
  round: null,
  holder: null,
  offered: null,
  turn: null,
  frozen: false,
  onHold: false,
  next: [],
  hands: [],
  lead: null,
  locked: false,
  until: null,
  ask: null,
  respondTo: null,
  quietRound: false,
  noShow: false,
  heard: null,
};

/** `person` and `people` mark fields that hold ids of people. */
export type FieldKind<Value> = [NonNullable<Value>] extends [PersonId]
  ? 'person'
  : [NonNullable<Value>] extends [readonly PersonId[]]
    ? 'people'
    : 'value';

/** What each field holds. Rehearsals check the people whom an expected view names. */
export const publicStateFields: {
  readonly [Field in keyof PublicState]: FieldKind<PublicState[Field]>;
} = {
  phase: 'value',
  start: 'value',
  end: 'value',
  doorsAt: 'value',
  mode: 'value',
  slow: 'value',
  prompt: 'value',
  round: 'value',
  holder: 'person',
  offered: 'person',
  turn: 'value',
  frozen: 'value',
  onHold: 'value',
  next: 'people',
  hands: 'people',
  lead: 'person',
  locked: 'value',
  until: 'value',
  ask: 'value',
  respondTo: 'person',
  quietRound: 'value',
  noShow: 'value',
  heard: 'value',
};

type PeopleListName = {
  [Field in keyof PublicState]: FieldKind<PublicState[Field]> extends 'people' ? Field : never;
}[keyof PublicState];

/** Whether a list of people is shown without those whom the viewer hides (VOI-9). */
const isListWithoutHidden: Readonly<Record<PeopleListName, boolean>> = {
  next: false,
  hands: true,
};

/** The lists from which server and client leave out people whom the viewer hides (VOI-9). */
export const listsWithoutHidden = namesOf(isListWithoutHidden).filter(
  (name) => isListWithoutHidden[name],
);

/** The lists of a view without the people whom the viewer hides (VOI-9). */
export const hideInLists = (
  state: PublicState,
  isHidden: (person: PersonId) => boolean,
): Partial<Pick<PublicState, PeopleListName>> =>
  Object.fromEntries(
    listsWithoutHidden.map((name) => [name, state[name].filter((person) => !isHidden(person))]),
  );

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
