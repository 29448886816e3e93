/**
 * The places of a link for several people (LIM-3). Whoever comes by it takes one; when nobody
 * lets them in, it comes back after a day, or at once when a meeting turned them away. Their
 * membership stays as it is: somebody who comes early loses nothing, and takes the place again
 * when they are let in. A link for one person is spent for good: it must open to nobody else.
 */
import type { LinkId, Millis, PersonId } from '../vocabulary.ts';
import type { Link } from './links.ts';
import type { CircleState } from './state.ts';

/** Since when each of them has a place; null when it was given back, or is older than this was kept. */
export type Places = ReadonlyMap<PersonId, Millis | null>;

const placeLasts: Millis = 24 * 60 * 60 * 1000;

export const isShared = ({ kind, uses }: Pick<Link, 'kind' | 'uses'>): boolean =>
  kind === 'invitation' && uses !== 1;

/** How many of its used places are free again. */
export const returned = ({ unused }: Pick<Link, 'unused'>, now: Millis): number =>
  [...unused.values()].filter((since) => since === null || since + placeLasts <= now).length;

/** Newcomers in a minute: by one link, and in the whole circle. A whole circle, listeners and all, may come at once. */
const crowd = { link: 24, circle: 36, window: 60_000 } as const;

const cameSince = ({ unused }: Link, moment: Millis): number =>
  [...unused.values()].filter((since) => since !== null && since > moment).length;

/** More newcomers come by this link, or by all, than a circle begins with (LIM-2): `too-soon`. */
export function isCrowded(state: CircleState, link: Link, now: Millis): boolean {
  if (!isShared(link)) return false;
  const since = now - crowd.window;
  if (cameSince(link, since) >= crowd.link) return true;
  const all = [...state.links.values()].reduce((sum, each) => sum + cameSince(each, since), 0);
  return all >= crowd.circle;
}

/** The state with the places of one link changed, where the link keeps any. */
export function withPlace(
  state: CircleState,
  id: LinkId | undefined,
  change: (unused: Map<PersonId, Millis | null>) => void,
): CircleState {
  const link = id === undefined ? undefined : state.links.get(id);
  if (!link || !isShared(link)) return state;
  const unused = new Map(link.unused);
  change(unused);
  return { ...state, links: new Map(state.links).set(link.link, { ...link, unused }) };
}
