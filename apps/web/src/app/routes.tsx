/**
 * The screen of each address. Screens that participants never need are loaded on request. While a
 * screen loads, the previous one stays (PAGE-3).
 */
import { type ComponentType, Suspense, useDeferredValue } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { CirclePage } from '../circle/circle.lazy.ts';
import { decodePathPart, paths } from '../lib/paths.ts';
import {
  AgreementsPage,
  HomePage,
  NotFoundPage,
  PrivacyPage,
  SafetyPage,
  SupportPage,
} from '../pages/pages.lazy.ts';
import { PlacePage } from '../place/place.lazy.ts';
import { ReturnPage, SignedOutHerePage } from '../sign-in/sign-in.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Gallery, JoinPage, OrganiserPage } from './routes.lazy.ts';
import { BrokenPage } from './shell/broken-page.tsx';
import { LoadingPage } from './shell/loading-page.tsx';
import { useLettersFor } from './theme/letters.ts';

/** A page about the circle in its address. */
const ofCircle =
  (Shown: ComponentType<{ readonly circle: string }>) =>
  ({ circle }: { readonly circle: string }) => (
    <Shown key={circle} circle={decodePathPart(circle)} />
  );

export function Routes() {
  const [location] = useLocation();
  const shown = useDeferredValue(location);
  useLettersFor(shown);
  return (
    <ErrorBoundary fallback={(again, isOutdated) => <BrokenPage {...{ again, isOutdated }} />}>
      <Suspense fallback={<LoadingPage />}>
        <Switch location={shown}>
          <Route path={paths.home} component={HomePage} />
          <Route path={paths.join} component={JoinPage} />
          <Route path={paths.back} component={ReturnPage} />
          <Route path={paths.signedOut} component={SignedOutHerePage} />
          <Route path="/c/:circle">{ofCircle(CirclePage)}</Route>
          <Route path="/c/:circle/place">{ofCircle(PlacePage)}</Route>
          <Route path={paths.support} component={SupportPage} />
          <Route path={paths.safety} component={SafetyPage} />
          <Route path={paths.agreements} component={AgreementsPage} />
          <Route path={paths.privacy} component={PrivacyPage} />
          {Gallery && <Route path="/gallery" component={Gallery} />}
          <Route path={`${paths.organiser}/*?`} component={OrganiserPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
