/** The own reports with their states (DSK-4). */
import type { Report } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { reportStatusTexts } from '../lib/i18n/thread-texts.ts';
import styles from './participant.module.css';

export function OwnReports({ reports }: { readonly reports: readonly Report[] }) {
  const { i18n } = useLingui();
  return (
    <section className={styles.part} aria-labelledby="own-reports">
      <h3 id="own-reports">
        <Trans>What you reported</Trans>
      </h3>
      <ul className={styles.part}>
        {reports.map((report) => (
          <li key={report.id}>
            <p>
              <b>
                <bdi>{report.name}</bdi>
              </b>
              {': '}
              <span dir="auto">{report.text}</span>
            </p>
            <p className={styles.aside}>{i18n._(reportStatusTexts[report.state])}</p>
            {report.outcome && (
              <blockquote className={styles.quote} dir="auto">
                {report.outcome}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
