/**
 * The organiser's screens. A browser that is not signed in as an organiser gets a page that says
 * how to get a link. The server checks the access at each request.
 */
import { useLingui } from '@lingui/react/macro';
import { Route, Switch } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { useQuery } from '../lib/api/use-query.ts';
import { paths } from '../lib/paths.ts';
import { CircleDetailPage } from './circles/circle-detail-page.tsx';
import { Dashboard } from './circles/dashboard.tsx';
import { NewCirclePage } from './circles/new-circle.tsx';
import { LoadFailedPage, OrganiserSignedOutPage } from './page/status-pages.tsx';
import { StaffPage } from './staff/staff.tsx';

export default function OrganiserPage() {
  const { t } = useLingui();
  const [me, reload] = useQuery((api) => api.me());
  if (me.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  if (me.state === 'failed' && me.status !== 401)
    return <LoadFailedPage {...me} onRetry={reload} />;
  if (me.state === 'failed' || !me.value.organiser)
    return <OrganiserSignedOutPage onAgain={reload} />;
  return (
    <Switch>
      <Route path={paths.newCircle} component={NewCirclePage} />
      <Route path={`${paths.organiser}/circles/:circle`}>
        {({ circle }) => <CircleDetailPage key={circle} circle={circle} />}
      </Route>
      <Route path={paths.organisers}>
        <StaffPage onSignedOut={reload} />
      </Route>
      <Route component={Dashboard} />
    </Switch>
  );
}
