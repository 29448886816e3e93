/**
 * The promises at the threshold (PHA-1): who leads, what stays private and where that ends, how
 * long messages are kept, and where help is.
 */
import type { CircleCardBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Clock, Heart, Lock, UserRound } from 'lucide-react';
import { formatSpan } from '../../lib/i18n/dates.ts';
import styles from './privacy-summary.module.css';

export function PrivacySummary({ card }: { readonly card: CircleCardBody }) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(card.facilitators);
  const kept = formatSpan(card.retention);
  return (
    <section className={styles.before} aria-labelledby="before">
      <h2 id="before">
        <Trans>Before you come in</Trans>
      </h2>
      <ul>
        {card.facilitators.length > 0 && (
          <li>
            <UserRound size={20} aria-hidden="true" />
            <span>
              <Trans>
                Facilitated by <bdi>{names}</bdi>. You can write to them privately at any time.
              </Trans>
            </span>
          </li>
        )}
        <li>
          <Lock size={20} aria-hidden="true" />
          <span>
            <Trans>
              What’s said here stays here, with one exception: if someone’s life is in danger, a
              facilitator may get help. If they can, they tell that person first.
            </Trans>
          </span>
        </li>
        <li>
          <Clock size={20} aria-hidden="true" />
          <span>
            <Trans>
              Messages are kept for {kept} after the circle closes, then deleted for good.
            </Trans>
          </span>
        </li>
        <li>
          <Heart size={20} aria-hidden="true" />
          <span>
            <Trans>
              This is a support circle, not an emergency service. Support is at the top of every
              screen, and “Leave now” takes you away at once.
            </Trans>
          </span>
        </li>
      </ul>
    </section>
  );
}
