/**
 * Which screen is at which address. What participants never need is loaded when asked for. While a
 * screen is on its way the one before it stays (PAGE-3).
 */
import { lazy, Suspense, useDeferredValue } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { loadCircle } from './circle/lazy.ts';
import { loadAgain } from './lib/load-again.ts';
import { lazyPage } from './pages/lazy.ts';
import { decoded, paths } from './paths.ts';
import { lazySignIn } from './sign-in/lazy.ts';
import { BrokenPage } from './ui/broken-page.tsx';
import { Coming } from './ui/coming.tsx';
import { Part } from './ui/part.tsx';
import { lazyLeading } from './words/leading.ts';

const Circle = lazy(() => loadAgain(loadCircle));
const Join = lazy(() => loadAgain(() => import('./join/index.tsx')));
const Home = lazyPage((pages) => pages.Home);
const ComeBack = lazySignIn((signIn) => signIn.ComeBack);
const SignedOutHere = lazySignIn((signIn) => signIn.SignedOutHere);
const SupportPage = lazyPage((pages) => pages.SupportPage);
const SafetyPage = lazyPage((pages) => pages.SafetyPage);
const AgreementsPage = lazyPage((pages) => pages.AgreementsPage);
const PrivacyPage = lazyPage((pages) => pages.PrivacyPage);
const NothingHere = lazyPage((pages) => pages.NothingHere);
const Organiser = lazyLeading(() => import('./organiser/index.tsx'));
const Gallery = lazyLeading(() => import('./gallery/index.tsx'));

export function Routes() {
  const [location] = useLocation();
  const shown = useDeferredValue(location);
  return (
    <Part otherwise={(again) => <BrokenPage again={again} />}>
      <Suspense fallback={<Coming />}>
        <Switch location={shown}>
          <Route path={paths.home} component={Home} />
          <Route path={paths.join} component={Join} />
          <Route path={paths.back} component={ComeBack} />
          <Route path={paths.signedOut} component={SignedOutHere} />
          <Route path="/c/:circle">
            {({ circle }) => <Circle key={circle} circle={decoded(circle)} />}
          </Route>
          <Route path={paths.support} component={SupportPage} />
          <Route path={paths.safety} component={SafetyPage} />
          <Route path={paths.agreements} component={AgreementsPage} />
          <Route path={paths.privacy} component={PrivacyPage} />
          <Route path={paths.gallery} component={Gallery} />
          <Route path={`${paths.organiser}/*?`} component={Organiser} />
          <Route component={NothingHere} />
        </Switch>
      </Suspense>
    </Part>
  );
}
