/**
 * The keys of a view, so that a misspelt one in an `expect` is found before anything is
 * played: inside a `never` it would hold for ever. The compiler holds this list and the
 * view of the core together. `person` marks a field that names a person of the file.
 */
import type {
  AgreementsQuestion,
  BackChannelEntry,
  ClauseChange,
  ClauseText,
  ExclusionRequest,
  FacilitatorDesk,
  FormerPerson,
  Intention,
  Message,
  ModerationEntry,
  OwnState,
  Receipt,
  RemovedPerson,
  Report,
  Resonance,
  Thread,
  Trace,
  View,
  ViewPerson,
  WaitingAttendee,
} from '@holdspace/core';
import { idleOwnState, publicStateFields } from '@holdspace/core';
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { isListTest } from './view-match.ts';

export type ViewShape = 'any' | 'person' | 'people' | readonly [ViewShapeMap] | ViewShapeMap;
export interface ViewShapeMap {
  readonly [key: string]: ViewShape;
}
type ShapeOf<T> = { readonly [Key in keyof Required<T>]: ViewShape };

/** The same keys, with a shape for each value. */
function mapValues<Fields extends object>(
  fields: Fields,
  shapeOf: (value: Fields[keyof Fields]) => ViewShape,
): { readonly [Key in keyof Fields]: ViewShape } {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, shapeOf(value)]),
  ) as { [Key in keyof Fields]: ViewShape };
}

const messageShape: ShapeOf<Message> = {
  id: 'any',
  by: 'person',
  text: 'any',
  turn: 'any',
  at: 'any',
  facilitation: 'any',
  withdrawn: 'any',
  removed: 'any',
  note: 'any',
  held: 'any',
};
const traceShape: ShapeOf<Trace> = { what: 'any', round: 'any', prompt: 'any', after: 'any' };
const exclusionAskedShape: ShapeOf<ExclusionRequest> = { by: 'person', reason: 'any', note: 'any' };
const personShape: ShapeOf<ViewPerson> = {
  id: 'person',
  name: 'any',
  role: 'any',
  seat: 'any',
  steppedOut: 'any',
  here: 'any',
  mutedUntil: 'any',
  turns: 'any',
  link: 'any',
  before: 'any',
  place: 'any',
  again: 'any',
  warned: 'any',
  exclusionAsked: exclusionAskedShape,
  likeness: 'any',
};
const pastShape: ShapeOf<FormerPerson> = { id: 'person', name: 'any', role: 'any' };
const receiptShape: ShapeOf<Receipt> = {
  id: 'any',
  kind: 'any',
  at: 'any',
  reason: 'any',
  note: 'any',
  until: 'any',
};
const entryShape: ShapeOf<Thread['entries'][number]> = {
  by: 'person',
  at: 'any',
  text: 'any',
  organiser: 'any',
  name: 'any',
  closes: 'any',
};
const threadShape: ShapeOf<Thread> = {
  id: 'any',
  kind: 'any',
  by: 'person',
  name: 'any',
  state: 'any',
  help: 'any',
  receipt: receiptShape,
  entries: [entryShape],
};
const reportShape: ShapeOf<Report> = {
  id: 'any',
  about: 'person',
  name: 'any',
  message: 'any',
  at: 'any',
  state: 'any',
  text: 'any',
  outcome: 'any',
  quote: { text: 'any', note: 'any' },
};
const intentionShape: ShapeOf<Intention> = { text: 'any', since: 'any', outcome: 'any' };
const resonanceShape: ShapeOf<Resonance> = {
  turn: 'any',
  message: 'any',
  by: 'person',
  kind: 'any',
};
const waitingShape: ShapeOf<WaitingAttendee> = {
  id: 'person',
  name: 'any',
  seat: 'any',
  since: 'any',
  firstTime: 'any',
  admitted: 'any',
  away: 'any',
  link: 'any',
  came: 'any',
  known: 'any',
  likeness: 'any',
};
const backChannelShape: ShapeOf<BackChannelEntry> = {
  id: 'any',
  by: 'person',
  name: 'any',
  at: 'any',
  text: 'any',
  debrief: 'any',
};
const recordEntryShape: ShapeOf<ModerationEntry> = {
  ...receiptShape,
  by: 'person',
  byName: 'any',
  to: 'person',
  toName: 'any',
  asked: { by: 'person', name: 'any', note: 'any' },
};
const removedShape: ShapeOf<RemovedPerson> = {
  id: 'person',
  name: 'any',
  excluded: 'any',
  byOrganisation: 'any',
  exclusionAsked: exclusionAskedShape,
};
const deskShape: ShapeOf<FacilitatorDesk> = {
  threads: [threadShape],
  reports: [reportShape],
  backChannel: [backChannelShape],
  alerts: 'any',
  record: [recordEntryShape],
  more: 'any',
};
const clauseShape: ShapeOf<ClauseText> = { id: 'any', version: 'any', text: 'any', safety: 'any' };
const clauseChangeShape: ShapeOf<ClauseChange> = {
  id: 'any',
  what: 'any',
  before: 'any',
  after: 'any',
};
const agreementsShape: ShapeOf<AgreementsQuestion> = {
  version: 'any',
  agreed: 'any',
  clauses: [clauseShape],
  changes: [clauseChangeShape],
};
const mineShape: ShapeOf<OwnState> = {
  ...mapValues(idleOwnState, () => 'any' as const),
  person: 'person',
  name: 'any',
  can: 'any',
  canSay: 'any',
  mutedUntil: 'any',
  waitsForSeat: 'any',
  agreements: agreementsShape,
  hidden: 'people',
  receipts: [receiptShape],
  threads: [threadShape],
  reports: [reportShape],
  resonance: [resonanceShape],
  intention: intentionShape,
};

const viewShape: ShapeOf<View> = {
  ...mapValues(publicStateFields, (kind) => (kind === 'value' ? 'any' : kind)),
  people: [personShape],
  past: [pastShape],
  timeline: [messageShape],
  traces: [traceShape],
  mine: mineShape,
  waiting: [waitingShape],
  desk: deskShape,
  pace: 'any',
  endsSoon: 'any',
  oneSharer: 'any',
  removed: [removedShape],
  joining: { pausedAt: 'any', seatsLeft: 'any' },
};

interface ViewShapeError {
  readonly at: YamlPath;
  /** Absent when the field must name a person of the file. */
  readonly message?: string;
  readonly person?: unknown;
}

/**
 * What is wrong in an expected view, and every place that must name a person of the file. `pages`: what
 * can stand there instead of the view.
 */
export function viewShapeErrors(
  expected: unknown,
  pages: readonly string[] = [],
): readonly ViewShapeError[] {
  return shapeErrors(expected, viewShape).map((error) => {
    const [key, inner] = error.at;
    const isUnknown = inner === undefined && !Object.hasOwn(viewShape, String(key));
    return isUnknown && pages.length > 0
      ? { ...error, message: `${error.message} Pages are: ${pages.join(', ')}.` }
      : error;
  });
}

export const shapeErrors = (expected: unknown, shape: ViewShape): readonly ViewShapeError[] => [
  ...errorsIn(expected, shape, []),
];

function* errorsIn(expected: unknown, keys: ViewShape, at: YamlPath): Generator<ViewShapeError> {
  if (keys === 'any' || expected === null) return;
  if (keys === 'person') {
    yield { at, person: expected };
  } else if (keys === 'people' || isListShape(keys)) {
    yield* errorsInList(expected, keys === 'people' ? 'person' : keys[0], at);
  } else if (typeof expected !== 'object' || Array.isArray(expected)) {
    yield { at, message: `Needs a map with keys of: ${Object.keys(keys).join(', ')}.` };
  } else {
    for (const [key, value] of Object.entries(expected)) {
      const inner = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (inner !== undefined) yield* errorsIn(value, inner, [...at, key]);
      else {
        const known = Object.keys(keys).join(', ');
        yield {
          at: [...at, key],
          message: `There is no “${key}” here to see. There are: ${known}.`,
        };
      }
    }
  }
}

function* errorsInList(
  expected: unknown,
  item: ViewShape,
  at: YamlPath,
): Generator<ViewShapeError> {
  if (Array.isArray(expected)) {
    for (const [i, each] of expected.entries()) yield* errorsIn(each, item, [...at, i]);
  } else if (isListTest(expected)) {
    for (const [key, list] of Object.entries(expected)) {
      if (Array.isArray(list)) yield* errorsInList(list, item, [...at, key]);
      else yield { at: [...at, key], message: `\`${key}\` needs a list.` };
    }
  } else {
    yield { at, message: 'Needs a list, {contains: […]} or {absent: […]}.' };
  }
}

const isListShape = (keys: ViewShape): keys is readonly [ViewShapeMap] => Array.isArray(keys);
