/**
 * Links and codes into a circle: an invitation brings a new person, a renewal signs a
 * facilitator in again once, a return code is a member's own way back (PRV-7). Return links
 * were that before there were codes; they open once more. Only hashes are known here, and
 * whatever is wrong with a link or a code, the answer is the same.
 */
import type { LinkId, Millis, PersonId, Role } from '../vocabulary.ts';
import { type LinkPlaces, returnedPlaces } from './link-places.ts';
import { hasCircleEnded } from './plan-state.ts';
import type { CircleState } from './state.ts';

export type LinkKind = 'invitation' | 'renewal' | 'return';

export interface CircleLinkState {
  readonly link: LinkId;
  readonly kind: LinkKind;
  readonly role: Role;
  /** How many redemptions it allows; null is any number. */
  readonly uses: number | null;
  readonly used: number;
  readonly expires: Millis;
  /** Goes on from meeting to meeting while the circle has a rhythm (RHY-8); see `linkExpiry`. */
  readonly lasting?: true;
  readonly revoked: boolean;
  /** The member that it brings back; absent on invitations. */
  readonly member?: PersonId;
  /** The organiser who made it; absent where the server did, or before that was written down. */
  readonly by?: PersonId;
  /** Who came from which browser, so that a press repeated there takes no second seat. */
  readonly browsers: ReadonlyMap<string, PersonId>;
  /** Who came by it and was let into no meeting yet (LIM-3). */
  readonly unused: LinkPlaces;
  /** Facilitators who come by it are guests (STF-1). */
  readonly guest?: true;
}

export interface RedemptionRequest {
  /** Of a link's token, or of a return code. */
  readonly hash: string;
  /** What this browser was called at this link before there were sessions; null when nothing. */
  readonly browser: string | null;
  /** The membership in this circle that the browser is signed in to, by a session that lives. */
  readonly signedIn: PersonId | null;
  /** A member was excluded from the organisation in this browser (see `excludedMarks`). */
  readonly excluded?: boolean;
  /** The maker of this link is no organiser any more (KEY-4). */
  readonly disowned?: boolean;
}

export interface RedemptionOutcome {
  readonly kind: LinkKind | 'code';
  /** Null for a return code. */
  readonly link: CircleLinkState | null;
  readonly role: Role;
  /** The membership that this opens again; null for a new member. */
  readonly member: PersonId | null;
  /** A use of the link is spent. */
  readonly spends: boolean;
}

/** Null: any number. Places that led to nobody being let in count as free again (LIM-3). */
export const usesLeft = (link: CircleLinkState, now: Millis): number | null =>
  link.uses === null ? null : Math.max(0, link.uses - link.used + returnedPlaces(link, now));

/** Whether this invitation opens for as long as the circle meets (RHY-8). */
export const isLasting = (
  state: Pick<CircleState, 'rhythm' | 'ending'>,
  { lasting }: Pick<CircleLinkState, 'lasting'>,
): boolean => lasting === true && state.rhythm !== null && !hasCircleEnded(state);

/** Until when a link opens, as it is planned now: not before the last planned meeting (RHY-8). */
export const linkExpiry = (
  state: Pick<CircleState, 'rhythm' | 'ending' | 'meetings'>,
  link: CircleLinkState,
): Millis =>
  isLasting(state, link)
    ? Math.max(link.expires, ...state.meetings.map(({ end }) => end))
    : link.expires;

/** Who made the link with this hash; null for return codes, and where it is not known. */
export function linkMakerOf({ hashes, links }: CircleState, hash: string): PersonId | null {
  const link = hashes.get(hash);
  return (link === undefined ? undefined : links.get(link)?.by) ?? null;
}

/**
 * What redeeming would do now; null for garbled, expired, used-up, revoked and foreign alike,
 * and for whoever was excluded from the organisation: to them one way stays open, to their
 * membership where that happened, for the receipt and an appeal (VOI-7).
 */
export function redemptionOutcome(
  state: CircleState,
  redemption: RedemptionRequest,
  now: Millis,
): RedemptionOutcome | null {
  const found = linkOutcome(state, redemption, now);
  if (!found || !redemption.excluded) return found;
  const member = found.member === null ? undefined : state.members.get(found.member);
  return member?.exclusion?.everywhere ? found : null;
}

function linkOutcome(
  state: CircleState,
  { hash, browser, signedIn, disowned }: RedemptionRequest,
  now: Millis,
): RedemptionOutcome | null {
  const owner = state.codes.get(hash);
  const role = owner && state.members.get(owner)?.role;
  if (owner && role) return { kind: 'code', link: null, role, member: owner, spends: false };
  const id = state.hashes.get(hash);
  const link = id === undefined ? undefined : state.links.get(id);
  if (!link || link.revoked || (link.expires <= now && !isLasting(state, link))) return null;
  const leads = (member: PersonId | null, spends: boolean): RedemptionOutcome => {
    const known = member === null ? undefined : state.members.get(member)?.role;
    return { kind: link.kind, link, role: known ?? link.role, member, spends };
  };
  const again = browser === null ? undefined : link.browsers.get(browser);
  // A browser that signed out is a stranger's, whatever link its history holds.
  if (again !== undefined && !state.members.get(again)?.legacyClosed) return leads(again, false);
  if (link.kind === 'invitation' && signedIn !== null) {
    // VOI-2: who is signed in stays who they are, so an invitation sheds no mute. Only a
    // facilitator's link makes a participant someone else.
    const standing = state.members.get(signedIn)?.role;
    if (standing !== undefined && (link.role === 'participant' || standing === 'facilitator')) {
      return leads(signedIn, false);
    }
  }
  if (usesLeft(link, now) === 0) return null;
  // RHY-4: a circle that has ended takes nobody in; its members come back by their own way.
  if (link.kind === 'invitation' && hasCircleEnded(state)) return null;
  // KEY-4: who was dismissed leaves nobody with a way to lead. Invitations stay the circle's.
  if (disowned && link.role === 'facilitator') return null;
  // KEY-6: nobody else signs in as a participant.
  if (link.kind === 'renewal' && leads(link.member ?? null, true).role !== 'facilitator')
    return null;
  return leads(link.member ?? null, link.uses !== null);
}
