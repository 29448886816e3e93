/**
 * The screens of staff. A browser that is not signed in gets the page of the sign-in; everybody
 * else the pages of their roles. The server checks the access at each request.
 */
import type { Me } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef } from 'react';
import { Route, Switch } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { useQuery } from '../lib/api/use-query.ts';
import { paths } from '../lib/paths.ts';
import { CarerCirclePage } from './carer/carer-circle-page.tsx';
import { MyMeetingsPage } from './carer/my-meetings-page.tsx';
import { CircleDetailPage } from './circles/circle-detail-page.tsx';
import { CirclesPage } from './circles/circles-page.tsx';
import { NewCirclePage } from './circles/new-circle.tsx';
import { InboxProvider } from './inbox/inbox-provider.tsx';
import { OwnSignInsPage } from './own/own-sign-ins-page.tsx';
import { StaffFrame } from './page/staff-nav.tsx';
import { staffPaths } from './page/staff-paths.ts';
import {
  guestCirclesOf,
  type SignedInStaff,
  StaffSessionProvider,
  useStaffSession,
} from './page/staff-session.ts';
import { LoadFailedPage, StaffNotFoundPage } from './page/status-pages.tsx';
import { ProofProvider } from './proof/proof-provider.tsx';
import { RecordPage } from './record/record-page.tsx';
import { StaffSettingsPage } from './settings/staff-settings-page.tsx';
import { StaffSignInPage } from './sign-in/staff-sign-in-page.tsx';
import { StaffPeoplePage } from './staff/staff-people-page.tsx';
import { TodayPage } from './today/today-page.tsx';

/** How often an open page asks whether this browser is still signed in, ms; every request asks too. */
const signInCheckInterval = 30_000;

export default function OrganiserPage() {
  const { t } = useLingui();
  const [me, reload] = useQuery((api) => api.me(), '', signInCheckInterval);
  const wasSignedIn = useRef(false);
  if (me.state === 'loading') return <Page title={t`One moment`}>{null}</Page>;
  if (me.state === 'failed' && me.status !== 401)
    return <LoadFailedPage {...me} onRetry={reload} />;
  const known = me.state === 'there' ? me.value : null;
  const guestCircles = known ? guestCirclesOf(known) : [];
  if (!known?.staff) {
    const hasEnded = wasSignedIn.current;
    return <StaffSignInPage {...{ hasEnded, guestCircles }} onSignedIn={reload} />;
  }
  wasSignedIn.current = true;
  const { staff } = known;
  return <StaffPages key={staff.id} {...{ staff, guestCircles }} recheck={reload} />;
}

interface StaffPagesProps extends Pick<SignedInStaff, 'guestCircles' | 'recheck'> {
  readonly staff: NonNullable<Me['staff']>;
}

export function StaffPages({ staff, guestCircles, recheck }: StaffPagesProps) {
  const known = [...staff.roles, ...guestCircles.map(({ circle }) => circle)].join(' ');
  // The same value while these are the same, although the server is asked again and again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `known` says what both lists say
  const session: SignedInStaff = useMemo(
    () => ({ id: staff.id, roles: staff.roles, guestCircles, recheck }),
    [staff.id, known, recheck],
  );
  return (
    <StaffSessionProvider value={session}>
      <ProofProvider>
        <InboxProvider>
          <StaffFrame>
            <StaffRoutes />
          </StaffFrame>
        </InboxProvider>
      </ProofProvider>
    </StaffSessionProvider>
  );
}

/** The pages of their roles; every other address is the same page for an unknown one. */
function StaffRoutes() {
  const { roles } = useStaffSession();
  const isOrganiser = roles.includes('organiser');
  const isCarer = isOrganiser || roles.includes('facilitator');
  const Circle = isOrganiser ? CircleDetailPage : CarerCirclePage;
  return (
    <Switch>
      <Route path={paths.organiser} component={TodayPage} />
      <Route path={staffPaths.own} component={OwnSignInsPage} />
      <Route path={staffPaths.myMeetings} component={MyMeetingsPage} />
      {isOrganiser && <Route path={staffPaths.newCircle} component={NewCirclePage} />}
      {isCarer && <Route path={staffPaths.circles} component={CirclesPage} />}
      <Route path={`${staffPaths.circles}/:circle`}>
        {({ circle }) => <Circle key={circle} circle={circle} />}
      </Route>
      {isOrganiser && <Route path={staffPaths.people} component={StaffPeoplePage} />}
      {isOrganiser && <Route path={staffPaths.settings} component={StaffSettingsPage} />}
      {isOrganiser && <Route path={staffPaths.record} component={RecordPage} />}
      <Route component={StaffNotFoundPage} />
    </Switch>
  );
}
