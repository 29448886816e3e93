/** What became of a personal invitation: a link that lets one participant in. */
import type { CircleDetail } from '@holdspace/protocol';
import { now } from '../../lib/time/now.ts';

export type CircleLink = CircleDetail['links'][number];
export type CardOutcome = 'open' | 'joined' | 'expired' | 'taken-back';

export const isPersonalCard = ({ role, uses }: CircleLink): boolean =>
  role === 'participant' && uses === 1;

/** `at`: epoch ms. A card that was used stays that, also when it was taken back afterwards. */
export function cardOutcome({ usesLeft, revoked, expires }: CircleLink, at = now()): CardOutcome {
  if (usesLeft === 0) return 'joined';
  if (revoked) return 'taken-back';
  return expires > at ? 'open' : 'expired';
}
