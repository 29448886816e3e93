/**
 * A meeting while the agreements of its circle change (AGR-2). The meeting marks in its own order of
 * events where a new version begins; people in it who have not agreed keep their seat and their
 * place, hear nothing further and do nothing further, until they have.
 */
import type { MeetingCommand } from '../commands/index.ts';
import type { Standing } from '../standing.ts';
import type { RefusalCode } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingEvolvers, MeetingRuleContext } from './rule.ts';
import type { Attendee, MeetingState } from './state.ts';
import { isAttending, withAttendee } from './state.ts';
import type { MeetingSystemCommand } from './system-commands.ts';

type AgreementsState = Pick<MeetingState, 'agreements'>;

type AgreementStanding = Pick<Standing, 'agreements'> | null;

/** Without a change of meaning everybody has agreed to the first version. */
const agreedVersion = (standing: AgreementStanding): number => standing?.agreements?.agreed ?? 1;

/** A meeting can know of a change before the circle does on this node, and the other way round. */
const bindingVersion = ({ agreements }: AgreementsState, standing: AgreementStanding): number =>
  Math.max(agreements.version, standing?.agreements?.binding ?? 1);

/**
 * Whether this person has to agree to changed agreements before they read or write anything further.
 * What was said under versions they agreed to stays theirs to read.
 */
export const mustAgreeFirst = (state: AgreementsState, standing: AgreementStanding): boolean =>
  agreedVersion(standing) < bindingVersion(state, standing);

/** Up to where a person may read: so many messages and traces, counted from the first. */
export interface ReadableEnd {
  readonly messages: number;
  readonly traces: number;
}

/**
 * What was there when the first version began that this person has not agreed to; all when there
 * is none. Where the meeting has not heard of the version, nothing was said under it.
 */
export function readableEnd(
  { agreements, messages, traces }: Pick<MeetingState, 'agreements' | 'messages' | 'traces'>,
  standing: AgreementStanding,
): ReadableEnd {
  const agreed = agreedVersion(standing);
  const first = agreements.marks.find(({ version }) => version > agreed);
  return first ?? { messages: messages.length, traces: traces.length };
}

/** Open to everybody: leaving, and one's own words. The desk stays open too. */
const alwaysOpen: ReadonlySet<MeetingCommand['do']> = new Set(['leave', 'erase-mine', 'take-back']);

/** The refusal of who must agree first: for the circle they are not here until they have. */
export const mustAgreeRefusal = (
  name: MeetingCommand['do'],
  { state, standing }: Pick<MeetingRuleContext, 'state' | 'standing'>,
): RefusalCode | null =>
  mustAgreeFirst(state, standing) && !alwaysOpen.has(name) ? 'not-here' : null;

/**
 * What a person's command tells the meeting before its own effect: the version that binds the circle,
 * and that its author has agreed. So nothing is said under a version without a mark before it, also
 * when the circle's own word is still on its way.
 */
export function agreementNotes({
  state,
  standing,
  who,
  me,
}: Pick<MeetingRuleContext, 'state' | 'standing' | 'who' | 'me'>): MeetingEvent[] {
  if (standing === null) return [];
  const hasAgreed = !mustAgreeFirst(state, standing);
  const binding = bindingVersion(state, standing);
  if (binding > state.agreements.version) {
    const there = [...state.people.values()].filter(isAttending).map(({ id }) => id);
    const pending = there.filter((id) => !(hasAgreed && id === who));
    return [{ type: 'AgreementsChanged', version: binding, pending }];
  }
  return hasAgreed && me?.mustAgree ? [{ type: 'MembersAgreed', people: [who] }] : [];
}

/** By the server: what the circle knows; see `meetingAgreementCommands`. */
export function noteAgreements(
  state: MeetingState,
  { version, pending }: Extract<MeetingSystemCommand, { do: 'note-agreements' }>,
): readonly MeetingEvent[] {
  const fresh = pending.filter((person) => state.people.get(person)?.mustAgree === undefined);
  const asked = fresh.filter((person) => state.people.has(person));
  if (version < state.agreements.version) return [];
  if (version === state.agreements.version && asked.length === 0) return [];
  return [{ type: 'AgreementsChanged', version, pending: asked }];
}

export function noteConsent(
  { people }: MeetingState,
  { people: agreed }: Extract<MeetingSystemCommand, { do: 'note-consent' }>,
): readonly MeetingEvent[] {
  const waited = agreed.filter((person) => people.get(person)?.mustAgree);
  return waited.length > 0 ? [{ type: 'MembersAgreed', people: waited }] : [];
}

const withoutMark = ({ mustAgree: _, ...attendee }: Attendee): Attendee => attendee;

export const agreementEvolvers: MeetingEvolvers<'AgreementsChanged' | 'MembersAgreed'> = {
  AgreementsChanged(state, { version, pending }) {
    const { agreements, messages, traces } = state;
    const mark = { version, messages: messages.length, traces: traces.length };
    const marked: MeetingState =
      version > agreements.version
        ? { ...state, agreements: { version, marks: [...agreements.marks, mark] } }
        : state;
    return pending.reduce(
      (next, person) => withAttendee(next, person, { mustAgree: true }),
      marked,
    );
  },
  MembersAgreed(state, { people: agreed }) {
    const people = new Map(state.people);
    for (const id of agreed) {
      const attendee = people.get(id);
      if (attendee) people.set(id, withoutMark(attendee));
    }
    return { ...state, people };
  },
};
