/**
 * The first page of a facilitator, who sees the circles that they look after and nothing else, and
 * of somebody on call (STF-1).
 */
import type { CircleSummary, OwnChannels, OwnStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { CircleGroup, circlesByDay } from '../circles/circle-groups.tsx';
import { NeedsYou } from '../inbox/needs-you.tsx';
import { RecoveryNotice } from '../own/recovery-notice.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { BecomeStaff } from '../sign-in/become-staff.tsx';
import { GettingStarted, useFirstSteps } from './getting-started.tsx';

/** How often phases and counts are read again, ms. */
const refreshInterval = 30_000;
const noCircles: readonly CircleSummary[] = [];

export function CarerToday() {
  const { t } = useLingui();
  const { roles } = useStaffSession();
  const facilitates = roles.includes('facilitator');
  const [loaded, reload] = useStaffQuery(
    (api) =>
      Promise.all([
        api.ownStaff(),
        api.ownChannels(),
        facilitates ? api.circlePage({ order: 'meeting' }) : { items: noCircles },
        facilitates ? api.ownMeetings({ show: 'offers', limit: 1 }) : { items: [] },
      ]),
    String(facilitates),
    refreshInterval,
  );
  if (loaded.state === 'loading') return <Page title={t`Today`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [own, channels, circles, offers] = loaded.value;
  return (
    <CarerTodayPage
      {...{ own, channels }}
      circles={circles.items}
      isAsked={offers.items.length > 0}
      onChanged={reload}
    />
  );
}

interface CarerTodayPageProps {
  readonly own: OwnStaff;
  readonly channels: OwnChannels;
  /** By the start of their next meeting. */
  readonly circles: readonly CircleSummary[];
  /** A meeting needs somebody, and they may say yes (CVR-2). */
  readonly isAsked?: boolean;
  readonly onChanged: () => void;
}

export function CarerTodayPage(props: CarerTodayPageProps) {
  const { own, channels, circles, isAsked = false, onChanged } = props;
  const { t } = useLingui();
  const facts = { own, circles: 0, organisers: 0, alerts: false };
  const steps = useFirstSteps(facts);
  const { guestCircles, recheck } = useStaffSession();
  return (
    <Page title={t`Today`} wide>
      <RecoveryNotice recovered={own.recovered} />
      <NeedsYou>{isAsked && <AskedNotice />}</NeedsYou>
      <BecomeStaff circles={guestCircles} onDone={recheck} />
      {own.roles.includes('on-call') && <OnCallNotice channels={channels} />}
      <GettingStarted facts={facts} handle={steps} onChanged={onChanged} />
      {own.roles.includes('facilitator') && <OwnCircles circles={circles} />}
    </Page>
  );
}

/** That they are on call, and whether an alert reaches them away from this page. */
function OnCallNotice({ channels: { push, email } }: Pick<CarerTodayPageProps, 'channels'>) {
  const isReached = (push.on && push.devices.length > 0) || (email.on && email.address !== null);
  if (isReached) {
    return (
      <Notice>
        <Trans>You’re on call. When nobody answers somebody in a circle, you’re alerted.</Trans>
      </Notice>
    );
  }
  return (
    <Notice
      tone="honey"
      action={
        (push.on || email.on) && (
          <ButtonLink to={staffPaths.own}>
            <Trans>Turn alerts on</Trans>
          </ButtonLink>
        )
      }
    >
      <Trans>You’re on call, and no alert reaches you yet unless you look at this page.</Trans>
    </Notice>
  );
}

function AskedNotice() {
  return (
    <Notice
      action={
        <ButtonLink to={staffPaths.myMeetings}>
          <Trans>Go to My meetings</Trans>
        </ButtonLink>
      }
    >
      <Trans>A meeting needs somebody to carry it, and you can say yes.</Trans>
    </Notice>
  );
}

function OwnCircles({ circles }: Pick<CarerTodayPageProps, 'circles'>) {
  const { t } = useLingui();
  const { today, later, unscheduled } = circlesByDay(circles, useNow());
  const lookedAfter = circles.map(({ id }) => id);
  return (
    <section className={layout.column} aria-labelledby="own-circles">
      <h2 id="own-circles">
        <Trans>The circles you look after</Trans>
      </h2>
      {circles.length === 0 && (
        <p className={layout.muted}>
          <Trans>None yet. An organiser chooses them.</Trans>
        </p>
      )}
      {today.length > 0 && (
        <CircleGroup level={3} title={t`Today`} {...{ lookedAfter, circles: today }} />
      )}
      {later.length > 0 && (
        <CircleGroup level={3} title={t`Coming up`} {...{ lookedAfter, circles: later }} />
      )}
      {unscheduled.length > 0 && (
        <CircleGroup level={3} title={t`No date yet`} {...{ lookedAfter, circles: unscheduled }} />
      )}
    </section>
  );
}
