/**
 * The places of a link for several people (LIM-3). A person who joins by the link takes one; when
 * nobody lets them in, it comes back after a day, or at once when a meeting turned them away. Their
 * membership stays as it is: a person who comes early loses nothing, and takes the place again when
 * they are let in. A link for one person is spent for good: it must open to nobody else.
 */
import type { LinkId, Millis, PersonId } from '../vocabulary.ts';
import type { CircleLinkState } from './links.ts';
import type { CircleState } from './state.ts';

/** Since when each of them has a place; null when it was given back, or is older than this was kept. */
export type LinkPlaces = ReadonlyMap<PersonId, Millis | null>;

const placeLifetime: Millis = 24 * 60 * 60 * 1000;

export const isSharedLink = ({ kind, uses }: Pick<CircleLinkState, 'kind' | 'uses'>): boolean =>
  kind === 'invitation' && uses !== 1;

/** How many of its used places are free again. */
export const returnedPlaces = ({ unused }: Pick<CircleLinkState, 'unused'>, now: Millis): number =>
  [...unused.values()].filter((since) => since === null || since + placeLifetime <= now).length;

/** Newcomers in a minute: by one link, and in the whole circle. A whole circle, listeners and all, may come at once. */
const joinRateLimit = { link: 24, circle: 36, window: 60_000 } as const;

const joinedSince = ({ unused }: CircleLinkState, moment: Millis): number =>
  [...unused.values()].filter((since) => since !== null && since > moment).length;

/** More newcomers come by this link, or by all, than a circle begins with (LIM-2): `too-soon`. */
export function isJoinRateExceeded(
  state: CircleState,
  link: CircleLinkState,
  now: Millis,
): boolean {
  if (!isSharedLink(link)) return false;
  const since = now - joinRateLimit.window;
  if (joinedSince(link, since) >= joinRateLimit.link) return true;
  const all = [...state.links.values()].reduce((sum, each) => sum + joinedSince(each, since), 0);
  return all >= joinRateLimit.circle;
}

/** The state with the places of one link changed, where the link keeps any. */
export function withLinkPlace(
  state: CircleState,
  id: LinkId | undefined,
  change: (unused: Map<PersonId, Millis | null>) => void,
): CircleState {
  const link = id === undefined ? undefined : state.links.get(id);
  if (!link || !isSharedLink(link)) return state;
  const unused = new Map(link.unused);
  change(unused);
  return { ...state, links: new Map(state.links).set(link.link, { ...link, unused }) };
}
