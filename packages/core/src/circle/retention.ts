/**
 * How long a circle keeps a membership and its words (PRV-11): `memberRetention` after the last
 * meeting that the member was in, or after joining; at once when the member asks for it. A link
 * and its label go when it has expired and nobody came by it, that of one person with them. Facts
 * stay. What was decided about a person outlives all that (VOI-2): when somebody is excluded, is
 * muted beyond a meeting, or was muted or removed in one that goes on, name and words go, and a bare
 * membership, which lets nobody in, stays until that is over.
 */
import { type Deadline, earlierOf, type Fact, oncePerState, type Slot } from '../kernel.ts';
import type { LinkId, Millis, PersonId } from '../vocabulary.ts';
import { clauseSlot } from './agreements-state.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { withoutCode, withoutSignIn } from './evolve-sessions.ts';
import { isLasting } from './links.ts';
import { unendedMeetingLimit } from './plan-state.ts';
import { overdueProposals, proposalSlotsOf, withoutProposalsOf } from './proposal-endings.ts';
import { allProposalSlots, proposalEnd } from './proposals-state.ts';
import { type CircleEvolvers, type CircleRules, memberRule, systemGuard } from './rule.ts';
import { withoutNewcomer } from './seat-list.ts';
import type { CircleState, Member } from './state.ts';
import { circleSlots } from './state.ts';

/** Asked for each member: after years nearly all meetings of a circle are over. */
const unendedMeetings = oncePerState((meetings: CircleState['meetings']) =>
  meetings.filter(({ ended }) => !ended),
);

/** Until when something that was decided binds this member; null until lifted, 0 when nothing does. */
export function restrictedUntil(
  { meetings }: Pick<CircleState, 'meetings'>,
  { exclusion, mutedUntil, boundIn }: Member,
): Millis | null {
  if (unendedMeetings(meetings).some(({ meeting }) => meeting === boundIn)) return null;
  const ends = [exclusion?.until, mutedUntil].filter((end) => end !== undefined);
  return ends.includes(null) ? null : Math.max(0, ...ends.map(Number));
}

const isRestricted = (state: CircleState, member: Member, now: Millis): boolean => {
  const until = restrictedUntil(state, member);
  return until === null || until > now;
};

/** When this membership ends; null when only a decision ends it. */
function membershipEnd(state: CircleState, member: Member): Millis | null {
  if (member.forgotten) return restrictedUntil(state, member);
  const since = member.since ?? state.retentionSince;
  if (since === null) return 0;
  const end = since + state.settings.memberRetention;
  // Nobody is forgotten in the middle of a meeting: who was in it counts again from its end.
  let last = end;
  for (const { start, end: planned } of unendedMeetings(state.meetings)) {
    const over = planned + unendedMeetingLimit;
    if (start <= end && over > end) last = Math.max(last, over);
  }
  return last;
}

/** Links that a member joined by, or that bring a member back. */
function linksInUse({ members, links }: CircleState): Set<LinkId> {
  const used = new Set<LinkId>();
  for (const { link } of members.values()) if (link !== null) used.add(link);
  for (const { link, member, browsers } of links.values()) {
    if (used.has(link)) continue;
    const came = [...browsers.values()].some((each) => members.has(each));
    if (came || (member !== undefined && members.has(member))) used.add(link);
  }
  return used;
}

/** Links by which nobody is here, and until when each is kept: 0 for one that opens nothing more. */
function expirableLinks(state: CircleState): { readonly link: LinkId; readonly expires: Millis }[] {
  const inUse = linksInUse(state);
  return [...state.links.values()]
    .filter(({ link }) => !inUse.has(link))
    .flatMap((each) => {
      const { link, uses, used, expires } = each;
      // It was for one person, and its label may name them.
      if (uses === 1 && used > 0) return [{ link, expires: 0 }];
      return isLasting(state, each) ? [] : [{ link, expires }];
    });
}

/**
 * One deadline: the end of the first membership or link. The decider and the timer of a node
 * share one list per state.
 */
export const circleRetentionDeadlines: (state: CircleState) => readonly Deadline<CircleCommand>[] =
  oncePerState(computeRetentionDeadlines);

function computeRetentionDeadlines(state: CircleState): Deadline<CircleCommand>[] {
  if (state.circle === null) return [];
  let at: Millis | null = null;
  for (const member of state.members.values()) at = earlierOf(at, membershipEnd(state, member));
  for (const { expires } of expirableLinks(state)) at = earlierOf(at, expires);
  for (const each of state.proposals.values()) at = earlierOf(at, proposalEnd(each));
  at = earlierOf(at, circleGoneAt(state));
  return at === null ? [] : [{ at, command: { do: 'forget-overdue' } }];
}

/** When nothing of a circle that has ended is kept any more; null while it has not, or is gone. */
function circleGoneAt({ ending, settings }: CircleState): Millis | null {
  if (ending === null || ending.over === null || ending.gone) return null;
  return ending.over + settings.memberRetention;
}

/** The circle itself, with its last members and every link (RHY-4). */
function forgetCircle(state: CircleState, now: Millis): readonly CircleEvent[] {
  const links = [...state.links.keys()];
  return [
    ...[...state.members].flatMap(([id, member]) => forgetMember(state, id, member, now)),
    ...forgetLinks(links),
    { type: 'CircleForgotten', at: now, erases: circleWordSlots(state) },
  ];
}

/** The words that are the circle's own, and not a member's or a link's. */
const circleWordSlots = ({ agreements, meetings, proposals }: CircleState): readonly Slot[] => [
  ...[circleSlots.name, circleSlots.purpose, circleSlots.closing, circleSlots.guide],
  ...[...proposals.keys()].flatMap(allProposalSlots),
  ...[agreements, ...agreements.earlier].flatMap(({ clauses }) => clauses.map(clauseSlot)),
  ...meetings.flatMap(({ meeting, off }) => (off?.noted ? [circleSlots.meetingNote(meeting)] : [])),
];

const forgetLinks = (links: readonly LinkId[]): readonly CircleEvent[] =>
  links.length === 0
    ? []
    : [
        {
          type: 'LinksForgotten',
          links,
          erases: links.map((link) => circleSlots.linkLabel(link)),
        },
      ];

/** Everything that is over by now; in a ledger of an older version the time begins to count. */
function forgetOverdue(state: CircleState, now: Millis): readonly CircleEvent[] {
  const uncounted = [...state.members.values()].some(({ since }) => since === undefined);
  if (uncounted && state.retentionSince === null) return [{ type: 'RetentionBegan', at: now }];
  const gone = circleGoneAt(state);
  if (gone !== null && gone <= now) return forgetCircle(state, now);
  const over = [...state.members].filter(([, member]) => {
    const end = membershipEnd(state, member);
    return end !== null && end <= now;
  });
  const links = expirableLinks(state).filter(({ expires }) => expires <= now);
  const dead = links.map(({ link }) => link);
  return [
    ...over.flatMap(([id, member]) => forgetMember(state, id, member, now)),
    ...overdueProposals(state, now),
    ...forgetLinks(dead),
  ];
}

function forgetMember(
  state: CircleState,
  id: PersonId,
  member: Member,
  now: Millis,
): readonly CircleEvent[] {
  const bound = isRestricted(state, member, now);
  if (bound && member.forgotten) return [];
  const erases: readonly Slot[] = [
    ...[circleSlots.memberName(id), circleSlots.intention(id)],
    ...proposalSlotsOf(state, id),
    // What was decided needs the marks of the browsers, and nothing else does.
    ...(bound ? [] : member.marks.map(circleSlots.mark)),
  ];
  const { boundIn } = member;
  const keeps = bound ? ({ keeps: 'bonds', ...(boundIn ? { boundIn } : {}) } as const) : {};
  return [{ type: 'MemberForgotten', member: id, ...keeps, erases }];
}

/** The state without a member: what named them, brought them back or marked their browser. */
function withoutMember(
  state: CircleState,
  { member: id, keeps, boundIn }: Fact<Extract<CircleEvent, { type: 'MemberForgotten' }>>,
): CircleState {
  const member = state.members.get(id);
  if (!member) return state;
  const members = new Map(state.members);
  members.delete(id);
  if (keeps) {
    const { known, link, exclusion, mutedUntil, barred, marks } = member;
    members.set(id, {
      ...{ role: 'participant', link, known, forgotten: true, marks, notices: [] },
      ...(exclusion ? { exclusion } : {}),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
      ...(barred === undefined ? {} : { barred }),
      ...(boundIn ? { boundIn } : {}),
    });
  }
  const links = new Map(
    [...state.links]
      .filter(([, link]) => link.member !== id)
      .map(([key, link]) => {
        const others = [...link.browsers].filter(([, came]) => came !== id);
        const browsers = keeps === undefined ? new Map(others) : link.browsers;
        // `unused` stays: coming and being forgotten uses up no places and hides no raid.
        return [key, { ...link, browsers }] as const;
      }),
  );
  const leaving = new Set(state.leaving).add(id);
  const rest = withLinks(state, links);
  // What binds them binds the browser that is signed in; the code is theirs no more in any case.
  const signedOff = keeps ? withoutCode(rest, id) : withoutSignIn(rest, id);
  const proposals = withoutProposalsOf(state.proposals, id);
  const seatLists = withoutNewcomer(state.seatLists, id);
  return { ...signedOff, members, leaving, proposals, seatLists };
}

export const withoutLinks = (state: CircleState, gone: readonly LinkId[]): CircleState =>
  withLinks(state, new Map([...state.links].filter(([id]) => !gone.includes(id))));

const withLinks = (state: CircleState, links: CircleState['links']): CircleState => ({
  ...state,
  links,
  hashes: new Map([...state.hashes].filter(([, link]) => links.has(link))),
});

/** Who was in a meeting that has ended counts again from then. */
export const withAttendance = (
  members: CircleState['members'],
  came: readonly PersonId[],
  at: Millis,
): CircleState['members'] =>
  new Map(
    [...members].map(([id, member]) => [id, came.includes(id) ? { ...member, since: at } : member]),
  );

export const circleRetentionRules: CircleRules<
  'forget-me' | 'forget-overdue' | 'forgotten-elsewhere'
> = {
  /**
   * `boundIn` is the meeting in which something was decided about this member. What the other
   * ledgers of the circle hold of theirs goes by `leaving`.
   */
  'forget-me': memberRule(({ boundIn }, id, { state, now }) => {
    const member = state.members.get(id);
    if (!member) return [];
    return forgetMember(state, id, boundIn ? { ...member, boundIn } : member, now);
  }),
  'forget-overdue': {
    may: systemGuard,
    decide: (_command, { state, now }) => forgetOverdue(state, now),
  },
  /** The other ledgers have forgotten this member too. */
  'forgotten-elsewhere': {
    may: systemGuard,
    decide: ({ member }, { state }) =>
      state.leaving.has(member) ? [{ type: 'ForgottenElsewhere', member }] : [],
  },
};

export const circleRetentionEvolvers: CircleEvolvers<
  'RetentionBegan' | 'MemberForgotten' | 'ForgottenElsewhere' | 'CircleForgotten'
> = {
  RetentionBegan: (state, { at }) => ({ ...state, retentionSince: at }),
  MemberForgotten: withoutMember,
  ForgottenElsewhere(state, { member }) {
    const leaving = new Set(state.leaving);
    leaving.delete(member);
    return { ...state, leaving };
  },
  CircleForgotten: (state) => ({
    ...state,
    ending: state.ending && { ...state.ending, gone: true },
    rhythm: null,
    proposals: new Map(),
    meetings: state.meetings.map(({ off, ...planned }) => {
      if (!off) return planned;
      const { noted: _, ...bare } = off;
      return { ...planned, off: bare };
    }),
  }),
};
