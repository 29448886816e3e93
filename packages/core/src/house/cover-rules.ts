/**
 * Answers of carers (CVR-2, CVR-3). One decision holds both: the free place, which the first yes
 * has, and the ceiling and the rest of the person over all circles. Nobody is assigned without a
 * yes.
 */
import { refuse } from '../kernel.ts';
import type { CircleId, MeetingId, Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import {
  carerSettingsOf,
  carersOf,
  carriesByDefault,
  coverEntryOf,
  coverProblem,
  hasFreePlace,
  takeBackLead,
  uncoveredLead,
} from './cover.ts';
import type { CoverCommand, CoverEvent } from './cover-commands.ts';
import { maxHoursBetween, maxMeetingsAWeek } from './cover-limits.ts';
import {
  type CarerSettings,
  type CoverState,
  coverMemory,
  type MeetingCover,
} from './cover-state.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  isForOther,
  staffGuard,
} from './rule.ts';
import { facilitatesCircle, type HouseState } from './state.ts';

type Answer = Pick<HouseCommandOf<'take-back-cover'>, 'staff' | 'asked'>;

/** For a meeting that has begun, and for who does not look after its circle. */
function answerRefusal(
  { staff, asked }: Answer,
  { state, actor, now }: HouseRuleContext,
): RefusalCode | null {
  const member = state.staff.get(staff);
  if (actor !== staff || !member || !facilitatesCircle(member, asked.circle)) return 'not-here';
  return asked.start <= now ? 'closed' : null;
}

const factOfAnswer = ({ staff, asked }: Answer, at: Millis) => {
  const { meeting, circle, start, end } = asked;
  return { meeting, circle, start, end, staff, at };
};

/**
 * Refusals: `not-here` for who does not look after this circle; `closed` when it has begun;
 * `locked` for a yes that can no longer be taken back.
 */
function decline(command: Answer, context: HouseRuleContext): HouseDecision {
  const { staff, asked } = command;
  const { state, now } = context;
  const refusal = answerRefusal(command, context);
  if (refusal) return refuse(refusal);
  const entry = coverEntryOf(state, asked);
  if (entry?.cant.has(staff)) return [];
  const isBound = entry?.yes.has(staff) && !carriesByDefault(state, staff, asked);
  if (isBound && asked.start - takeBackLead <= now) return refuse('locked');
  return [{ type: 'CoverDeclined', ...factOfAnswer(command, now) }];
}

/**
 * Refusals: those of `decline`; `full` when there is no free place; `too-soon` when it exceeds the
 * ceiling or the rest of this person (see `coverProblem`).
 */
function accept(command: HouseCommandOf<'cover'>, context: HouseRuleContext): HouseDecision {
  const { staff, asked, own } = command;
  const { state, now } = context;
  const refusal = answerRefusal(command, context);
  if (refusal) return refuse(refusal);
  const { regular, yes } = carersOf(state, asked);
  if (regular.includes(staff) || yes.includes(staff)) return [];
  if (!hasFreePlace(state, asked)) return refuse('full');
  if (coverProblem(state, staff, asked, own)) return refuse('too-soon');
  // Who carries it by default needs no yes for it, but no more *can't*.
  const type = carriesByDefault(state, staff, asked) ? 'CoverAnswerTakenBack' : 'CoverGiven';
  return [{ type, ...factOfAnswer(command, now) }];
}

/**
 * Refusals: those of `decline`; `full` when the place of who could not is somebody else's;
 * `too-soon` when carrying it after all exceeds a limit.
 */
function takeBack(
  command: HouseCommandOf<'take-back-cover'>,
  context: HouseRuleContext,
): HouseDecision {
  const { staff, asked, own } = command;
  const { state, now } = context;
  const refusal = answerRefusal(command, context);
  if (refusal) return refuse(refusal);
  const entry = coverEntryOf(state, asked);
  const taken = { type: 'CoverAnswerTakenBack', ...factOfAnswer(command, now) } as const;
  if (entry?.yes.has(staff)) {
    return asked.start - takeBackLead <= now ? refuse('locked') : [taken];
  }
  if (entry?.lapsed.has(staff) && !entry.cant.has(staff)) return [taken];
  if (!entry?.cant.has(staff)) return [];
  if (!carriesByDefault(state, staff, asked)) return [taken];
  if (!hasFreePlace(state, asked)) return refuse('full');
  return coverProblem(state, staff, asked, own) ? refuse('too-soon') : [taken];
}

const isWithin = (value: number | null, most: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 0 && value <= most);

/** Refusal: `bad-order` for a number that is none of its kind. */
function setLimits(
  { staff, meetingsAWeek, hoursBetween }: HouseCommandOf<'set-cover-limits'>,
  { state }: HouseRuleContext,
): HouseDecision {
  if (!state.staff.has(staff)) return refuse('not-here');
  const isSound =
    isWithin(meetingsAWeek, maxMeetingsAWeek) && isWithin(hoursBetween, maxHoursBetween);
  if (!isSound) return refuse('bad-order');
  const known = state.cover.carers.get(staff);
  const isSame =
    (known?.meetingsAWeek ?? null) === meetingsAWeek &&
    (known?.hoursBetween ?? null) === hoursBetween;
  return isSame ? [] : [{ type: 'CoverLimitsSet', staff, meetingsAWeek, hoursBetween }];
}

export const coverRules: HouseRules<Exclude<CoverCommand['do'], 'review-cover'>> = {
  'cant-cover': { may: staffGuard, refuses: isForOther, decide: decline },
  cover: { may: staffGuard, refuses: isForOther, decide: accept },
  'take-back-cover': { may: staffGuard, refuses: isForOther, decide: takeBack },
  'set-cover-limits': { may: staffGuard, refuses: isForOther, decide: setLimits },
  'set-carrying': {
    may: staffGuard,
    refuses: isForOther,
    /** Refusal: `not-here` for a circle that they do not look after. */
    decide({ staff, circle, onlyWhenAsked }, { state }) {
      const member = state.staff.get(staff);
      if (!member || !facilitatesCircle(member, circle)) return refuse('not-here');
      const isSo = state.cover.carers.get(staff)?.onlyWhenAsked.has(circle) === true;
      return isSo === onlyWhenAsked ? [] : [{ type: 'CarryingSet', staff, circle, onlyWhenAsked }];
    },
  },
};

const withCover = (state: HouseState, cover: Partial<CoverState>): HouseState => ({
  ...state,
  cover: { ...state.cover, ...cover },
});

/** The state with this circle to be looked at (CVR-4). */
function withReview(state: HouseState, circle: CircleId): HouseState {
  const { reviews, nextReview } = state.cover;
  return withCover(state, {
    reviews: new Map(reviews).set(circle, nextReview),
    nextReview: nextReview + 1,
  });
}

type AnswerFact = Extract<CoverEvent, { type: 'CoverGiven' | 'CoverDeclined' }>;

const withoutPast = (meetings: CoverState['meetings'], now: Millis): Map<MeetingId, MeetingCover> =>
  new Map([...meetings].filter(([, { end }]) => end + coverMemory > now));

/** Of one meeting one person's answer; a meeting without answers is not kept. */
function setAnswers(
  meetings: Map<MeetingId, MeetingCover>,
  meeting: MeetingId,
  entry: MeetingCover,
  staff: PersonId,
  answer: { readonly yes: Millis } | 'cant' | null,
): void {
  const { circle, start, end } = entry;
  const [cant, yes, lapsed] = [new Set(entry.cant), new Map(entry.yes), new Set(entry.lapsed)];
  for (const answers of [cant, yes, lapsed]) answers.delete(staff);
  if (answer === 'cant') cant.add(staff);
  else if (answer) yes.set(staff, answer.yes);
  if (cant.size + yes.size + lapsed.size === 0) meetings.delete(meeting);
  else meetings.set(meeting, { circle, start, end, cant, yes, lapsed });
}

const unanswered: Pick<MeetingCover, 'cant' | 'yes' | 'lapsed'> = {
  ...{ cant: new Set(), yes: new Map(), lapsed: new Set() },
};

/** The state with this person's answer, which is in place of the one before. */
function withAnswer(
  state: HouseState,
  { meeting, circle, start, end, staff, at }: Omit<AnswerFact, 'type'>,
  answer: 'yes' | 'cant' | null,
): HouseState {
  const entry = { ...(coverEntryOf(state, { meeting, start }) ?? unanswered), circle, start, end };
  const meetings = withoutPast(state.cover.meetings, at);
  setAnswers(meetings, meeting, entry, staff, answer === 'yes' ? { yes: at } : answer);
  const answered = withCover(state, { meetings });
  return start - uncoveredLead <= at ? withReview(answered, circle) : answered;
}

function withSettings(
  state: HouseState,
  staff: PersonId,
  change: Partial<CarerSettings>,
): HouseState {
  const before = carerSettingsOf(state, staff);
  const carers = new Map(state.cover.carers).set(staff, { ...before, ...change });
  return withCover(state, { carers });
}

export const coverEvolvers: HouseEvolvers<CoverEvent['type']> = {
  CoverDeclined: (state, fact) => withAnswer(state, fact, 'cant'),
  CoverGiven: (state, fact) => withAnswer(state, fact, 'yes'),
  CoverAnswerTakenBack: (state, fact) => withAnswer(state, fact, null),
  CoverLimitsSet: (state, { staff, meetingsAWeek, hoursBetween }) =>
    withSettings(state, staff, { meetingsAWeek, hoursBetween }),
  CarryingSet(state, { staff, circle, onlyWhenAsked: isSo }) {
    const onlyWhenAsked = new Set(state.cover.carers.get(staff)?.onlyWhenAsked);
    if (isSo) onlyWhenAsked.add(circle);
    else onlyWhenAsked.delete(circle);
    return withReview(withSettings(state, staff, { onlyWhenAsked }), circle);
  },
  CoverReplanned(state, { meeting, time, at }) {
    const meetings = withoutPast(state.cover.meetings, at);
    const entry = coverEntryOf(state, { meeting, start: time?.start ?? Number.NaN });
    if (entry && time) meetings.set(meeting, { ...entry, ...time });
    else meetings.delete(meeting);
    return withCover(state, { meetings });
  },
  CoverMissed(state, { meeting, circle, start, alertAt }) {
    const missing = new Map(state.cover.missing).set(meeting, { circle, start, alertAt });
    return withCover(state, { missing });
  },
  CoverFound(state, { meeting }) {
    const missing = new Map(state.cover.missing);
    missing.delete(meeting);
    return withCover(state, { missing });
  },
  CoverReviewed(state, { circle }) {
    const reviews = new Map(state.cover.reviews);
    reviews.delete(circle);
    return withCover(state, { reviews });
  },
};

/** The state without the answers of who leads these circles no more: their places are free (STF-3). */
export function withoutCoverIn(
  state: HouseState,
  staff: PersonId,
  isLost: (circle: CircleId) => boolean,
): HouseState {
  const lost = [...state.cover.meetings].filter(
    ([, { circle, cant, yes, lapsed }]) =>
      isLost(circle) && [cant, yes, lapsed].some((answers) => answers.has(staff)),
  );
  if (lost.length === 0) return state;
  const meetings = new Map(state.cover.meetings);
  for (const [meeting, entry] of lost) setAnswers(meetings, meeting, entry, staff, null);
  const freed = lost.filter(([, { yes }]) => yes.has(staff)).map(([, { circle }]) => circle);
  return [...new Set(freed)].reduce(withReview, withCover(state, { meetings }));
}

/** A person of the staff no more. */
export function withoutCarer(state: HouseState, staff: PersonId): HouseState {
  const carers = new Map(state.cover.carers);
  carers.delete(staff);
  return withoutCoverIn(withCover(state, { carers }), staff, () => true);
}
