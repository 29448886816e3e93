/** Circles as people are shown them: a card before coming in, a summary and a detail for organisers. */
import type { CircleLinkState, ClauseText, LinkId, Role, Standing, Words } from '@holdspace/core';
import {
  agreementChanges,
  type CardViewer,
  type CircleState,
  cardViewer,
  cardWords,
  circleSlots,
  clauseTexts,
  consentCounts,
  entranceOf,
  guideOf,
  isDisowned,
  linkExpiry,
  meetingFactsOf,
  mustStillAgree,
  newcomerHasSeat,
  seatPlan,
  standingInMeeting,
  usesLeft,
} from '@holdspace/core';
import type {
  AgreementsBody,
  CircleCardBody,
  CircleDetail,
  CirclePerson,
  CircleSummary,
} from '@holdspace/protocol';
import { coverageOf } from '../circles/coverage.ts';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import type { CircleLedger, HouseLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import { seatTokenOf } from '../security/tokens.ts';
import { defaultSupport } from './default-texts.ts';
import type { HttpContext } from './http-context.ts';
import { withoutUndefined } from './http-errors.ts';
import type { Membership } from './request-authenticator.ts';

const wordsAt = (words: Words, slot: string): string => words.get(slot) ?? '';

/** Clauses with ids and versions, and their texts alone. */
const toAgreementsDto = (clauses: readonly ClauseText[], version: number) => ({
  agreements: clauses.map(({ text }) => text),
  clauses: [...clauses],
  agreementsVersion: version,
});

/** What this member agreed to, and what has changed since. */
export function toMemberAgreements({
  circle: { state, words },
  standing: { person },
}: Pick<Membership, 'circle' | 'standing'>): AgreementsBody {
  const { agreements, members } = state;
  const agreed = members.get(person)?.agreed ?? null;
  return {
    version: agreements.version,
    clauses: clauseTexts(agreements, words),
    agreed,
    mustAgree: mustStillAgree(state, person),
    changes: agreementChanges(agreements, words, agreed?.version ?? 0),
  };
}

const memberNames = ({ members }: CircleState, words: Words, role: Role): string[] =>
  [...members]
    .filter(([, member]) => member.role === role)
    .map(([id]) => wordsAt(words, circleSlots.memberName(id)));

function toMeetingDto(meeting: MeetingLedger | null): CircleCardBody['meeting'] {
  if (!meeting) return null;
  const { start, end, phase } = meeting.state;
  return { start, end, phase };
}

/** What this viewer is shown, which the core decides. `standing` is that of a member. */
export async function toCircleCard(
  { ledgers, settings }: HttpContext,
  circle: CircleLedger,
  viewer: CardViewer,
  standing: Standing | null = null,
): Promise<CircleCardBody> {
  const { state, words } = circle;
  const meeting = await currentMeetingLedger(ledgers, circle);
  const current = meeting?.state.meeting ?? null;
  const plan = current === null ? null : seatPlan(state, words, current, seatTokenOf);
  const { piece, language, resonances, seats, retention } = state.settings;
  const { agreements, agreementsVersion, facilitators, meets, ...said } = cardWords(
    viewer,
    state,
    words,
    standing?.role === 'facilitator',
  );
  return {
    circle: state.circle ?? '',
    ...said,
    ...toAgreementsDto(agreements, agreementsVersion),
    piece,
    language,
    resonances: [...resonances],
    seats,
    facilitators: [...facilitators],
    meeting: meets ? toMeetingDto(meeting) : null,
    entrance: entranceOf(viewer, {
      settings: state.settings,
      meeting: meeting?.state ?? null,
      standing,
      newcomerHasSeat: newcomerHasSeat(state, plan),
      now: ledgers.store.now(),
    }),
    retention,
    support: settings.support ?? defaultSupport,
  };
}

/** As this member is shown it now. */
export async function toMemberCard(
  context: HttpContext,
  { circle, standing }: Membership,
): Promise<CircleCardBody> {
  const meeting = await currentMeetingLedger(context.ledgers, circle);
  const viewer = cardViewer(standing, meeting?.state ?? null, context.ledgers.store.now());
  const { state, words } = circle;
  const current = meeting?.state.meeting ?? null;
  const seated = standingInMeeting(state, words, standing.person, current, seatTokenOf);
  return toCircleCard(context, circle, viewer, seated);
}

async function toCircleSummary(ledgers: Ledgers, circle: CircleLedger): Promise<CircleSummary> {
  const { state, words } = circle;
  const meeting = await currentMeetingLedger(ledgers, circle);
  return {
    id: state.circle ?? '',
    name: wordsAt(words, circleSlots.name),
    purpose: wordsAt(words, circleSlots.purpose),
    meeting: meeting && summaryMeeting(await ledgers.house(), circle, meeting),
    facilitators: memberNames(state, words, 'facilitator'),
    members: state.members.size,
  };
}

function summaryMeeting(
  house: HouseLedger,
  circle: CircleLedger,
  { state }: MeetingLedger,
): CircleSummary['meeting'] {
  const { underWay: _, ...shown } = meetingFactsOf(state);
  const planned = circle.state.meetings.find(({ meeting }) => meeting === state.meeting);
  if (!planned || planned.ended) return shown;
  const { covered, wanted } = coverageOf(house, circle, planned);
  return { ...shown, covered, wanted };
}

/** Everybody with a membership, as they joined. */
export const toCirclePeople = ({ state, words }: CircleLedger): CirclePerson[] =>
  [...state.members].map(([id, { role, link, standIn, exclusion, barred }]) => ({
    id,
    name: wordsAt(words, circleSlots.memberName(id)),
    role,
    link: link === null ? '' : wordsAt(words, circleSlots.linkLabel(link)),
    standIn: standIn === true,
    excluded: barred === undefined ? (exclusion ?? null) : { until: null, everywhere: true },
  }));

export async function toCircleDetail(
  ledgers: Ledgers,
  circle: CircleLedger,
): Promise<CircleDetail> {
  const { state, words } = circle;
  const label = (link: LinkId) => wordsAt(words, circleSlots.linkLabel(link));
  const house = await ledgers.house();
  const isFromDismissed = ({ role, by }: CircleLinkState) =>
    role === 'facilitator' && isDisowned(house.state, by ?? null);
  return {
    ...(await toCircleSummary(ledgers, circle)),
    ...toAgreementsDto(clauseTexts(state.agreements, words), state.agreements.version),
    consent: consentCounts(state),
    ...withoutUndefined({ guide: guideOf(words) ?? undefined }),
    settings: { ...state.settings },
    people: toCirclePeople(circle),
    // A person's own way back is theirs alone.
    links: [...state.links.values()]
      .filter(({ kind }) => kind !== 'return')
      .map((each) => ({
        id: each.link,
        role: each.role,
        label: label(each.link),
        uses: each.uses ?? 0,
        usesLeft: usesLeft(each, ledgers.store.now()) ?? 0,
        expires: linkExpiry(state, each),
        revoked: each.revoked || isFromDismissed(each),
      })),
  };
}
