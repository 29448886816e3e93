/**
 * The acts of the moderation ladder other than muting (VOI-1): a private nudge, a warning that ends
 * with the meeting, exclusion from the circle, and from the organisation by two people; and what
 * anyone can do for themselves: hide a person (VOI-9). Removing is in attendance.ts, muting in
 * voice.ts.
 */
import type { Refusal } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { PersonId, RefusalCode } from '../vocabulary.ts';
import { anyParticipant, currentParticipant } from './attendance.ts';
import type { MeetingEvent, ReceiptFields } from './events.ts';
import { withReceipt } from './outbox.ts';
import type { MeetingEvolvers, MeetingFact, MeetingRuleContext, MeetingRules } from './rule.ts';
import {
  createReceipt,
  facilitatorGuard,
  notFacilitatorGuard,
  notHereGuard,
  writesElsewhereGuard,
} from './rule.ts';
import type { Attendee, MeetingState } from './state.ts';
import { withAttendee } from './state.ts';

/** An act on a participant, with a kind sentence that is never empty (VOI-3). */
function moderate(
  asked: MeetingRuleContext,
  command: { who: PersonId; reason?: ReceiptFields['reason']; note: string },
  event: (details: ReceiptFields & { readonly words: Record<string, string> }) => MeetingEvent,
  reach = currentParticipant,
): readonly MeetingEvent[] | Refusal {
  const person = reach(asked.state, command.who);
  if ('refused' in person) return person;
  const wrong = textRefusal(command.note);
  if (wrong) return refuse(wrong);
  const { receipt, words } = createReceipt(asked, { reason: 'other', ...command });
  return [event({ ...receipt, words })];
}

const isPurged = ({ state }: Pick<MeetingRuleContext, 'state'>): RefusalCode | false =>
  state.phase === 'purged' && 'closed';

/** For oneself, for as long as there is something to look at (VOI-9). */
const hidingGuard = (asked: MeetingRuleContext): RefusalCode | null =>
  firstRefusal(
    isPurged(asked),
    asked.me?.whereabouts !== 'stepped-out' && notHereGuard(asked),
    writesElsewhereGuard(asked),
  );

/** Also when the meeting is over: a report may be read then, and what it says thought over. */
const excludingGuard = (asked: MeetingRuleContext): RefusalCode | null =>
  firstRefusal(
    isPurged(asked),
    notHereGuard(asked),
    notFacilitatorGuard(asked),
    writesElsewhereGuard(asked),
  );

export const moderationRules: MeetingRules<
  'nudge' | 'warn' | 'exclude' | 'exclude-everywhere' | 'hide' | 'unhide'
> = {
  nudge: {
    may: facilitatorGuard,
    decide: (command, asked) =>
      moderate(asked, command, (details) => ({ type: 'Nudged', person: command.who, ...details })),
  },
  warn: {
    may: facilitatorGuard,
    decide: (command, asked) =>
      moderate(asked, command, (details) => ({ type: 'Warned', person: command.who, ...details })),
  },
  exclude: {
    may: excludingGuard,
    decide: (command, asked) =>
      moderate(
        asked,
        command,
        (details) => ({
          type: 'Excluded',
          person: command.who,
          until: command.until ?? null,
          ...details,
        }),
        anyParticipant,
      ),
  },
  'exclude-everywhere': {
    may: excludingGuard,
    decide(command, asked) {
      const { state, who } = asked;
      const { who: person } = command;
      const asks = state.exclusions.get(person);
      if (asks?.by === who) return [];
      return moderate(
        asked,
        command,
        ({ by, reason, note, words, ...details }) =>
          asks
            ? { type: 'ExcludedEverywhere', person, by, reason, note, words, ...details }
            : { type: 'ExclusionAsked', person, by, reason, note, words },
        anyParticipant,
      );
    },
  },
  hide: {
    may: hidingGuard,
    decide({ who: other }, { state, who, me }) {
      const person = state.people.get(other);
      if (!person || other === who) return refuse('unknown-person');
      if (person.role === 'facilitator') return refuse('not-yours');
      return me?.hidden.includes(other) ? [] : [{ type: 'Hidden', by: who, person: other }];
    },
  },
  unhide: {
    may: hidingGuard,
    decide: ({ who: other }, { who, me }) =>
      me?.hidden.includes(other) ? [{ type: 'Unhidden', by: who, person: other }] : [],
  },
};

/** The person is out of this meeting; this includes facilitators. */
export const barFromMeeting = (state: MeetingState, person: PersonId): MeetingEvent[] => {
  const attendee = state.people.get(person);
  return attendee && !attendee.barred && !isPurged({ state }) ? [{ type: 'Barred', person }] : [];
};

/** They are as if they had left, and may ask in again. */
export const unbarFromMeeting = (state: MeetingState, person: PersonId): MeetingEvent[] =>
  state.people.get(person)?.barred ? [{ type: 'Unbarred', person }] : [];

const withExclusionHere = (state: MeetingState, person: PersonId): MeetingState =>
  withAttendee({ ...state, hands: state.hands.filter((each) => each !== person) }, person, {
    whereabouts: 'removed',
    excluded: true,
  });

const withExclusionQueued = (
  state: MeetingState,
  { person, receipt }: Extract<MeetingFact, { type: 'Excluded' | 'ExcludedEverywhere' }>,
  until: number | null,
  everywhere: boolean,
): MeetingState => ({
  ...state,
  outgoing: new Map(state.outgoing).set(`exclude.${receipt}`, {
    to: 'circle',
    person,
    excludedUntil: until,
    everywhere,
  }),
});

const withHiddenPeople = (
  state: MeetingState,
  by: PersonId,
  change: (hidden: Attendee['hidden']) => Attendee['hidden'],
): MeetingState => withAttendee(state, by, { hidden: change(state.people.get(by)?.hidden ?? []) });

export const moderationEvolvers: MeetingEvolvers<
  | 'Nudged'
  | 'Warned'
  | 'Excluded'
  | 'ExclusionAsked'
  | 'ExcludedEverywhere'
  | 'Barred'
  | 'Unbarred'
  | 'Hidden'
  | 'Unhidden'
> = {
  Nudged: (state, fact) => withReceipt(state, fact, 'nudge'),
  Warned: (state, fact) =>
    withReceipt(withAttendee(state, fact.person, { warned: true }), fact, 'warn'),
  Excluded: (state, fact) =>
    withExclusionQueued(
      withReceipt(withExclusionHere(state, fact.person), fact, 'exclude', { until: fact.until }),
      fact,
      fact.until,
      false,
    ),
  ExclusionAsked: (state, { person, by, reason, note }) => ({
    ...state,
    exclusions: new Map(state.exclusions).set(person, { by, reason, note }),
  }),
  ExcludedEverywhere(state, fact) {
    const { person } = fact;
    const asked = state.exclusions.get(person);
    const exclusions = new Map(state.exclusions);
    exclusions.delete(person);
    const details = { until: null, ...(asked && { asked }) };
    const gone = withReceipt(
      withExclusionHere({ ...state, exclusions }, person),
      fact,
      'exclude-everywhere',
      details,
    );
    return withExclusionQueued(gone, fact, null, true);
  },
  Barred(state, { person }) {
    const before = state.people.get(person);
    const wasOut = before?.whereabouts === 'removed' || before?.whereabouts === 'turned-away';
    // A removal or exclusion here remains when the organisation lifts its own.
    return wasOut
      ? withAttendee(state, person, { barred: 'besides' })
      : withAttendee(withExclusionHere(state, person), person, { barred: 'alone' });
  },
  Unbarred: (state, { person }) =>
    withAttendee(
      state,
      person,
      state.people.get(person)?.barred === 'alone'
        ? { barred: null, excluded: false, whereabouts: 'left' }
        : { barred: null },
    ),
  Hidden: (state, { by, person }) => withHiddenPeople(state, by, (hidden) => [...hidden, person]),
  Unhidden: (state, { by, person }) =>
    withHiddenPeople(state, by, (hidden) => hidden.filter((each) => each !== person)),
};
