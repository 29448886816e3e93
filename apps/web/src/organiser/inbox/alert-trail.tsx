/** Who was alerted of it, when, and what each channel answered (ALR-4); read while it is open. */
import type { AlertDetail } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import layout from '../page/layout.module.css';
import { useStaffQuery } from '../page/use-staff-query.ts';
import styles from './alert-card.module.css';
import { deliveryText } from './alert-texts.ts';

interface AlertTrailProps {
  readonly id: string;
  /** Of the alert, for people who do not see where this stands. */
  readonly title: string;
}

export function AlertTrail({ id, title }: AlertTrailProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={layout.disclosure}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Trans>Who was alerted</Trans>
        <span className="hidden"> ({title})</span>
      </summary>
      {isOpen && <OpenTrail id={id} />}
    </details>
  );
}

/** Milliseconds between two readings: the next one is alerted, and a channel answers. */
const readEvery = 10_000;

function OpenTrail({ id }: { readonly id: string }) {
  const [detail] = useStaffQuery((api) => api.alert(id), id, readEvery);
  switch (detail.state) {
    case 'loading':
      return (
        <p>
          <Trans>One moment…</Trans>
        </p>
      );
    case 'failed':
      return (
        <p>
          <Trans>This can’t be shown just now.</Trans>
        </p>
      );
    default:
      return <AlertedPeople detail={detail.value} />;
  }
}

function AlertedPeople({ detail: { given, deliveries } }: { readonly detail: AlertDetail }) {
  if (given.length === 0) {
    return (
      <p>
        <Trans>Nobody yet: there is nobody of the staff to alert.</Trans>
      </p>
    );
  }
  return (
    <ul className={styles.trail}>
      {given.map(({ staff, name, last, seen }) => {
        const own = deliveries.filter((each) => each.staff === staff);
        return (
          <li key={staff}>
            <p>
              {name === '' ? <Trans>Somebody of the staff</Trans> : <bdi>{name}</bdi>}
              {', '}
              {formatDateTime(last)}
              {': '}
              {seen === null ? (
                <Trans>has not opened it yet.</Trans>
              ) : (
                <Trans>opened it {formatDateTime(seen)}.</Trans>
              )}
            </p>
            {own.length === 0 ? (
              <p>
                <Trans>No way to alert them is set up: only this page shows it.</Trans>
              </p>
            ) : (
              own.map((each, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: devices have no id here
                <p key={`${each.channel} ${at}`}>{deliveryText(each)}</p>
              ))
            )}
          </li>
        );
      })}
    </ul>
  );
}
