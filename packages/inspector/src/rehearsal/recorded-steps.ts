/**
 * Finds, commit by commit, what happened: a command of a person, a connection that broke or came
 * back, or time that passed. Each guess is decided by the core on the state before the commit and
 * counts only when it gives the same facts.
 */
import type {
  DecisionContext,
  MeetingCommand,
  MeetingState,
  MeetingSystemCommand,
  PersonId,
  Standing,
} from '@holdspace/core';
import { isRefusal, meeting, meetingDeadlines } from '@holdspace/core';
import type { MeetingHistory, MeetingMoment } from '../history/meeting-history.ts';
import { standingAt } from '../history/person-views.ts';
import { commandCandidates } from './command-candidates.ts';
import { factsMatch } from './facts-match.ts';

export type ConnectionChangeName = 'drop' | 'reconnect' | 'hide-page' | 'show-page';

/** `forget-me` goes to the circle, which then makes the meeting forget the person. */
export type ReconstructedCommand = MeetingCommand | { readonly do: 'forget-me' };

export type RecordedStep = { readonly moment: MeetingMoment } & (
  | { readonly kind: 'command'; readonly by: PersonId; readonly command: ReconstructedCommand }
  | { readonly kind: 'connection'; readonly by: PersonId; readonly step: ConnectionChangeName }
  /** A deadline was due: nobody did anything. */
  | { readonly kind: 'time' }
  /** It came from another ledger, or no command was found for it. */
  | { readonly kind: 'unexplained' }
);

type PersonConnection = 'here' | 'hidden' | 'away';
type Connections = ReadonlyMap<PersonId, PersonConnection>;

/** One person whose connection differs from what was known, without a fact that says so. */
interface ConnectionChange {
  readonly person: PersonId;
  readonly to: PersonConnection;
}

/** What a meeting is told by the circle and by its own outbox; nobody in the meeting did it. */
const fromOutside: ReadonlySet<string> = new Set(['MeetingScheduled', 'Confirmed']);

export function recordSteps(history: MeetingHistory, until: number): readonly RecordedStep[] {
  let connections: Connections = new Map();
  const steps: RecordedStep[] = [];
  for (const moment of history.moments) {
    if (moment.version > until) break;
    if (moment.facts.every(({ type }) => fromOutside.has(type))) continue;
    const found = explain(moment, connections);
    for (const step of found) {
      if (step.kind !== 'connection') continue;
      connections = new Map(connections).set(step.by, stateAfter(step.step));
    }
    steps.push(...found);
  }
  return steps;
}

function explain(moment: MeetingMoment, connections: Connections): readonly RecordedStep[] {
  for (const changes of connectionChanges(moment.before, connections)) {
    const found = explainWith(moment, connections, changes);
    if (found) return found;
  }
  return [{ kind: 'unexplained', moment }];
}

function explainWith(
  moment: MeetingMoment,
  connections: Connections,
  changes: readonly ConnectionChange[],
): readonly RecordedStep[] | null {
  const known = new Map(connections);
  for (const { person, to } of changes) known.set(person, to);
  const changed = changes.map((change): RecordedStep => {
    return { kind: 'connection', by: change.person, step: stepTo(change, connections), moment };
  });
  const decider = new Attempt(moment, known);
  if (changes.length > 0 && decider.system({ do: 'presence-changed' })) return changed;
  const what = moment.facts.flatMap((fact) => (fact.type === 'Confirmed' ? [fact.what] : []));
  // Another ledger has what it was sent; what followed can rest on a connection alone.
  if (what.length > 0 && decider.system({ do: 'confirm', what })) return changed;
  for (const fact of moment.facts) {
    if (fact.type === 'PersonForgotten' && decider.system({ do: 'forget', person: fact.person })) {
      const command = { do: 'forget-me' } as const;
      return [...changed, { kind: 'command', by: fact.person, command, moment }];
    }
  }
  for (const { at, command } of meetingDeadlines(moment.before)) {
    if (at <= moment.at && decider.system(command)) return [...changed, { kind: 'time', moment }];
  }
  const { facts, before, words, at } = moment;
  for (const { by, command } of commandCandidates(facts, before, words, at)) {
    for (const actor of by === null ? facilitatorsOf(moment) : [by]) {
      if (!decider.person(actor, command)) continue;
      const back: RecordedStep[] =
        known.get(actor) === 'away'
          ? [{ kind: 'connection', by: actor, step: 'reconnect', moment }]
          : [];
      return [...changed, ...back, { kind: 'command', by: actor, command, moment }];
    }
  }
  return null;
}

/** Decides commands on the state before a commit and compares the facts. */
class Attempt {
  readonly #moment: MeetingMoment;
  readonly #connections: Connections;

  constructor(moment: MeetingMoment, connections: Connections) {
    this.#moment = moment;
    this.#connections = connections;
  }

  system(command: MeetingSystemCommand | MeetingCommand): boolean {
    return this.#decides(command, 'system', null);
  }

  person(actor: PersonId, command: MeetingCommand): boolean {
    return this.#decides(command, actor, standingAt(this.#moment, actor));
  }

  #decides(
    command: MeetingSystemCommand | MeetingCommand,
    actor: PersonId | 'system',
    standing: Standing | null,
  ): boolean {
    const { before, at, facts } = this.#moment;
    const context: DecisionContext<Standing> = {
      ...{ now: at, actor, standing, writes: true, seed: 'inspector-0123456789' },
      present: (person) => this.#connections.get(person) ?? 'here',
    };
    const decided = meeting.decide(before, command, context);
    return !isRefusal(decided) && factsMatch(decided.events, facts, knownIdsIn(before));
  }
}

function knownIdsIn({ messages, turn, kept, round }: MeetingState): (id: string) => boolean {
  const ids = new Set<string>([...messages].flatMap(({ id, turn: of }) => (of ? [id, of] : [id])));
  for (const each of [turn, ...kept.values()]) if (each) ids.add(each.id);
  if (round) ids.add(round.id);
  return (id) => ids.has(id);
}

/** The lead first. */
function facilitatorsOf({ before, circle, facts }: MeetingMoment): readonly PersonId[] {
  const here = [...before.people.values()].filter(({ role }) => role === 'facilitator');
  const members = [...circle.state.members].filter(([, { role }]) => role === 'facilitator');
  const named = facts.flatMap((fact) => (fact.type === 'LeadTaken' ? [fact.person] : []));
  const all = [before.lead, ...named, ...here.map(({ id }) => id), ...members.map(([id]) => id)];
  return [...new Set(all.flatMap((person) => person ?? []))];
}

const likelyChanges: Readonly<Record<PersonConnection, readonly PersonConnection[]>> = {
  here: ['away', 'hidden'],
  hidden: ['here', 'away'],
  away: ['here', 'hidden'],
};

/** Nothing, then one person, then all facilitators at once, then everyone. */
function connectionChanges(
  { people }: MeetingState,
  known: Connections,
): (readonly ConnectionChange[])[] {
  const stateOf = (person: PersonId) => known.get(person) ?? 'here';
  const drop = (group: readonly PersonId[]) =>
    group
      .filter((person) => stateOf(person) !== 'away')
      .map((person) => ({ person, to: 'away' as const }));
  const all = [...people.keys()];
  const single = all.flatMap((person) =>
    likelyChanges[stateOf(person)].map((to) => [{ person, to }]),
  );
  const facilitators = all.filter((person) => people.get(person)?.role === 'facilitator');
  return [[], ...single, drop(facilitators), drop(all)];
}

const stateAfter = (step: ConnectionChangeName): PersonConnection =>
  step === 'drop' ? 'away' : step === 'hide-page' ? 'hidden' : 'here';

function stepTo({ person, to }: ConnectionChange, before: Connections): ConnectionChangeName {
  if (to === 'away') return 'drop';
  if (to === 'hidden') return 'hide-page';
  return before.get(person) === 'hidden' ? 'show-page' : 'reconnect';
}
