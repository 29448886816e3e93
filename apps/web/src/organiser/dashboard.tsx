/** The organiser's first page: what is today, what is coming, what is missing. */

import type { CircleSummary } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useNow } from '../lib/now.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { Stone } from '../ui/stone.tsx';
import { clock, dayOf, sameDay } from '../words/times.ts';
import styles from './organiser.module.css';
import { Failed } from './shut.tsx';

const over = new Set(['aftercare', 'closed', 'purged']);

/** Still to come or under way. */
const planned = ({ meeting }: CircleSummary): boolean =>
  meeting !== null && !over.has(meeting.phase);
const start = ({ meeting }: CircleSummary): number => meeting?.start ?? 0;

export function Dashboard() {
  const { t } = useLingui();
  const now = useNow();
  const [circles, again] = useLoaded((api) => api.circles());
  if (circles.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  if (circles.state === 'failed') return <Failed {...circles} onAgain={again} />;
  if (circles.value.length === 0) return <Empty />;

  const coming = circles.value.filter(planned).toSorted((a, b) => start(a) - start(b));
  const today = coming.filter((circle) => sameDay(start(circle), now));
  const later = coming.filter((circle) => !sameDay(start(circle), now));
  const resting = circles.value.filter((circle) => !planned(circle));
  return (
    <Page title={t`Your circles`} wide>
      <div>
        <ButtonLink to={paths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      <Group title={t`Today`} none={t`No circle today.`} circles={today} />
      {later.length > 0 && <Group title={t`Coming up`} circles={later} />}
      {resting.length > 0 && <Group title={t`No date yet`} circles={resting} />}
      <ToStaff />
    </Page>
  );
}

interface GroupProps {
  readonly title: string;
  readonly none?: ReactNode;
  readonly circles: readonly CircleSummary[];
}

function Group({ title, none, circles }: GroupProps) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {circles.length === 0 && <p className={styles.quiet}>{none}</p>}
      <ul className={styles.cards}>
        {circles.map((circle) => (
          <li key={circle.id}>
            <CircleCard circle={circle} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CircleCard({ circle }: { readonly circle: CircleSummary }) {
  const { id, name, meeting, facilitators, members } = circle;
  const names = new Intl.ListFormat(document.documentElement.lang).format(facilitators);
  return (
    <Link href={paths.organiserCircle(id)} className={styles.circle}>
      <Pebble id={id} size={44} />
      <span className={styles.lines}>
        <strong className={styles.circleName} dir="auto">
          {name}
        </strong>
        <span>
          {meeting && planned(circle) ? (
            <Trans>
              {dayOf(meeting.start)}, {clock(meeting.start)} to {clock(meeting.end)}
            </Trans>
          ) : (
            <Trans>No meeting scheduled</Trans>
          )}
        </span>
        <span className={facilitators.length > 0 ? styles.quiet : styles.honey}>
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

function ToStaff() {
  return (
    <div>
      <ButtonLink to={paths.organisers} kind="plain">
        <Trans>Organisers and API keys</Trans>
      </ButtonLink>
    </div>
  );
}

function Empty() {
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
      <ToStaff />
    </Page>
  );
}
