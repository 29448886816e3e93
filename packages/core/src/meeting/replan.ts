/**
 * A meeting follows the plan of its circle while it has not begun, and its settings until the doors
 * open (RHY-3): it gets another time, or is
 * called off, or takes place after all. Who waits at open doors then waits no longer, and may ask
 * again. What has begun never changes.
 */
import type { Slot } from '../kernel.ts';
import { changedSettings } from '../settings.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { isBeforeBegin } from './deadline-state.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingEvolvers } from './rule.ts';
import type { Attendee, MeetingState } from './state.ts';
import { personLinkSlot, personNameSlot } from './state.ts';
import type { MeetingSystemCommand } from './system-commands.ts';

type Replan = Extract<MeetingSystemCommand, { readonly do: 'replan' }>;
type FollowSettings = Extract<MeetingSystemCommand, { readonly do: 'follow-settings' }>;

/** Whether the meeting still follows the plan. */
export const followsPlan = (state: MeetingState): boolean =>
  isBeforeBegin(state) || state.calledOff;

/** What was decided about a person at the doors stays decided, whenever the meeting is. */
const isRestrictedAttendee = ({ whereabouts, mute, excluded, barred, warned }: Attendee): boolean =>
  whereabouts === 'removed' ||
  whereabouts === 'turned-away' ||
  mute !== null ||
  excluded ||
  barred != null ||
  warned;

/** Names that a receipt still needs, which has not reached the desk. */
function awaitedNames({ outgoing }: MeetingState): ReadonlySet<PersonId> {
  const people = new Set<PersonId>();
  for (const item of outgoing.values()) {
    if ('receipt' in item) people.add(item.person).add(item.by);
  }
  return people;
}

function forgottenNames(state: MeetingState, off: boolean): Slot[] {
  const awaited = awaitedNames(state);
  return [...state.people.values()]
    .filter((each) => (off || !isRestrictedAttendee(each)) && !awaited.has(each.id))
    .flatMap(({ id }) => [personNameSlot(id), personLinkSlot(id)]);
}

/** A plan of an older revision, or of a meeting that has begun, decides to nothing. */
export function replanMeeting(
  state: MeetingState,
  { revision, start, end, off }: Replan,
  now: Millis,
): MeetingEvent[] {
  if (revision <= state.planRevision || !followsPlan(state)) return [];
  const isOpen = state.phase === 'doors' && start - state.settings.doorsLead <= now;
  const phase = off ? 'closed' : isOpen ? 'doors' : 'scheduled';
  const erases = phase === state.phase ? [] : forgottenNames(state, off);
  return [
    {
      type: 'MeetingReplanned',
      ...{ revision, start, end, phase, at: now },
      ...(erases.length > 0 ? { erases } : {}),
    },
  ];
}

/** Whether a change of the circle's settings still reaches it: its doors have not opened. */
export const followsSettings = ({ phase }: Pick<MeetingState, 'phase'>): boolean =>
  phase === 'scheduled';

/** Settings of an older revision, or of a meeting whose doors are open, decide to nothing. */
export function followCircleSettings(
  state: MeetingState,
  { settings, revision }: FollowSettings,
): MeetingEvent[] {
  if (revision <= state.settingsRevision || !followsSettings(state)) return [];
  const changed = changedSettings(state.settings, settings);
  return Object.keys(changed).length === 0
    ? []
    : [{ type: 'SettingsFollowed', settings: changed, revision }];
}

/** The people that are left when doors close again: only those with a decision about them. */
const peopleAfterDoors = (people: MeetingState['people']): MeetingState['people'] =>
  new Map(
    [...people]
      .filter(([, each]) => isRestrictedAttendee(each))
      .map(([id, each]) => {
        const isOut = each.whereabouts === 'removed' || each.whereabouts === 'turned-away';
        const gone = isOut ? {} : ({ whereabouts: 'outside' } as const);
        return [id, { ...each, ...gone, from: null, awaySince: null }];
      }),
  );

export const replanEvolvers: MeetingEvolvers<'MeetingReplanned' | 'SettingsFollowed'> = {
  SettingsFollowed: (state, { settings, revision }) => ({
    ...state,
    settings: { ...state.settings, ...settings },
    settingsRevision: revision,
  }),
  MeetingReplanned(state, { revision, start, end, phase, at }) {
    const calledOff = phase === 'closed';
    const planned = { ...state, planRevision: revision, start, end, calledOff };
    const timed = {
      ...{ noShow: false, noShowSince: null, endReached: false, closingPrompted: false },
      // Seats are kept again until ten minutes after the start (RHY-6).
      seatsReleased: false,
    };
    if (phase === state.phase) return { ...planned, ...timed };
    return {
      ...planned,
      ...timed,
      ...{ phase, phaseSince: at, people: peopleAfterDoors(state.people), locked: false },
      ...{ lead: null, leadAway: null, formerLead: null, unattended: null },
      ...{ pausedAt: null, resumedAt: null, seatQueue: [] },
    };
  },
};
