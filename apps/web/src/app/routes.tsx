/**
 * Which screen is at which address. What participants never need is loaded when asked for. While a
 * screen is on its way the one before it stays (PAGE-3).
 */
import { lazy, Suspense, useDeferredValue } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { loadCircle } from '../circle/circle.lazy.ts';
import { retryLoad } from '../lib/api/retry-load.ts';
import { lazyWithLeadingCatalogue } from '../lib/i18n/leading-catalogue.lazy.ts';
import { decodePathPart, paths } from '../lib/paths.ts';
import { lazyPage } from '../pages/pages.lazy.ts';
import { lazySignIn } from '../sign-in/sign-in.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { BrokenPage } from './shell/broken-page.tsx';
import { LoadingPage } from './shell/loading-page.tsx';

const CirclePage = lazy(() => retryLoad(loadCircle));
const JoinPage = lazy(() => retryLoad(() => import('../join/join-page.tsx')));
const HomePage = lazyPage((pages) => pages.HomePage);
const ReturnPage = lazySignIn((signIn) => signIn.ReturnPage);
const SignedOutHerePage = lazySignIn((signIn) => signIn.SignedOutHerePage);
const SupportPage = lazyPage((pages) => pages.SupportPage);
const SafetyPage = lazyPage((pages) => pages.SafetyPage);
const AgreementsPage = lazyPage((pages) => pages.AgreementsPage);
const PrivacyPage = lazyPage((pages) => pages.PrivacyPage);
const NotFoundPage = lazyPage((pages) => pages.NotFoundPage);
const OrganiserPage = lazyWithLeadingCatalogue(() => import('../organiser/organiser-page.tsx'));
const Gallery = lazyWithLeadingCatalogue(() => import('../gallery/gallery.tsx'));

export function Routes() {
  const [location] = useLocation();
  const shown = useDeferredValue(location);
  return (
    <ErrorBoundary fallback={(again) => <BrokenPage again={again} />}>
      <Suspense fallback={<LoadingPage />}>
        <Switch location={shown}>
          <Route path={paths.home} component={HomePage} />
          <Route path={paths.join} component={JoinPage} />
          <Route path={paths.back} component={ReturnPage} />
          <Route path={paths.signedOut} component={SignedOutHerePage} />
          <Route path="/c/:circle">
            {({ circle }) => <CirclePage key={circle} circle={decodePathPart(circle)} />}
          </Route>
          <Route path={paths.support} component={SupportPage} />
          <Route path={paths.safety} component={SafetyPage} />
          <Route path={paths.agreements} component={AgreementsPage} />
          <Route path={paths.privacy} component={PrivacyPage} />
          <Route path={paths.gallery} component={Gallery} />
          <Route path={`${paths.organiser}/*?`} component={OrganiserPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
