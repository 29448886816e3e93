/**
 * What each person saw after a commit, and which packets brought it to them. The views come from
 * the projection of the core, as in production. The ledger does not record who was connected:
 * presence is what its facts say, and everyone else counts as connected.
 */
import type {
  MeetingState,
  MeetingView,
  PersonId,
  Presence,
  PrivateState,
  PublicChange,
  Standing,
  View,
} from '@holdspace/core';
import {
  deskStandingOf,
  deskViewOf,
  deskWithPending,
  intentionOf,
  isInMeeting,
  joinPrivateState,
  meetingViewOf,
  privateDiff,
  privateViewOf,
  publicChanges,
  standingOf,
  viewersNeedingSnapshot,
} from '@holdspace/core';
import type { MeetingMoment } from './meeting-history.ts';

/** Packets by their names on the wire (docs/protocol.md). */
export interface PersonPackets {
  /** The view begins anew. */
  readonly snapshot: boolean;
  readonly changes: readonly PublicChange[];
  /** What differs in their private part; null when nothing does. */
  readonly private: ReturnType<typeof privateDiff>;
}

/** Present as far as the facts say: the holder of a frozen turn is away, for example. */
export function presenceIn({ turn, people, leadAway, lead, unattended }: MeetingState) {
  return (person: PersonId): Presence => {
    const attendee = people.get(person);
    const ofTurn =
      turn?.person === person && (turn.frozenUntil !== null || turn.awaySince !== null);
    const ofLead = leadAway !== null && lead === person;
    const unled = unattended !== null && attendee?.role === 'facilitator';
    return ofTurn || ofLead || unled || attendee?.awaySince != null ? 'away' : 'here';
  };
}

export const standingAt = ({ circle }: MeetingMoment, person: PersonId): Standing | null =>
  standingOf(circle.state, circle.words, person);

const viewerAt = (moment: MeetingMoment, state: MeetingState, person: PersonId) => ({
  person,
  standing: standingAt(moment, person),
  now: moment.at,
  present: presenceIn(state),
  writes: true,
});

/** The private part as production sends it: that of the meeting, the desk and the circle. */
function privateStateAt(
  moment: MeetingMoment,
  state: MeetingState,
  standing: Standing,
): PrivateState {
  const { person } = standing;
  const { circle, desk, words } = moment;
  const pending = deskWithPending(desk, [{ state, words }]);
  const atDesk = deskStandingOf(standing, state, desk.state, moment.at);
  return joinPrivateState(
    privateViewOf(state, words, viewerAt(moment, state, person)),
    deskViewOf(pending.state, pending.words, atDesk),
    intentionOf(circle.state, circle.words, person),
  );
}

const meetingViewAt = (moment: MeetingMoment, state: MeetingState, person: PersonId): MeetingView =>
  meetingViewOf(state, moment.words, viewerAt(moment, state, person));

/** The whole view of one person after this commit; null for strangers to the circle. */
export function viewAfter(moment: MeetingMoment, person: PersonId): View | null {
  const standing = standingAt(moment, person);
  if (!standing) return null;
  const { mine, desk } = privateStateAt(moment, moment.after, standing);
  return { ...meetingViewAt(moment, moment.after, person), mine, ...(desk && { desk }) };
}

/** What the commit changed for one person, as packets; null when it changed nothing. */
export function packetsFor(moment: MeetingMoment, person: PersonId): PersonPackets | null {
  const standing = standingAt(moment, person);
  if (!standing) return null;
  const { before, after, facts, words } = moment;
  const wasIn = isInMeeting(before, person);
  const isIn = isInMeeting(after, person);
  const anew = viewersNeedingSnapshot(before, after, facts);
  const outside = (state: MeetingState) =>
    JSON.stringify({ ...meetingViewAt(moment, state, person), mine: null });
  const isReset = anew === 'everyone' || anew.includes(person);
  const snapshot = wasIn !== isIn || (isIn ? isReset : outside(before) !== outside(after));
  if (snapshot) return { snapshot, changes: [], private: null };
  const changes = isIn ? publicChanges(before, after, facts, words) : [];
  const difference = privateDiff(
    privateStateAt(moment, after, standing),
    privateStateAt(moment, before, standing),
    { byItem: true, differences: true },
  );
  if (changes.length === 0 && difference === null) return null;
  return { snapshot, changes, private: difference };
}
