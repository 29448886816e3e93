/** What the other ledgers and the doors read from a circle: standing, and which meeting is now. */
import { earlierOf, type Words } from '../kernel.ts';
import type { MeetingState } from '../meeting/index.ts';
import type { Standing } from '../standing.ts';
import type { LinkId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import { isSharedLink } from './link-places.ts';
import { hasLikeness } from './names.ts';
import { isHeldAndOver, type PlannedMeeting, unendedMeetingLimit } from './plan-state.ts';
import { restrictedUntil } from './retention.ts';
import { type SeatTokenOf, seatPlan } from './seat-list.ts';
import { type CircleState, circleSlots } from './state.ts';

interface KnownStandings {
  readonly state: CircleState;
  readonly byPerson: Map<PersonId, Standing>;
}

/** By the words of a ledger; they change with its state alone. */
const knownStandings = new WeakMap<Words, KnownStandings>();

/**
 * Null for who is not a member: a stranger and a foreign id alike. The same state answers with the
 * same object: one who enters is asked about several times.
 */
export function standingOf(state: CircleState, words: Words, person: PersonId): Standing | null {
  let known = knownStandings.get(words);
  if (known?.state !== state) {
    known = { state, byPerson: new Map() };
    knownStandings.set(words, known);
  }
  const found = known.byPerson.get(person);
  if (found !== undefined) return found;
  const standing = computeStanding(state, words, person);
  // Ids of strangers are not kept: anyone can make some up.
  if (standing) known.byPerson.set(person, standing);
  return standing;
}

/** By the standing without a seat, which is another object when something changes. */
const knownWithSeat = new WeakMap<
  Standing,
  { readonly meeting: MeetingId; readonly standing: Standing }
>();

/** The standing in one meeting: with their seat by the list of the circle, if it has one (RHY-6). */
export function standingInMeeting(
  state: CircleState,
  words: Words,
  person: PersonId,
  meeting: MeetingId | null,
  tokenOf: SeatTokenOf,
): Standing | null {
  const standing = standingOf(state, words, person);
  if (!standing || meeting === null || standing.role === 'facilitator') return standing;
  const known = knownWithSeat.get(standing);
  if (known?.meeting === meeting) return known.standing;
  const plan = seatPlan(state, words, meeting, tokenOf);
  const seated = plan ? { ...standing, hasSeat: plan.seated.has(person) } : standing;
  knownWithSeat.set(standing, { meeting, standing: seated });
  return seated;
}

function computeStanding(state: CircleState, words: Words, person: PersonId): Standing | null {
  const member = state.members.get(person);
  if (!member) return null;
  const { role, link, known, newcomer, mutedUntil, exclusion, barred, standIn, forgotten } = member;
  const { binding } = state.agreements;
  const through = link === null ? undefined : state.links.get(link);
  return {
    person,
    name: words.get(circleSlots.memberName(person)) ?? '',
    role,
    link: link === null ? '' : (words.get(circleSlots.linkLabel(link)) ?? ''),
    known,
    ...(newcomer ? { newcomer } : {}),
    ...(through && isSharedLink(through) ? { shared: true } : {}),
    came: countJoinedBy(state, link),
    ...(hasLikeness(state, words, person) ? { likeness: true as const } : {}),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
    ...(exclusion ? { excluded: exclusion.until } : {}),
    // What is left of them lets nobody in, whatever it was that they were bound by.
    ...(forgotten ? { excluded: restrictedUntil(state, member) } : {}),
    ...(barred === undefined ? {} : { excluded: null, barred: true as const }),
    ...(standIn ? { standIn } : {}),
    ...(binding > 1 ? { agreements: { binding, agreed: member.agreed?.version ?? 0 } } : {}),
  };
}

/** How many people have joined by this link; staff come one by one. */
const countJoinedBy = ({ members }: CircleState, link: LinkId | null): number => {
  if (link === null) return 1;
  let came = 0;
  for (const each of members.values()) if (each.link === link) came++;
  return came;
};

/** What `currentMeeting` reads of a circle. */
export interface PlannedMeetings extends Pick<CircleState, 'meetings'> {
  readonly settings: Pick<CircleState['settings'], 'doorsLead'>;
}

/**
 * The meeting that is under way or comes next; when all have ended, the one that was held last;
 * null when none ever was. A meeting that is off is never the answer. A meeting that is under way
 * stays the answer until nobody waits for its end any more, also when the doors of the next one
 * open: people who talk are not parted. Else the meeting whose doors opened last goes before those
 * to come, so planning next week's meeting moves nobody. `isUnderWay` is known to the meetings alone.
 */
export function currentMeeting(
  state: PlannedMeetings,
  now: Millis,
  isUnderWay: (meeting: MeetingId) => boolean,
): PlannedMeeting | null {
  const waitedFor = ({ end }: PlannedMeeting) => end + unendedMeetingLimit > now;
  const open = state.meetings.filter((each) => !each.ended).sort((a, b) => a.start - b.start);
  const begun = open.filter((each) => each.start - state.settings.doorsLead <= now);
  const coming = open.filter((each) => each.start - state.settings.doorsLead > now);
  return (
    open.filter(waitedFor).find(({ meeting }) => isUnderWay(meeting)) ??
    begun.filter(waitedFor).at(-1) ??
    coming[0] ??
    begun.at(-1) ??
    lastHeld(state.meetings)
  );
}

/** Of the meetings that are over the one that began last; of those that began at once the later one. */
export const lastHeld = (meetings: readonly PlannedMeeting[]): PlannedMeeting | null =>
  meetings.reduce<PlannedMeeting | null>(
    (last, each) => (isHeldAndOver(each) && each.start >= (last?.start ?? 0) ? each : last),
    null,
  );

/** When the answer of `currentMeeting` may change with time alone; null: never. */
export function currentMeetingChangesAt(state: CircleState, now: Millis): Millis | null {
  let next: Millis | null = null;
  for (const { start, end, ended } of state.meetings) {
    if (ended) continue;
    for (const at of [start - state.settings.doorsLead, end + unendedMeetingLimit]) {
      if (at > now) next = earlierOf(next, at);
    }
  }
  return next;
}

const day: Millis = 24 * 60 * 60 * 1000;

/**
 * Planned meetings whose words may still be readable, oldest first. A facilitator can extend a
 * meeting by hours; a day is added for that.
 */
export const meetingsWithWords = (
  { meetings, settings }: CircleState,
  now: Millis,
): readonly PlannedMeeting[] => meetings.filter(({ end }) => end > now - settings.retention - day);

/** The meeting that has begun, or the last one that ended: feedback and intentions are about it. */
export function lastMeetingOf(
  { meetings }: CircleState,
  current: MeetingState | null,
): MeetingId | null {
  const { phase, meeting } = current ?? {};
  if (meeting && phase !== 'scheduled' && phase !== 'doors') return meeting;
  return lastHeld(meetings)?.meeting ?? null;
}
