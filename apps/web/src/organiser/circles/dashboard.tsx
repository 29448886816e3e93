/** The first page of the organiser: circles of today, later ones, and those without a date. */

import type { CircleSummary } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Page } from '../../app/shell/page.tsx';
import { useQuery } from '../../lib/api/use-query.ts';
import { formatDay, formatTime, isSameDay } from '../../lib/i18n/dates.ts';
import { paths } from '../../lib/paths.ts';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pebble } from '../../ui/pebble.tsx';
import { Stone } from '../../ui/stone.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import styles from './dashboard.module.css';

const endedPhases = new Set(['aftercare', 'closed', 'purged']);

/** Its meeting is under way or still to come. */
const isPlanned = ({ meeting }: CircleSummary): boolean =>
  meeting !== null && !endedPhases.has(meeting.phase);
const startOfCircle = ({ meeting }: CircleSummary): number => meeting?.start ?? 0;

export function Dashboard() {
  const { t } = useLingui();
  const now = useNow();
  const [circles, reload] = useQuery((api) => api.circles());
  if (circles.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  if (circles.state === 'failed') return <LoadFailedPage {...circles} onRetry={reload} />;
  if (circles.value.length === 0) return <NoCirclesPage />;

  const coming = circles.value
    .filter(isPlanned)
    .toSorted((a, b) => startOfCircle(a) - startOfCircle(b));
  const today = coming.filter((circle) => isSameDay(startOfCircle(circle), now));
  const later = coming.filter((circle) => !isSameDay(startOfCircle(circle), now));
  const unscheduled = circles.value.filter((circle) => !isPlanned(circle));
  return (
    <Page title={t`Your circles`} wide>
      <div>
        <ButtonLink to={paths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      <CircleGroup title={t`Today`} emptyText={t`No circle today.`} circles={today} />
      {later.length > 0 && <CircleGroup title={t`Coming up`} circles={later} />}
      {unscheduled.length > 0 && <CircleGroup title={t`No date yet`} circles={unscheduled} />}
      <StaffLink />
    </Page>
  );
}

interface CircleGroupProps {
  readonly title: string;
  readonly emptyText?: ReactNode;
  readonly circles: readonly CircleSummary[];
}

function CircleGroup({ title, emptyText, circles }: CircleGroupProps) {
  return (
    <section className={layout.stack}>
      <h2>{title}</h2>
      {circles.length === 0 && <p className={layout.muted}>{emptyText}</p>}
      <ul className={layout.cards}>
        {circles.map((circle) => (
          <li key={circle.id}>
            <CircleSummaryLink circle={circle} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CircleSummaryLink({ circle }: { readonly circle: CircleSummary }) {
  const { id, name, meeting, facilitators, members } = circle;
  const names = new Intl.ListFormat(document.documentElement.lang).format(facilitators);
  return (
    <Link href={paths.organiserCircle(id)} className={styles.link}>
      <Pebble id={id} size={44} />
      <span className={layout.text}>
        <strong className={styles.name} dir="auto">
          {name}
        </strong>
        <span>
          {meeting && isPlanned(circle) ? (
            <Trans>
              {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
            </Trans>
          ) : (
            <Trans>No meeting scheduled</Trans>
          )}
        </span>
        <span className={facilitators.length > 0 ? layout.muted : layout.warning}>
          {facilitators.length > 0 ? (
            <Trans>With {names}</Trans>
          ) : (
            <Trans>No facilitator has come in yet</Trans>
          )}
          {' · '}
          <Plural value={members} one="# person" other="# people" />
        </span>
      </span>
    </Link>
  );
}

function StaffLink() {
  return (
    <div>
      <ButtonLink to={paths.organisers} kind="plain">
        <Trans>Organisers and API keys</Trans>
      </ButtonLink>
    </div>
  );
}

function NoCirclesPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Your first circle`}
      lead={t`A name, a time, and who can come: three short steps. Then you’ll have a link to send.`}
      above={
        <div className={styles.stone}>
          <Stone size={64} glow />
        </div>
      }
      dawn
      centred
    >
      <ButtonLink to={paths.newCircle} kind="primary" size="l" wide>
        <Trans>Open a circle</Trans>
      </ButtonLink>
      <StaffLink />
    </Page>
  );
}
