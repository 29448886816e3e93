/** The place page, with its catalogue: loaded when a way back leads to it. */
import { lazyBundle } from '../lib/loading/lazy-bundle.ts';

const bundle = lazyBundle(
  () => import('./place-page.tsx'),
  () => import('../locales/en/place.po'),
);
export const PlacePage = bundle.lazy((parts) => parts.PlacePage);
