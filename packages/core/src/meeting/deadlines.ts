/**
 * What is due when, computed from the state alone, so that any node can find it out after any
 * outage. A due command that has become untrue decides to nothing.
 */
import { type Deadline, oncePerState } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import { endTemporaryMode } from './floor.ts';
import { joiningPauseDuration } from './joining-pause.ts';
import { unattendedDeadline } from './lead.ts';
import { abandonMeeting, beginAftercare, closingPromptLead, overrunLimit } from './phases.ts';
import { unreachedPeople } from './round.ts';
import { waitingDeadlines } from './seats.ts';
import type { MeetingState } from './state.ts';
import { isMeetingOver } from './state.ts';
import { nextTurnNoteAt, turnNotes } from './turn-clock.ts';

type MeetingDeadlineKind =
  | 'doors'
  | 'end'
  | 'overrun'
  | 'aftercare'
  | 'purge'
  | 'offer'
  | 'offered-away'
  | 'freeze'
  | 'round-waits'
  | 'mute'
  | 'floor-ends'
  | 'responses'
  | 'turn-note'
  | 'lead'
  | 'unattended'
  | 'hold-limit'
  | 'no-show'
  | 'closing-prompt'
  | 'waiting-gone'
  | 'pause-ends';

/** What only the server itself asks for. */
export type MeetingSystemCommand =
  | {
      readonly do: 'schedule';
      readonly circle: CircleId;
      readonly meeting: MeetingId;
      readonly start: Millis;
      readonly end: Millis;
      readonly settings: CircleSettings;
    }
  /** A connection opened or closed; the decider reads the presence of everyone. */
  | { readonly do: 'presence-changed'; readonly person: PersonId }
  /** Sent by the circle: this person is no longer a facilitator (KEY-4). */
  | { readonly do: 'end-role'; readonly person: PersonId }
  | { readonly do: 'due'; readonly what: MeetingDeadlineKind; readonly person?: PersonId }
  /** The organisation excluded this member, or took that back; no receipt is given here (VOI-12). */
  | { readonly do: 'bar' | 'unbar'; readonly person: PersonId }
  /** The circle has forgotten this person (PRV-11). */
  | { readonly do: 'forget'; readonly person: PersonId }
  /** An outgoing consequence has arrived. */
  | { readonly do: 'confirm'; readonly what: string };

export interface MeetingDeadline extends Deadline<MeetingSystemCommand> {
  /** About the floor or who is there: waits while people come back after a restart (RND-17). */
  readonly floor: boolean;
  readonly events: (now: Millis) => readonly MeetingEvent[];
}

/** The decider and the timers of a node share one list per state. */
export const meetingDeadlines: (state: MeetingState) => readonly MeetingDeadline[] =
  oncePerState(computeMeetingDeadlines);

function computeMeetingDeadlines(state: MeetingState): MeetingDeadline[] {
  const { phase, settings, turn, round, start, end } = state;
  const list: MeetingDeadline[] = [];
  const due = (
    what: MeetingDeadlineKind,
    at: Millis | null,
    events: MeetingDeadline['events'],
    more: { floor?: boolean; person?: PersonId } = {},
  ) => {
    const { floor = false, ...whom } = more;
    if (at !== null) list.push({ at, floor, command: { do: 'due', what, ...whom }, events });
  };
  const to = (next: 'doors' | 'closed' | 'purged') => (now: Millis) => [
    { type: 'PhaseChanged', phase: next, at: now } as const,
  ];
  const gathered = phase === 'opening' || phase === 'body' || phase === 'closing';

  if (phase === 'scheduled') due('doors', start - settings.doorsLead, to('doors'));
  if (phase === 'scheduled' || phase === 'doors') {
    // Nobody began it: it is over when its time is over.
    due('end', end, (now) => beginAftercare(state, now));
  } else if (gathered && !state.endReached) due('end', end, () => [{ type: 'EndReached' }]);
  if (gathered) due('overrun', end + overrunLimit, (now) => beginAftercare(state, now));
  if (phase === 'aftercare') due('aftercare', state.phaseSince + settings.aftercare, to('closed'));
  if (phase === 'aftercare' || phase === 'closed') due('purge', state.wordsUntil, to('purged'));

  const aside = (now: Millis) =>
    turn
      ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'aside', at: now } as const]
      : [];
  if (turn?.state === 'offered') {
    due('offer', turn.until, aside, { floor: true }); // TRN-1
    if (turn.awaySince !== null) {
      due('offered-away', turn.awaySince + settings.offeredGrace, aside, { floor: true }); // RND-6
    }
  }
  if (turn?.state === 'held') due('freeze', turn.frozenUntil, aside, { floor: true }); // RND-7
  if (round && state.floor.mode === 'round') {
    due(
      'round-waits',
      round.waitsUntil,
      () => [{ type: 'RoundEnded', round: round.id, unreached: unreachedPeople(round) }],
      { floor: true },
    );
  }
  due('turn-note', nextTurnNoteAt(state), (now) => turnNotes(state, now), { floor: true }); // TRN-5
  const { floor, leadAway, unattended } = state;
  if (floor.before) {
    const what = floor.mode === 'responses' ? 'responses' : 'floor-ends';
    const ends = (now: Millis) => endTemporaryMode({ state, now });
    due(what, floor.until, ends, { floor: floor.mode === 'responses' });
  }
  if (leadAway && !leadAway.over) {
    const over = () => [{ type: 'LeadGraceOver' } as const];
    due('lead', leadAway.since + settings.leadGrace, over, { floor: true }); // FAC-1
  }
  if (gathered && unattended) {
    // FAC-2, FAC-5: first the circle is held, much later it closes gently.
    const waited = unattendedDeadline(state);
    if (unattended.over === null) {
      due('unattended', waited, (at) => [{ type: 'UnattendedGraceOver', at }], { floor: true });
    } else if (floor.mode === 'hold') {
      // So long after the holder has finished: the hold counts, not the absence.
      const limit = Math.max(floor.since, unattended.over);
      due('hold-limit', limit + settings.holdLimit, (now) => abandonMeeting(state, now), {
        floor: true,
      });
    }
  }
  if ((phase === 'scheduled' || phase === 'doors') && !state.noShow && !isFacilitated(state)) {
    const grace = leadAway ? leadAway.since + settings.leadGrace : 0;
    const at = Math.max(start + settings.noShow, grace);
    due('no-show', at, (now) => [{ type: 'NoShow', at: now }], { floor: leadAway !== null }); // FAC-6
  }
  if (gathered && phase !== 'closing' && !state.closingPrompted) {
    due('closing-prompt', end - closingPromptLead, () => [{ type: 'ClosingPrompted' }]); // PHA-3
  }
  if (!isMeetingOver(state)) {
    for (const { person, at } of waitingDeadlines(state)) {
      const ends = () => [{ type: 'WaitingEnded', person } as const];
      due('waiting-gone', at, ends, { person, floor: true }); // LIM-1
    }
    if (state.pausedAt !== null) {
      due('pause-ends', state.pausedAt + joiningPauseDuration, (at) => [
        { type: 'JoiningResumed', at },
      ]);
    }
    for (const { id, mute } of state.people.values()) {
      if (typeof mute?.until !== 'number') continue;
      const lifted = () => [{ type: 'Unmuted', person: id, carried: false } as const];
      due('mute', mute.until, lifted, { person: id });
    }
  }
  return list;
}

/** A facilitator is in, and the lead is connected or has a co-facilitator. */
const isFacilitated = ({ people, leadAway }: MeetingState): boolean =>
  leadAway === null &&
  [...people.values()].some(
    ({ role, whereabouts }) => role === 'facilitator' && whereabouts === 'in',
  );
