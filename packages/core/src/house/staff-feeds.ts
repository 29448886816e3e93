/**
 * The calendar feed of somebody of the staff (RHY-5): the meetings of all circles that they lead.
 * Its secret is known here by its hash; it opens the feed and nothing else, and ends with its
 * person.
 */
import type { CalendarFeed, FeedTitle } from '../calendar-feed.ts';
import { oncePerSlices, refuse } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import { type HouseEvolvers, type HouseRules, isForOther, staffGuard } from './rule.ts';
import { type HouseState, withStaffMember } from './state.ts';

export type StaffFeedCommand =
  /** Where there is one already, its address stays and only the title changes. */
  | ({ readonly do: 'make-staff-feed'; readonly staff: PersonId } & CalendarFeed)
  | { readonly do: 'revoke-staff-feed'; readonly staff: PersonId };

export type StaffFeedEvent =
  | ({ readonly type: 'StaffFeedMade'; readonly staff: PersonId } & CalendarFeed)
  | { readonly type: 'StaffFeedTitled'; readonly staff: PersonId; readonly title: FeedTitle }
  | { readonly type: 'StaffFeedRevoked'; readonly staff: PersonId };

const staffByFeed = oncePerSlices(
  ['staff'],
  ({ staff }: Pick<HouseState, 'staff'>): ReadonlyMap<string, PersonId> =>
    new Map([...staff].flatMap(([id, { feed }]) => (feed ? [[feed.hash, id] as const] : []))),
);

/** Whose feed opens with the secret of this hash; null for none. */
export const staffOfFeed = (state: Pick<HouseState, 'staff'>, hash: string): PersonId | null =>
  staffByFeed(state).get(hash) ?? null;

export const staffFeedRules: HouseRules<'make-staff-feed' | 'revoke-staff-feed'> = {
  /** Refusals: `unknown-person` for who is no staff; `stale` for a secret of another feed. */
  'make-staff-feed': {
    may: staffGuard,
    refuses: isForOther,
    decide({ staff, feed, hash, title }, { state }) {
      const member = state.staff.get(staff);
      if (!member) return refuse('unknown-person');
      if (member.feed) {
        return member.feed.title === title ? [] : [{ type: 'StaffFeedTitled', staff, title }];
      }
      if (staffOfFeed(state, hash) !== null) return refuse('stale');
      return [{ type: 'StaffFeedMade', staff, feed, hash, title }];
    },
  },
  'revoke-staff-feed': {
    may: staffGuard,
    refuses: isForOther,
    decide: ({ staff }, { state }) =>
      state.staff.get(staff)?.feed ? [{ type: 'StaffFeedRevoked', staff }] : [],
  },
};

export const staffFeedEvolvers: HouseEvolvers<StaffFeedEvent['type']> = {
  StaffFeedMade: (state, { staff, feed, hash, title }) =>
    withStaffMember(state, staff, (member) => ({ ...member, feed: { feed, hash, title } })),
  StaffFeedTitled: (state, { staff, title }) =>
    withStaffMember(state, staff, (member) =>
      member.feed ? { ...member, feed: { ...member.feed, title } } : member,
    ),
  StaffFeedRevoked: (state, { staff }) =>
    withStaffMember(state, staff, ({ feed: _, ...member }) => member),
};
