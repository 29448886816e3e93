/**
 * Who leads, and what happens when no facilitator is there (FAC-1 to FAC-6). Nobody is ever
 * promoted: a lead passes to a co-facilitator, and a stand-in was named beforehand and accepts.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { removedGuard } from './attendance.ts';
import type { MeetingEvent } from './events.ts';
import { setFloor } from './floor.ts';
import type { ReactionContext } from './reactions.ts';
import type { MeetingEvolvers, MeetingRules } from './rule.ts';
import { closedGuard, facilitatorGuard, notHereGuard, writesElsewhereGuard } from './rule.ts';
import type { MeetingState } from './state.ts';
import { facilitatorsThere, isInMeeting, withAttendee } from './state.ts';

const hasBegun = ({ phase }: MeetingState): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';

export const leadRules: MeetingRules<'take-lead' | 'hand-over' | 'stand-in'> = {
  'take-lead': {
    may: facilitatorGuard,
    decide: (_command, { state, who }) =>
      state.lead === who ? [] : [{ type: 'LeadTaken', person: who }],
  },
  'hand-over': {
    may: facilitatorGuard,
    decide({ who }, { state }) {
      const other = state.people.get(who);
      if (other?.role !== 'facilitator' || other.whereabouts !== 'in') {
        return refuse('unknown-person');
      }
      return state.lead === who ? [] : [{ type: 'LeadTaken', person: who }];
    },
  },
  'stand-in': {
    may: (asked) =>
      firstRefusal(
        closedGuard(asked),
        removedGuard(asked),
        asked.me?.whereabouts !== 'waiting' &&
          asked.me?.whereabouts !== 'admitted' &&
          notHereGuard(asked),
        !asked.standing?.standIn && !asked.facilitates && 'not-facilitator',
        writesElsewhereGuard(asked),
        // VOI-2: whose voice was taken does not get it back by nobody being there.
        asked.me?.mute != null && 'no-voice',
        !asked.facilitates && !asked.state.unattended && !asked.state.noShow && 'not-offered',
      ),
    decide: (_command, { who, me }) =>
      me?.role === 'facilitator'
        ? []
        : [
            { type: 'StoodIn', person: who },
            // No facilitator is there to let them in.
            ...(me?.whereabouts === 'in' ? [] : [{ type: 'Entered', person: who } as const]),
            { type: 'LeadTaken', person: who },
          ],
  },
};

/** What follows from who of the facilitators is there. */
export function reconcileLead(around: ReactionContext): MeetingEvent[] {
  const { state, now, present } = around;
  if (state.phase === 'scheduled') return [];
  const there = facilitatorsThere(state)
    .map(({ id }) => id)
    .filter((id) => present(id) !== 'away');
  const { lead, leadAway, unattended } = state;

  if (there.length === 0 && hasBegun(state) && !unattended)
    return [{ type: 'Unattended', since: now }];
  if (there.length > 0 && (unattended || state.noShow)) {
    return [{ type: 'Attended', ...(unattended?.finished && { finished: true }) }];
  }

  const [first] = there;
  if (lead === null || !isInMeeting(state, lead)) {
    return first === undefined ? [] : [{ type: 'LeadTaken', person: first }];
  }
  const leadThere = there.includes(lead);
  if (!leadThere && !leadAway) return [{ type: 'LeadAway', since: now }];
  if (leadThere && leadAway) return [{ type: 'LeadBack' }];
  // FAC-1: privately, to a co-facilitator who is present, once the grace is over.
  return leadAway?.over && first !== undefined
    ? [{ type: 'LeadPassed', person: first, from: lead }]
    : [];
}

/** FAC-2: the holder may finish, then the circle is held. */
export function holdUnattended(around: ReactionContext): MeetingEvent[] {
  const { state, now } = around;
  const { unattended, turn, floor } = state;
  if (!unattended || turn?.state === 'held' || floor.mode === 'hold') return [];
  if (unattended.over === null) {
    const at = unattended.finished ? unattendedDeadline(state) : null;
    return at !== null && at <= now ? [{ type: 'UnattendedGraceOver', at: now }] : [];
  }
  return hasBegun(around.state) ? setFloor(around, { mode: 'hold' }) : [];
}

/** So long a connection may take to come back, before a circle without turns to wait for stops. */
const reconnectAllowance: Millis = 3000;

/** FAC-2: until when facilitators are waited for; a breath alone, once the holder has finished. */
export const unattendedDeadline = ({
  unattended,
  settings,
}: Pick<MeetingState, 'unattended' | 'settings'>): Millis | null =>
  unattended?.over === null
    ? unattended.since +
      (unattended.finished ? Math.min(settings.leadGrace, reconnectAllowance) : settings.leadGrace)
    : null;

/** FAC-2: the holder has finished; in open talk nobody was waited for. */
export const withHolderFinished = (state: MeetingState): MeetingState =>
  state.unattended && state.floor.mode !== 'open'
    ? { ...state, unattended: { ...state.unattended, finished: true } }
    : state;

/**
 * They facilitate no more (KEY-4). What they asked for and nobody confirmed yet goes with it:
 * an exclusion from the organisation takes two who facilitate (VOI-1).
 */
export function endRole(state: MeetingState, person: PersonId): MeetingEvent[] {
  if (state.people.get(person)?.role !== 'facilitator') return [];
  const notes = [...state.exclusions.values()].filter(({ by }) => by === person);
  const erases = notes.map(({ note }) => note);
  return [{ type: 'RoleEnded', person, ...(erases.length > 0 ? { erases } : {}) }];
}

export const leadEvolvers: MeetingEvolvers<
  | 'LeadTaken'
  | 'LeadAway'
  | 'LeadGraceOver'
  | 'LeadBack'
  | 'LeadPassed'
  | 'Unattended'
  | 'UnattendedGraceOver'
  | 'Attended'
  | 'StoodIn'
  | 'RoleEnded'
  | 'NoShow'
> = {
  LeadTaken: (state, { person }) => ({ ...state, lead: person, leadAway: null, formerLead: null }),
  LeadAway: (state, { since }) => ({ ...state, leadAway: { since, over: false } }),
  LeadGraceOver: (state) =>
    state.leadAway ? { ...state, leadAway: { ...state.leadAway, over: true } } : state,
  LeadBack: (state) => ({ ...state, leadAway: null }),
  LeadPassed: (state, { person, from }) => ({
    ...state,
    lead: person,
    leadAway: null,
    formerLead: state.formerLead ?? from,
  }),
  Unattended: (state, { since }) => ({
    ...state,
    unattended: { since, finished: false, over: null },
  }),
  UnattendedGraceOver: (state, { at }) =>
    state.unattended ? { ...state, unattended: { ...state.unattended, over: at } } : state,
  Attended: (state) => ({ ...state, unattended: null, noShow: false, noShowSince: null }),
  StoodIn: (state, { person }) => {
    // VOI-9: facilitators cannot be hidden, and neither can who becomes one.
    const people = [...state.people].map(
      ([id, each]) =>
        [
          id,
          each.hidden.includes(person)
            ? { ...each, hidden: each.hidden.filter((other) => other !== person) }
            : each,
        ] as const,
    );
    return withAttendee({ ...state, people: new Map(people) }, person, { role: 'facilitator' });
  },
  RoleEnded: (state, { person }) => ({
    ...withAttendee(state, person, { role: 'participant' }),
    exclusions: new Map([...state.exclusions].filter(([, { by }]) => by !== person)),
    ...(state.lead === person ? { lead: null, leadAway: null } : {}),
    ...(state.formerLead === person ? { formerLead: null } : {}),
  }),
  NoShow: (state, { at }) => ({
    ...state,
    noShow: true,
    noShowSince: at,
    outgoing: new Map(state.outgoing).set('no-show', { to: 'desk', incident: 'no-show', at }),
  }),
};

export const isLeadOffered = (state: MeetingState, person: PersonId): boolean =>
  state.formerLead === person && state.lead !== person;
