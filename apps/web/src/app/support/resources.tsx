/** The people and services that one can reach now. Part of the page: needs no network and no circle. */
import type { CircleCardBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import styles from './support.module.css';

export function Resources({ own }: { readonly own: Readonly<CircleCardBody['support']> }) {
  if (own.length > 0) {
    return (
      <ul className={styles.resources}>
        {own.map(({ name, detail, contact }) => (
          <li key={name}>
            <b dir="auto">{name}</b>
            <p dir="auto">{detail}</p>
            {contact && <ContactLink at={contact} />}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className={styles.resources}>
      <li>
        <b>
          <Trans>In danger right now</Trans>
        </b>
        <p>
          <Trans>Call the emergency number where you are. In many countries it’s 112.</Trans>
        </p>
        <ContactLink at="tel:112" />
      </li>
      <li>
        <b>
          <Trans>Talk to someone trained</Trans>
        </b>
        <p>
          <Trans>
            Helplines are free in most countries, and many answer by text. This page lists them by
            country.
          </Trans>
        </p>
        <ContactLink at="https://findahelpline.com" />
      </li>
      <li>
        <b>
          <Trans>Someone you trust</Trans>
        </b>
        <p>
          <Trans>Three words are enough: “Can you talk?”</Trans>
        </p>
      </li>
    </ul>
  );
}

function ContactLink({ at }: { readonly at: string }) {
  const shown = at.replace(/^(tel:|mailto:|https?:\/\/)/u, '');
  const known = /^(tel|mailto|https?):/u.test(at);
  if (!known) return <p>{at}</p>;
  return (
    <a className={styles.contact} href={at} rel="noreferrer">
      {at.startsWith('tel:') ? <Trans>Call {shown}</Trans> : shown}
    </a>
  );
}
