/** One circle as its organiser sees it: meeting, people, links, and what it was set to. */
import type { CircleDetail } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { useLoaded } from '../lib/use-loaded.ts';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { clock, dayOf, span } from '../words/times.ts';
import { Desk } from './desk.tsx';
import { Links } from './links.tsx';
import { NextMeeting } from './next-meeting.tsx';
import styles from './organiser.module.css';
import { PeopleOf } from './people-of.tsx';
import { Record } from './record.tsx';
import { Failed } from './shut.tsx';

/** A call for help comes without a press, ms. */
const lookAgain = 5000;

export function CircleScreen({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [loaded, again] = useLoaded((api) => api.circle(circle), circle);
  const [desk, askDesk] = useLoaded((api) => api.organiserDesk(circle), circle, lookAgain);
  if (loaded.state === 'loading') return <Page title={t`The circle`}>{null}</Page>;
  if (loaded.state === 'failed') return <Failed {...loaded} onAgain={again} />;
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
      {desk.state === 'there' && <Desk circle={circle} desk={desk.value} onChanged={askDesk} />}
      {desk.state === 'failed' && (
        <Spoken className={styles.quiet}>
          <Trans>We couldn’t load what needs you here. Please reload the page.</Trans>
        </Spoken>
      )}
      <div className={styles.halves}>
        <div className={styles.half}>
          <Meeting detail={detail} onChanged={again} />
          <SetTo detail={detail} />
          {desk.state === 'there' && <Record desk={desk.value} />}
        </div>
        <div className={styles.half}>
          <PeopleOf detail={detail} onChanged={again} />
          <Links detail={detail} onChanged={again} />
        </div>
      </div>
    </Page>
  );
}

export interface DetailProps {
  readonly detail: CircleDetail;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

function Meeting({ detail, onChanged }: DetailProps) {
  const { meeting } = detail;
  return (
    <section className={styles.section}>
      <h2>
        <Trans>Meeting</Trans>
      </h2>
      {meeting ? (
        <p>
          <strong>
            <Trans>
              {dayOf(meeting.start)}, {clock(meeting.start)} to {clock(meeting.end)}
            </Trans>
          </strong>
          <br />
          <span className={styles.quiet}>
            <MeetingState phase={meeting.phase} />
          </span>
        </p>
      ) : (
        <p className={styles.quiet}>
          <Trans>No meeting is scheduled.</Trans>
        </p>
      )}
      <NextMeeting detail={detail} onChanged={onChanged} />
    </section>
  );
}

function MeetingState({ phase }: { readonly phase: string }) {
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
const numberIn = (settings: CircleDetail['settings'], name: string): number | null => {
  const value = settings[name];
  return typeof value === 'number' ? value : null;
};

function SetTo({ detail }: { readonly detail: CircleDetail }) {
  const seats = numberIn(detail.settings, 'seats');
  const retention = numberIn(detail.settings, 'retention');
  const { admit, piece } = detail.settings;
  return (
    <section className={styles.section}>
      <h2>
        <Trans>How it works</Trans>
      </h2>
      <ul className={styles.facts}>
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
            <Trans>Messages are deleted {span(retention)} after closing</Trans>
          </li>
        )}
      </ul>
      <details className={styles.more}>
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
