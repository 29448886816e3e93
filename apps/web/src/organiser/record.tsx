/**
 * What was done towards whom, by whom and why, in order (VOI-8), and what people wrote in
 * private after a meeting. Folded: it is for looking up, not for watching.
 */
import type { CircleDetail } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { reasonWords } from '../words/reasons.ts';
import { clock, date } from '../words/times.ts';
import type { OrganiserDesk } from './desk.tsx';
import styles from './organiser.module.css';

type Entry = OrganiserDesk['record'][number];

const acts: Readonly<Record<Entry['kind'], MessageDescriptor>> = {
  nudge: msg`a private word`,
  stop: msg`turn ended`,
  warn: msg`warned`,
  mute: msg`muted`,
  redact: msg`message removed`,
  'turn-away': msg`not let in`,
  remove: msg`removed from the meeting`,
  exclude: msg`excluded from the circle`,
  'exclude-everywhere': msg`excluded from the organisation`,
};

interface RecordProps {
  readonly desk: OrganiserDesk;
  readonly people: CircleDetail['people'];
}

export function Record({ desk, people }: RecordProps) {
  const { t, i18n } = useLingui();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? t`somebody`;
  return (
    <section className={styles.section}>
      <h2>
        <Trans>Looking back</Trans>
      </h2>
      <details className={styles.more}>
        <summary>
          <Trans>What was done, and why ({desk.record.length})</Trans>
        </summary>
        {desk.record.length === 0 ? (
          <p className={styles.quiet}>
            <Trans>Nothing had to be done.</Trans>
          </p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
          <section className={styles.scrolls} tabIndex={0} aria-label={t`What was done`}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t`When`}</th>
                  <th scope="col">{t`What`}</th>
                  <th scope="col">{t`Towards`}</th>
                  <th scope="col">{t`By`}</th>
                  <th scope="col">{t`Why`}</th>
                </tr>
              </thead>
              <tbody>
                {desk.record.map((entry) => (
                  <tr key={entry.id}>
                    <td>
                      {date(entry.at)}, {clock(entry.at)}
                    </td>
                    <td>{i18n._(acts[entry.kind])}</td>
                    <td>
                      <bdi>{nameOf(entry.to)}</bdi>
                    </td>
                    <td>
                      <bdi>{nameOf(entry.by)}</bdi>
                    </td>
                    <td>
                      {i18n._(reasonWords[entry.reason])}
                      {entry.note && (
                        <span className={styles.small} dir="auto">
                          {' '}
                          “{entry.note}”
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </details>
      <details className={styles.more}>
        <summary>
          <Trans>What people wrote afterwards ({desk.feedback.length})</Trans>
        </summary>
        {desk.feedback.length === 0 ? (
          <p className={styles.quiet}>
            <Trans>Nobody has written anything yet. It comes without a name.</Trans>
          </p>
        ) : (
          <ul className={styles.facts}>
            {desk.feedback.map(({ id, text }) => (
              <li key={id} dir="auto">
                {text}
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}
