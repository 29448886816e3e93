/**
 * The calendar feed of a membership (RHY-5): one secret address, known here by the hash of its
 * secret. It opens the feed and nothing else, until it is revoked or the membership ends.
 */
import type { CalendarFeed, FeedTitle } from '../calendar-feed.ts';
import { oncePerSlices, refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { cancelledInFeeds, type PlannedMeeting } from './plan-state.ts';
import { type CircleEvolvers, type CircleRules, memberRule } from './rule.ts';
import { type CircleState, changeMember } from './state.ts';

export type FeedCommand =
  /** By the member. Where there is one already, its address stays and only the title changes. */
  ({ readonly do: 'make-feed' } & CalendarFeed) | { readonly do: 'revoke-feed' };

export type FeedEvent =
  | ({ readonly type: 'FeedMade'; readonly member: PersonId } & CalendarFeed)
  | { readonly type: 'FeedTitled'; readonly member: PersonId; readonly title: FeedTitle }
  | { readonly type: 'FeedRevoked'; readonly member: PersonId };

const membersByFeed = oncePerSlices(
  ['members'],
  ({ members }: Pick<CircleState, 'members'>): ReadonlyMap<string, PersonId> =>
    new Map([...members].flatMap(([id, { feed }]) => (feed ? [[feed.hash, id] as const] : []))),
);

/** Whose feed opens with the secret of this hash; null for none. */
export const memberOfFeed = (state: Pick<CircleState, 'members'>, hash: string): PersonId | null =>
  membersByFeed(state).get(hash) ?? null;

/** So long a feed has meetings that are over. */
const pastInFeeds: Millis = cancelledInFeeds;

/** Those that a calendar shows at this time; one that is off stays for 60 days, as cancelled. */
export const meetingsInFeeds = (
  { meetings }: Pick<CircleState, 'meetings'>,
  now: Millis,
): readonly PlannedMeeting[] =>
  meetings.filter(({ end, off }) =>
    off ? off.at > now - cancelledInFeeds : end > now - pastInFeeds,
  );

export const feedRules: CircleRules<'make-feed' | 'revoke-feed'> = {
  /** Refusals: `not-here` for who is forgotten; `stale` for a secret that another feed has. */
  'make-feed': memberRule(({ feed, hash, title }, member, { state }) => {
    const known = state.members.get(member);
    if (!known || known.forgotten) return refuse('not-here');
    if (known.feed) {
      return known.feed.title === title ? [] : [{ type: 'FeedTitled', member, title }];
    }
    if (memberOfFeed(state, hash) !== null) return refuse('stale');
    return [{ type: 'FeedMade', member, feed, hash, title }];
  }),
  'revoke-feed': memberRule((_command, member, { state }) =>
    state.members.get(member)?.feed ? [{ type: 'FeedRevoked', member }] : [],
  ),
};

export const feedEvolvers: CircleEvolvers<FeedEvent['type']> = {
  FeedMade: (state, { member: id, feed, hash, title }) =>
    changeMember(state, id, (member) => ({ ...member, feed: { feed, hash, title } })),
  FeedTitled: (state, { member: id, title }) =>
    changeMember(state, id, (member) =>
      member.feed ? { ...member, feed: { ...member.feed, title } } : member,
    ),
  FeedRevoked: (state, { member: id }) =>
    changeMember(state, id, ({ feed: _, ...member }) => member),
};
