/**
 * The desk of the organiser of a circle: calls for help that nobody saw in time, appeals, reports
 * about facilitators, meetings without a facilitator (DSK-2, DSK-4, VOI-7, FAC-5, FAC-6).
 */
import { Trans } from '@lingui/react/macro';
import { isThreadDone } from '../../app/support/thread-status.ts';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import layout from '../page/layout.module.css';
import { OrganiserReportCard, OrganiserThreadCard } from './desk-cards.tsx';
import type { OrganiserDeskSectionProps } from './desk-data.ts';

export function OrganiserDeskSection({ circle, desk, onChanged }: OrganiserDeskSectionProps) {
  const unsafe = desk.help.filter(({ help }) => help === 'unsafe');
  const otherCalls = desk.help.filter(({ help }) => help !== 'unsafe');
  const threads = [...unsafe, ...otherCalls, ...desk.appeals];
  const waiting = threads.filter((each) => !isThreadDone(each));
  const reports = desk.reports.filter(({ state }) => state !== 'closed');
  const done = threads.filter(isThreadDone);
  const closed = desk.reports.filter(({ state }) => state === 'closed');
  const more = { circle, onChanged };
  if (waiting.length + reports.length + done.length + closed.length + desk.incidents.length === 0) {
    return null;
  }
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Needs you</Trans>
      </h2>
      {waiting.length + reports.length === 0 && (
        <p className={layout.muted}>
          <Trans>Nothing needs you right now.</Trans>
        </p>
      )}
      <div className={layout.cards}>
        {waiting.map((thread) => (
          <OrganiserThreadCard key={thread.id} thread={thread} alerts={desk.alerts} {...more} />
        ))}
        {reports.map((report) => (
          <OrganiserReportCard key={report.id} report={report} {...more} />
        ))}
      </div>
      {desk.incidents.length > 0 && (
        <ul className={layout.bullets}>
          {desk.incidents.map(({ what, at }) => (
            <li key={`${what} ${at}`}>
              {formatDay(at)}, {formatTime(at)}:{' '}
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
        <details className={layout.disclosure}>
          <summary>
            <Trans>Answered and closed ({done.length + closed.length})</Trans>
          </summary>
          <div className={layout.cards}>
            {done.map((thread) => (
              <OrganiserThreadCard key={thread.id} thread={thread} alerts={desk.alerts} {...more} />
            ))}
            {closed.map((report) => (
              <OrganiserReportCard key={report.id} report={report} {...more} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
