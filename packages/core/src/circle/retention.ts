/**
 * How long a circle keeps a membership and its words (PRV-11): `memberRetention` after the last
 * meeting that the member was in, or after joining; at once when the member asks for it. A link
 * and its label go when it has expired and nobody came by it. Facts stay. An exclusion outlives
 * all that: the name and the words go, and what binds it stays until it ends.
 */
import type { Deadline, Refusal, Slot } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { LinkId, Millis, PersonId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { withoutSignIn } from './evolve-sessions.ts';
import type { CircleState, Member } from './state.ts';
import { circleSlots } from './state.ts';

type Decision = readonly CircleEvent[] | Refusal;

/** A meeting that nobody closes ends by itself an hour after its end; extending moves that. */
const meetingsEnd: Millis = 4 * 60 * 60 * 1000;

const isExcludedAt = ({ exclusion }: Member, now: Millis): boolean =>
  exclusion !== undefined && (exclusion.until === null || exclusion.until > now);

/** When this membership is over; null when only somebody's decision ends it. */
function endOf(state: CircleState, member: Member): Millis | null {
  const { exclusion, forgotten } = member;
  if (forgotten) return exclusion ? exclusion.until : 0;
  const since = member.since ?? state.retentionSince;
  if (since === null) return 0;
  const end = since + state.settings.memberRetention;
  // Nobody is forgotten in the middle of a meeting: who was in it counts anew from its end.
  const open = state.meetings.filter(
    (each) => !each.ended && each.start <= end && each.end + meetingsEnd > end,
  );
  return Math.max(end, ...open.map((each) => each.end + meetingsEnd));
}

/** Links that still say how somebody came, or whom they bring back. */
function linksInUse({ members, links }: CircleState): Set<LinkId> {
  const used = new Set<LinkId>([...members.values()].map(({ link }) => link));
  for (const { link, member, browsers } of links.values()) {
    const came = [...browsers.values()].some((each) => members.has(each));
    if (came || (member !== undefined && members.has(member))) used.add(link);
  }
  return used;
}

function deadLinks(state: CircleState): { readonly link: LinkId; readonly expires: Millis }[] {
  const used = linksInUse(state);
  return [...state.links.values()].filter(({ link }) => !used.has(link));
}

/** One deadline: when the first membership or link is over. */
export function retentionDeadlines(state: CircleState): Deadline<CircleCommand>[] {
  if (state.circle === null) return [];
  const ends = [...state.members.values()].flatMap((member) => endOf(state, member) ?? []);
  const all = [...ends, ...deadLinks(state).map(({ expires }) => expires)];
  if (all.length === 0) return [];
  const at = all.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return [{ at, command: { do: 'forget-overdue' } }];
}

/** Everything that is over by now; in a ledger of an older version the time begins to count. */
export function forgetOverdue(state: CircleState, now: Millis): readonly CircleEvent[] {
  const uncounted = [...state.members.values()].some(({ since }) => since === undefined);
  if (uncounted && state.retentionSince === null) return [{ type: 'RetentionBegan', at: now }];
  const over = [...state.members].filter(([, member]) => {
    const end = endOf(state, member);
    return end !== null && end <= now;
  });
  const links = deadLinks(state).filter(({ expires }) => expires <= now);
  const dead = links.map(({ link }) => link);
  return [
    ...over.flatMap(([id, member]) => forgets(id, member, now)),
    ...(dead.length > 0
      ? [
          {
            type: 'LinksForgotten',
            links: dead,
            erases: dead.map((link) => circleSlots.linkLabel(link)),
          } as const,
        ]
      : []),
  ];
}

/** By the member alone. What else the circle's ledgers hold of theirs goes by `leaving`. */
export function forgetMe(state: CircleState, actor: PersonId, now: Millis): Decision {
  const member = state.members.get(actor);
  if (!member) return refuse('not-here');
  return forgets(actor, member, now);
}

function forgets(id: PersonId, member: Member, now: Millis): readonly CircleEvent[] {
  const excluded = isExcludedAt(member, now);
  if (excluded && member.forgotten) return [];
  const erases: readonly Slot[] = [
    ...[circleSlots.memberName(id), circleSlots.intention(id)],
    // An exclusion needs the marks of the browsers, and nothing else does.
    ...(excluded ? [] : member.marks.map(circleSlots.mark)),
  ];
  const keeps = excluded ? ({ keeps: 'exclusion' } as const) : {};
  return [{ type: 'MemberForgotten', member: id, ...keeps, erases }];
}

/** The other ledgers have forgotten this member too. */
export const forgottenElsewhere = (
  { leaving }: CircleState,
  member: PersonId,
): readonly CircleEvent[] => (leaving.has(member) ? [{ type: 'ForgottenElsewhere', member }] : []);

/** The state without a member: what named them, brought them back or marked their browser. */
export function withoutMember(
  state: CircleState,
  id: PersonId,
  keeps: 'exclusion' | undefined,
): CircleState {
  const member = state.members.get(id);
  if (!member) return state;
  const members = new Map(state.members);
  members.delete(id);
  if (keeps) {
    const { known, link, exclusion, marks } = member;
    const left = { role: 'participant', link, known, forgotten: true, marks, notices: [] } as const;
    members.set(id, { ...left, ...(exclusion ? { exclusion } : {}) });
  }
  const links = new Map(
    [...state.links]
      .filter(([, link]) => link.member !== id)
      .map(([key, link]) => {
        const others = [...link.browsers].filter(([, came]) => came !== id);
        const isSame = keeps !== undefined || others.length === link.browsers.size;
        return [key, isSame ? link : { ...link, browsers: new Map(others) }] as const;
      }),
  );
  const leaving = new Set(state.leaving).add(id);
  return { ...withoutSignIn(withLinks(state, links), id), members, leaving };
}

export const withoutLinks = (state: CircleState, gone: readonly LinkId[]): CircleState =>
  withLinks(state, new Map([...state.links].filter(([id]) => !gone.includes(id))));

const withLinks = (state: CircleState, links: CircleState['links']): CircleState => ({
  ...state,
  links,
  hashes: new Map([...state.hashes].filter(([, link]) => links.has(link))),
});

/** Who was in a meeting that has ended counts anew from then. */
export const cameTo = (
  members: CircleState['members'],
  came: readonly PersonId[],
  at: Millis,
): CircleState['members'] =>
  new Map(
    [...members].map(([id, member]) => [id, came.includes(id) ? { ...member, since: at } : member]),
  );
