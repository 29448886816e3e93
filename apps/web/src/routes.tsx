/** Which screen is at which address. What participants never need is loaded when asked for. */
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Home } from './pages/home.tsx';
import { paths } from './paths.ts';

const Organiser = lazy(() => import('./organiser/index.tsx'));
const Gallery = lazy(() => import('./gallery/index.tsx'));

export function Routes() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path={paths.organiser} nest>
          <Organiser />
        </Route>
        <Route path={paths.gallery} component={Gallery} />
        <Route component={Home} />
      </Switch>
    </Suspense>
  );
}
