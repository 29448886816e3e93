/** Screens that are loaded at their address. */
import { lazy } from 'react';
import { loadCircle } from '../circle/circle.lazy.ts';
import { retryLoad } from '../lib/api/retry-load.ts';
import { lazyWithLeadingCatalogue } from '../lib/i18n/leading-catalogue.lazy.ts';

export const CirclePage = lazy(() => retryLoad(loadCircle));
export const JoinPage = lazy(() => retryLoad(() => import('../join/join-page.tsx')));
/** For people who build Holdspace; not in the production build, with everything it imports. */
export const Gallery =
  import.meta.env.MODE === 'production' ? null : lazy(() => import('../gallery/gallery.tsx'));

export const OrganiserPage = lazyWithLeadingCatalogue(
  () => import('../organiser/organiser-page.tsx'),
);
