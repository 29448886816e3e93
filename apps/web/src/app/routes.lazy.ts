/** Screens that are loaded at their address. */
import { lazy } from 'react';
import { lazyWithLeadingCatalogue } from '../lib/loading/leading-catalogue.lazy.ts';
import { retryLoad } from '../lib/loading/retry-load.ts';

export const JoinPage = lazy(() => retryLoad(() => import('../join/join-page.tsx')));
/** For people who build Holdspace; not in the production build, with everything it imports. */
export const Gallery =
  import.meta.env.MODE === 'production' ? null : lazy(() => import('../gallery/gallery.tsx'));

export const OrganiserPage = lazyWithLeadingCatalogue(
  () => import('../organiser/organiser-page.tsx'),
);
