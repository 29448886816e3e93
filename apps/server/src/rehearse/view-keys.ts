/**
 * The keys of a view, so that a misspelt one in an `expect` is found before anything is
 * played: inside a `never` it would hold for ever. The compiler holds this list and the
 * view of the core together. `person` marks where somebody of the file is named.
 */
import type {
  BackChannelEntry,
  Desk,
  ExclusionAsked,
  Intention,
  Message,
  Mine,
  Past,
  Receipt,
  RecordEntry,
  Removed,
  Report,
  Resonance,
  Thread,
  Trace,
  View,
  ViewPerson,
  Waiting,
} from '@holdspace/core';
import { isListTest } from './expect.ts';
import type { Path } from './source.ts';

type Keys = 'any' | 'person' | 'people' | readonly [KeysOf] | KeysOf;
interface KeysOf {
  readonly [key: string]: Keys;
}
type Of<T> = { readonly [Key in keyof Required<T>]: Keys };

const message: Of<Message> = {
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
const trace: Of<Trace> = { what: 'any', round: 'any', prompt: 'any', after: 'any' };
const exclusionAsked: Of<ExclusionAsked> = { by: 'person', reason: 'any', note: 'any' };
const person: Of<ViewPerson> = {
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
  exclusionAsked,
  likeness: 'any',
};
const past: Of<Past> = { id: 'person', name: 'any', role: 'any' };
const receipt: Of<Receipt> = {
  id: 'any',
  kind: 'any',
  at: 'any',
  reason: 'any',
  note: 'any',
  until: 'any',
};
const entry: Of<Thread['entries'][number]> = {
  by: 'person',
  at: 'any',
  text: 'any',
  organiser: 'any',
  name: 'any',
  closes: 'any',
};
const thread: Of<Thread> = {
  id: 'any',
  kind: 'any',
  by: 'person',
  name: 'any',
  state: 'any',
  help: 'any',
  receipt,
  entries: [entry],
};
const report: Of<Report> = {
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
const intention: Of<Intention> = { text: 'any', since: 'any', outcome: 'any' };
const resonance: Of<Resonance> = { turn: 'any', message: 'any', by: 'person', kind: 'any' };
const waiting: Of<Waiting> = {
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
const backChannel: Of<BackChannelEntry> = {
  id: 'any',
  by: 'person',
  name: 'any',
  at: 'any',
  text: 'any',
  debrief: 'any',
};
const act: Of<RecordEntry> = {
  ...receipt,
  by: 'person',
  byName: 'any',
  to: 'person',
  toName: 'any',
  asked: { by: 'person', name: 'any', note: 'any' },
};
const removed: Of<Removed> = {
  id: 'person',
  name: 'any',
  excluded: 'any',
  byOrganisation: 'any',
  exclusionAsked,
};
const desk: Of<Desk> = {
  threads: [thread],
  reports: [report],
  backChannel: [backChannel],
  alerts: 'any',
  record: [act],
  more: 'any',
};
const mine: Of<Mine> = {
  person: 'person',
  name: 'any',
  role: 'any',
  seat: 'any',
  whereabouts: 'any',
  here: 'any',
  writes: 'any',
  can: 'any',
  canSay: 'any',
  place: 'any',
  again: 'any',
  handPlace: 'any',
  mutedUntil: 'any',
  time: 'any',
  hidden: 'people',
  leadOffered: 'any',
  floor: 'any',
  receipts: [receipt],
  threads: [thread],
  reports: [report],
  helpWaits: 'any',
  resonance: [resonance],
  intention,
};

const viewKeys: Of<View> = {
  phase: 'any',
  start: 'any',
  end: 'any',
  doorsAt: 'any',
  mode: 'any',
  slow: 'any',
  prompt: 'any',
  round: 'any',
  holder: 'person',
  offered: 'person',
  turn: 'any',
  frozen: 'any',
  onHold: 'any',
  next: 'people',
  hands: 'people',
  lead: 'person',
  locked: 'any',
  until: 'any',
  ask: 'any',
  respondTo: 'person',
  quietRound: 'any',
  noShow: 'any',
  heard: 'any',
  people: [person],
  past: [past],
  timeline: [message],
  traces: [trace],
  mine,
  waiting: [waiting],
  desk,
  pace: 'any',
  endsSoon: 'any',
  oneSharer: 'any',
  removed: [removed],
  joining: { pausedAt: 'any', seatsLeft: 'any' },
};

interface ViewFault {
  readonly at: Path;
  /** Absent when `person` stands where somebody of the file must be named. */
  readonly message?: string;
  readonly person?: unknown;
}

/** What is wrong in an expected view, and every place that must name a person of the file. */
export function viewFaults(expected: unknown): readonly ViewFault[] {
  return [...faultsIn(expected, viewKeys, [])];
}

function* faultsIn(expected: unknown, keys: Keys, at: Path): Generator<ViewFault> {
  if (keys === 'any' || expected === null) return;
  if (keys === 'person') {
    yield { at, person: expected };
  } else if (keys === 'people' || isItem(keys)) {
    yield* faultsInList(expected, keys === 'people' ? 'person' : keys[0], at);
  } else if (typeof expected !== 'object' || Array.isArray(expected)) {
    yield { at, message: `Needs a map with keys of: ${Object.keys(keys).join(', ')}.` };
  } else {
    for (const [key, value] of Object.entries(expected)) {
      const inner = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (inner !== undefined) yield* faultsIn(value, inner, [...at, key]);
      else {
        const known = Object.keys(keys).join(', ');
        yield { at: [...at, key], message: `A view has no “${key}” here. There are: ${known}.` };
      }
    }
  }
}

function* faultsInList(expected: unknown, item: Keys, at: Path): Generator<ViewFault> {
  if (Array.isArray(expected)) {
    for (const [i, each] of expected.entries()) yield* faultsIn(each, item, [...at, i]);
  } else if (isListTest(expected)) {
    for (const [key, list] of Object.entries(expected)) {
      if (Array.isArray(list)) yield* faultsInList(list, item, [...at, key]);
      else yield { at: [...at, key], message: `\`${key}\` needs a list.` };
    }
  } else {
    yield { at, message: 'Needs a list, {contains: […]} or {absent: […]}.' };
  }
}

const isItem = (keys: Keys): keys is readonly [KeysOf] => Array.isArray(keys);
