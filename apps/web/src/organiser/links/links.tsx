/** The links of a circle: the open ones, how many are closed, and making a new one. */
import { Plural, Trans } from '@lingui/react/macro';
import { now } from '../../lib/time/now.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { type CircleLink, isPersonalCard } from './card-outcome.ts';
import { LinkRow } from './link-row.tsx';
import { NewLink } from './new-link.tsx';

const isOpenLink = ({ revoked, usesLeft, expires }: CircleLink): boolean =>
  !revoked && usesLeft > 0 && expires > now();

export function LinksSection({ detail, onChanged }: CircleDetailProps) {
  // Those for one person are the cards below.
  const links = detail.links.filter((link) => !isPersonalCard(link));
  const open = links.filter(isOpenLink);
  const closed = links.length - open.length;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Links</Trans>
      </h2>
      {open.length === 0 && (
        <p className={layout.muted}>
          <Trans>No links are open.</Trans>
        </p>
      )}
      <ul className={layout.list}>
        {open.map((link) => (
          <li key={link.id}>
            <LinkRow circle={detail.id} link={link} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      {closed > 0 && (
        <p className={layout.muted}>
          <Plural
            value={closed}
            one="# link is used up, expired or revoked."
            other="# links are used up, expired or revoked."
          />
        </p>
      )}
      <NewLink detail={detail} onChanged={onChanged} />
    </section>
  );
}
