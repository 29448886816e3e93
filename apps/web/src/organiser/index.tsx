/**
 * The organiser's screens. Who is not signed in as an organiser is told kindly how to get
 * a link; everything is decided by the server at each request.
 */
import { useLingui } from '@lingui/react/macro';
import { Route, Switch } from 'wouter';
import { useLoaded } from '../lib/use-loaded.ts';
import { paths } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { CircleScreen } from './circle.tsx';
import { Dashboard } from './dashboard.tsx';
import { NewCircle } from './new-circle.tsx';
import { Failed, SignedOut } from './shut.tsx';
import { StaffScreen } from './staff.tsx';

export default function Organiser() {
  const { t } = useLingui();
  const [me, again] = useLoaded((api) => api.me());
  if (me.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  if (me.state === 'failed' && me.status !== 401) return <Failed {...me} onAgain={again} />;
  if (me.state === 'failed' || !me.value.organiser) return <SignedOut onAgain={again} />;
  return (
    <Switch>
      <Route path={paths.newCircle} component={NewCircle} />
      <Route path={`${paths.organiser}/circles/:circle`}>
        {({ circle }) => <CircleScreen key={circle} circle={circle} />}
      </Route>
      <Route path={paths.organisers}>
        <StaffScreen onSignedOut={again} />
      </Route>
      <Route component={Dashboard} />
    </Switch>
  );
}
