/**
 * What waits for the organiser of a circle: calls for help that nobody saw in time, appeals,
 * reports about facilitators, evenings without one (DSK-2, DSK-4, VOI-7, FAC-5, FAC-6).
 */
import type { Api } from '@holdspace/client';
import { Trans } from '@lingui/react/macro';
import { isDone } from '../support/threads.ts';
import { clock, dayOf } from '../words/times.ts';
import { ReportOf, ThreadOf } from './desk-cards.tsx';
import styles from './organiser.module.css';

export type OrganiserDesk = Awaited<ReturnType<Api['organiserDesk']>>;
export type DeskThread = OrganiserDesk['help'][number];
export type DeskReport = OrganiserDesk['reports'][number];

export interface DeskProps {
  readonly circle: string;
  readonly desk: OrganiserDesk;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

export function Desk({ circle, desk, onChanged }: DeskProps) {
  const unsafe = desk.help.filter(({ help }) => help === 'unsafe');
  const word = desk.help.filter(({ help }) => help !== 'unsafe');
  const threads = [...unsafe, ...word, ...desk.appeals];
  const waiting = threads.filter((each) => !isDone(each));
  const reports = desk.reports.filter(({ state }) => state !== 'closed');
  const done = threads.filter(isDone);
  const closed = desk.reports.filter(({ state }) => state === 'closed');
  const more = { circle, onChanged };
  if (waiting.length + reports.length + done.length + closed.length + desk.incidents.length === 0) {
    return null;
  }
  return (
    <section className={styles.section}>
      <h2>
        <Trans>Needs you</Trans>
      </h2>
      {waiting.length + reports.length === 0 && (
        <p className={styles.quiet}>
          <Trans>Nothing needs you right now.</Trans>
        </p>
      )}
      <div className={styles.cards}>
        {waiting.map((thread) => (
          <ThreadOf key={thread.id} thread={thread} alerts={desk.alerts} {...more} />
        ))}
        {reports.map((report) => (
          <ReportOf key={report.id} report={report} {...more} />
        ))}
      </div>
      {desk.incidents.length > 0 && (
        <ul className={styles.facts}>
          {desk.incidents.map(({ what, at }) => (
            <li key={`${what} ${at}`}>
              {dayOf(at)}, {clock(at)}:{' '}
              {what === 'no-show' ? (
                <Trans>no facilitator had come when the circle should have begun.</Trans>
              ) : (
                <Trans>no facilitator came back, and the circle closed gently.</Trans>
              )}
            </li>
          ))}
        </ul>
      )}
      {done.length + closed.length > 0 && (
        <details className={styles.more}>
          <summary>
            <Trans>Answered and closed ({done.length + closed.length})</Trans>
          </summary>
          <div className={styles.cards}>
            {done.map((thread) => (
              <ThreadOf key={thread.id} thread={thread} alerts={desk.alerts} {...more} />
            ))}
            {closed.map((report) => (
              <ReportOf key={report.id} report={report} {...more} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
