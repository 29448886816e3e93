/**
 * What each person sees of a meeting: the public state, which is the same for all who are in, and
 * their own part. A person at the threshold sees when the meeting is and who facilitates, and no
 * message (PHA-1).
 */
import { alwaysAllowed } from '../commands/index.ts';
import { deskPermissions } from '../desk/index.ts';
import type { Words } from '../kernel.ts';
import { mustAgreeFirst, type ReadableEnd, readableEnd } from '../meeting/agreements.ts';
import { isLeadOffered } from '../meeting/lead.ts';
import { isFacilitator, meetingPermissions } from '../meeting/meeting.ts';
import { hasSeatQueue, waitsForSeat } from '../meeting/seat-queue.ts';
import type { MeetingState } from '../meeting/state.ts';
import { isAttending, isInMeeting, messageIndexOf, personNameSlot } from '../meeting/state.ts';
import { tracesOf } from '../meeting/traces.ts';
import type { OwnState } from '../own-state.ts';
import { hideInLists, type PublicState } from '../public-state.ts';
import { seededGenerator } from '../seeded-random.ts';
import { mustAgreeAtDesk } from '../standing.ts';
import type { CommandPermissions, PublicPerson, ViewPerson } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { exclusionStatus } from './exclusion.ts';
import { type FacilitationView, facilitationViewOf } from './facilitation-view.ts';
import { formerPeopleBefore, formerPeopleOf, leadingPeopleOf, peopleOf } from './people.ts';
import { type PersonalIndex, personalIndexOf } from './personal-index.ts';
import type {
  MeetingProjectionParts,
  MeetingView,
  PrivateView,
  ProjectionViewer,
  Viewer,
} from './projected-views.ts';
import { publicStateOf, publicStateOutside } from './public-state.ts';
import { messageOf, messagesReadableBy, type ReadableMessages } from './redaction.ts';

/** What one's own part says of the meeting while one has to agree to its agreements first (AGR-2). */
const outsideState = {
  here: false,
  ...{ place: null, again: false, handPlace: null, time: null },
  ...{ leadOffered: false, floor: 0, resonance: [] },
} as const satisfies Partial<OwnState>;

/**
 * The views of one meeting at one moment. What is the same for all viewers is computed once, by
 * the first view that needs it; the private view once for each person and `writes`. The caller
 * gives the same standing for the same person. The next commit, change of presence or tick of
 * the clock needs a new projection.
 */
export class MeetingProjection {
  readonly #parts: MeetingProjectionParts;
  readonly #privateViews = new Map<string, PrivateView>();
  /** How many of the first so many messages are gone. */
  readonly #gone = new Map<number, number>();
  readonly #personal: () => PersonalIndex;
  readonly #facilitation: () => FacilitationView;
  readonly #inside: () => PublicState;
  readonly #outside: () => PublicState;
  readonly #people: () => readonly ViewPerson[];
  /** Who leads and is in: the people that are seen from outside. */
  readonly #leading: () => readonly ViewPerson[];
  readonly #peopleWithCare: () => readonly ViewPerson[];
  readonly #thresholdEpoch: () => string;

  constructor(parts: MeetingProjectionParts) {
    const { state, words, present } = parts;
    this.#parts = parts;
    this.#personal = lazily(() => personalIndexOf(state));
    this.#facilitation = lazily(() => facilitationViewOf(parts));
    this.#inside = lazily(() => publicStateOf(state, words));
    this.#outside = lazily(() => publicStateOutside(state));
    const withPresence = (person: PublicPerson): ViewPerson => ({
      ...person,
      here: !person.steppedOut && present(person.id) !== 'away',
    });
    this.#people = lazily(() => peopleOf(state, words).map(withPresence));
    this.#leading = lazily(() => leadingPeopleOf(state, words).map(withPresence));
    this.#peopleWithCare = lazily(() => {
      const { care } = this.#facilitation();
      return this.#people().map((person) => ({ ...person, ...care[person.id] }));
    });
    this.#thresholdEpoch = lazily(() =>
      JSON.stringify([
        ...Object.values(this.#outside()),
        ...this.#leading().map(({ id, name, seat, steppedOut, here }) => [
          ...[id, name, seat, steppedOut, here],
        ]),
      ]),
    );
  }

  /** The part only this viewer gets; facilitators' care and waiting room with it. */
  privateView(viewer: ProjectionViewer): PrivateView {
    const key = `${viewer.writes ? '+' : '-'}${viewer.person}`;
    const known = this.#privateViews.get(key);
    if (known) return known;
    const computed = this.#computePrivateView(viewer);
    this.#privateViews.set(key, computed);
    return computed;
  }

  /** The whole view but for desk and circle, with so many of the newest messages at most. */
  view(viewer: ProjectionViewer, most = Number.POSITIVE_INFINITY): MeetingView {
    const { state, words } = this.#parts;
    const { mine, care, ...more } = this.privateView(viewer);
    const shut = this.#isShutOut(viewer);
    const waits = this.#mustAgreeFirst(viewer);
    const inside = isInMeeting(state, viewer.person) && !shut && !waits;
    const end = readableEnd(state, viewer.standing);
    const stage = inside
      ? this.#inside()
      : { ...this.#outside(), ...(shut && { lead: null, locked: false }) };
    const hides = (person: PersonId) => mine.hidden.includes(person);
    const seen = inside ? (care ? this.#peopleWithCare() : this.#people()) : this.#leading();
    const people = shut ? [] : seen;
    const read = this.readable(viewer, most).messages;
    const past = waits ? formerPeopleBefore : formerPeopleOf;
    return {
      ...stage,
      ...hideInLists(stage, hides),
      people:
        mine.hidden.length === 0
          ? people
          : people.map((person) => (hides(person.id) ? { ...person, name: '' } : person)),
      past: shut ? [] : past(state, words, viewer.person, end.messages),
      timeline: read.map((said) => messageOf(said, words)),
      traces: shut ? [] : tracesOf(state, words, viewer.person, end.traces),
      mine,
      ...more,
    };
  }

  /** In the meeting, and bound by its agreements as they stand: sees what happens there now. */
  isInside(viewer: Omit<ProjectionViewer, 'writes'>): boolean {
    const { state } = this.#parts;
    return isInMeeting(state, viewer.person) && !mustAgreeFirst(state, viewer.standing);
  }

  /**
   * A page of the timeline, as `messagesReadableBy` finds it; nothing for who is shut out, and
   * nothing that was said under agreements that the viewer has not agreed to (AGR-2).
   */
  readable(viewer: ProjectionViewer, most: number, before?: number): ReadableMessages {
    const { state } = this.#parts;
    if (this.#isShutOut(viewer)) return { messages: [], from: state.messages.length };
    const end = readableEnd(state, viewer.standing).messages;
    return messagesReadableBy(state, viewer.person, most, Math.min(end, before ?? end));
  }

  /** The page before the message with this id; null when it is none that this viewer reads. */
  readableBefore(viewer: ProjectionViewer, id: string, most: number): ReadableMessages | null {
    const at = messageIndexOf(this.#parts.state, id);
    const [found] = this.readable(viewer, 1, at + 1).messages;
    return found?.id === id ? this.readable(viewer, most, at) : null;
  }

  /**
   * Of a viewer outside the meeting: another text when, and only when, the view differs in more
   * than `mine`. A snapshot without a difference would tell that something happened inside
   * (PHA-1).
   */
  outsideEpoch(viewer: ProjectionViewer): string {
    const { phase, start, end, settings, noShow, people } = this.#parts.state;
    if (this.#isShutOut(viewer)) {
      return JSON.stringify(['shut', phase, start, end, settings.doorsLead, noShow]);
    }
    const hidden = people.get(viewer.person)?.hidden ?? [];
    const waits = this.#mustAgreeFirst(viewer);
    if (hidden.length === 0 && !waits) return this.#thresholdEpoch();
    const led = this.#leading().filter(({ id }) => hidden.includes(id));
    const kept = waits ? this.#keptEpoch(readableEnd(this.#parts.state, viewer.standing)) : [];
    return JSON.stringify([this.#thresholdEpoch(), ...led.map(({ id }) => id), ...kept]);
  }

  /**
   * What stays readable for one who must agree first differs when this does: up to where they read,
   * and how many words before it are gone (VOI-6).
   */
  #keptEpoch({ messages, traces }: ReadableEnd): readonly unknown[] {
    return ['agree', messages, traces, this.#goneBefore(messages)];
  }

  #goneBefore(end: number): number {
    const known = this.#gone.get(end);
    if (known !== undefined) return known;
    const all = this.#parts.state.messages.from(0).slice(0, end);
    const gone = all.filter((said) => said.gone !== null).length;
    this.#gone.set(end, gone);
    return gone;
  }

  #computePrivateView(viewer: ProjectionViewer): PrivateView {
    const { state, words, now, present } = this.#parts;
    const { person, standing, writes } = viewer;
    const me = state.people.get(person) ?? null;
    const leads = isFacilitator(state, standing, person);
    const asked = { state, who: person, me, now, standing, present, writes, facilitates: leads };
    const can: CommandPermissions = {
      ...meetingPermissions({ ...asked, draw: seededGenerator('') }),
      ...deskPermissions(leads, standing !== null && mustAgreeAtDesk(standing)),
      ...alwaysAllowed,
    };
    const personal = this.#personal();
    const mine: PrivateView['mine'] = {
      person,
      name: standing?.name ?? words.get(personNameSlot(person)) ?? '',
      role: leads ? 'facilitator' : 'participant',
      seat: me?.seat ?? 'sharer',
      ...(hasSeatQueue(state, standing) ? { waitsForSeat: waitsForSeat(state, person) } : {}),
      whereabouts: me?.whereabouts ?? 'outside',
      here: me?.whereabouts === 'in',
      writes,
      can,
      canSay: can.say,
      place: personal.queuePlace(person),
      again: personal.isOfferedAgain(person),
      handPlace: personal.handPlace(person),
      ...(me?.mute ? { mutedUntil: me.mute.until } : {}),
      time: turnTimeNoteOf(state, person),
      hidden: me?.hidden ?? [],
      leadOffered: isLeadOffered(state, person),
      floor: leads && isInMeeting(state, person) ? state.touches : 0,
      resonance: personal.resonanceFor(person),
    };
    if (this.#mustAgreeFirst(viewer)) {
      const whereabouts = me && isAttending(me) ? 'outside' : mine.whereabouts;
      return { mine: { ...mine, ...outsideState, whereabouts } };
    }
    const isFacilitating = leads && isInMeeting(state, person) && !this.#isShutOut(viewer);
    return isFacilitating ? { mine, ...this.#facilitation() } : { mine };
  }

  /** AGR-2: until they have agreed they are outside, with what they could read before. */
  #mustAgreeFirst({ standing }: Pick<ProjectionViewer, 'standing'>): boolean {
    return mustAgreeFirst(this.#parts.state, standing);
  }

  /** VOI-7: nothing of the meeting is left to them but that it is. */
  #isShutOut({ person, standing }: ProjectionViewer): boolean {
    const { state, now } = this.#parts;
    return exclusionStatus(state, { person, ...standing }, now) !== null;
  }
}

/** The private view of one viewer alone; of many viewers a `MeetingProjection` computes it. */
export const privateViewOf = (
  state: MeetingState,
  words: Words,
  { now, present, ...viewer }: Viewer,
): PrivateView => new MeetingProjection({ state, words, now, present }).privateView(viewer);

/** The whole view of one viewer alone; of many viewers a `MeetingProjection` computes it. */
export const meetingViewOf = (
  state: MeetingState,
  words: Words,
  { now, present, ...viewer }: Viewer,
  most?: number,
): MeetingView => new MeetingProjection({ state, words, now, present }).view(viewer, most);

/** Computes at the first call and keeps the result. */
function lazily<Result>(compute: () => Result): () => Result {
  let known: { readonly result: Result } | null = null;
  return () => {
    known ??= { result: compute() };
    return known.result;
  };
}

/** TRN-5: only to the holder, and only that much or all of the soft length is over. */
function turnTimeNoteOf({ turn }: MeetingState, person: PersonId): OwnState['time'] {
  if (turn?.person !== person || turn.state !== 'held' || turn.noted === 0) return null;
  return turn.noted === 80 ? 'near' : 'over';
}
