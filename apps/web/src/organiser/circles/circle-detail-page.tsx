/** One circle as its organiser sees it: meeting, people, links, and what it was set to. */
import type { CircleDetail } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { Page } from '../../app/shell/page.tsx';
import { useQuery } from '../../lib/api/use-query.ts';
import { formatDay, formatSpan, formatTime } from '../../lib/i18n/dates.ts';
import { paths } from '../../lib/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { OrganiserDeskSection } from '../desk/desk.tsx';
import { RecordSection } from '../desk/record.tsx';
import { LinksSection } from '../links/links.tsx';
import layout from '../page/layout.module.css';
import styles from './circle-detail-page.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { PeopleSection } from '../people/people.tsx';
import { NextMeeting } from './next-meeting.tsx';

/** A call for help comes without a press, ms. */
const deskRefreshInterval = 5000;

export function CircleDetailPage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [loaded, again] = useQuery((api) => api.circle(circle), circle);
  const [desk, askDesk] = useQuery((api) => api.organiserDesk(circle), circle, deskRefreshInterval);
  if (loaded.state === 'loading') return <Page title={t`The circle`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={again} />;
  const detail = loaded.value;
  return (
    <Page
      documentTitle={detail.name}
      title={<bdi>{detail.name}</bdi>}
      lead={detail.purpose || undefined}
      above={
        <div>
          <ButtonLink
            to={paths.organiser}
            kind="plain"
            icon={<ArrowLeft size={18} className="flips" aria-hidden="true" />}
          >
            <Trans>Your circles</Trans>
          </ButtonLink>
        </div>
      }
      wide
    >
      {desk.state === 'there' && (
        <OrganiserDeskSection circle={circle} desk={desk.value} onChanged={askDesk} />
      )}
      {desk.state === 'failed' && (
        <SpokenText className={layout.muted}>
          <Trans>We couldn’t load what needs you here. Please reload the page.</Trans>
        </SpokenText>
      )}
      <div className={layout.columns}>
        <div className={layout.column}>
          <MeetingSection detail={detail} onChanged={again} />
          <SettingsSummary detail={detail} />
          {desk.state === 'there' && <RecordSection desk={desk.value} />}
        </div>
        <div className={layout.column}>
          <PeopleSection detail={detail} onChanged={again} />
          <LinksSection detail={detail} onChanged={again} />
        </div>
      </div>
    </Page>
  );
}

export interface CircleDetailProps {
  readonly detail: CircleDetail;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

function MeetingSection({ detail, onChanged }: CircleDetailProps) {
  const { meeting } = detail;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Meeting</Trans>
      </h2>
      {meeting ? (
        <p>
          <strong>
            <Trans>
              {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
            </Trans>
          </strong>
          <br />
          <span className={layout.muted}>
            <MeetingPhaseText phase={meeting.phase} />
          </span>
        </p>
      ) : (
        <p className={layout.muted}>
          <Trans>No meeting is scheduled.</Trans>
        </p>
      )}
      <NextMeeting detail={detail} onChanged={onChanged} />
    </section>
  );
}

function MeetingPhaseText({ phase }: { readonly phase: string }) {
  switch (phase) {
    case 'scheduled':
      return <Trans>The doors open shortly before it begins.</Trans>;
    case 'doors':
      return <Trans>The doors are open.</Trans>;
    case 'opening':
    case 'body':
    case 'closing':
      return <Trans>It’s on now.</Trans>;
    default:
      return <Trans>It’s over.</Trans>;
  }
}

/** A setting as it comes: the server keeps more of them than a screen shows. */
const numberSetting = (settings: CircleDetail['settings'], name: string): number | null => {
  const value = settings[name];
  return typeof value === 'number' ? value : null;
};

function SettingsSummary({ detail }: { readonly detail: CircleDetail }) {
  const seats = numberSetting(detail.settings, 'seats');
  const retention = numberSetting(detail.settings, 'retention');
  const { admit, piece } = detail.settings;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>How it works</Trans>
      </h2>
      <ul className={layout.bullets}>
        {seats !== null && (
          <li>
            <Plural value={seats} one="1 sharing seat" other="# sharing seats" />
          </li>
        )}
        <li>
          {admit === 'everyone' ? (
            <Trans>Everyone with a link can come straight in</Trans>
          ) : admit === 'members' ? (
            <Trans>People who’ve been here before can come straight in</Trans>
          ) : (
            <Trans>The facilitator lets each person in</Trans>
          )}
        </li>
        {typeof piece === 'string' && (
          <li>
            <Trans>The piece is called “{piece}”</Trans>
          </li>
        )}
        {retention !== null && (
          <li>
            <Trans>Messages are deleted {formatSpan(retention)} after closing</Trans>
          </li>
        )}
      </ul>
      <details className={layout.disclosure}>
        <summary>
          <Trans>Agreements</Trans>
        </summary>
        <ol className={styles.numbered}>
          {detail.agreements.map((words) => (
            <li key={words} dir="auto">
              {words}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
