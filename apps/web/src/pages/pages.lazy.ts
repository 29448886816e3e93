/** The pages outside of a circle, loaded together when the first of them is needed. */
import { lazyBundle } from '../lib/loading/lazy-bundle.ts';

const bundle = lazyBundle(
  () => import('./pages.bundle.ts'),
  () => import('../locales/en/pages.po'),
);
export const preloadPages = bundle.preload;

export const AgreementsPage = bundle.lazy((parts) => parts.AgreementsPage);
export const HomePage = bundle.lazy((parts) => parts.HomePage);
export const InvalidLinkPage = bundle.lazy((parts) => parts.InvalidLinkPage);
export const NotFoundPage = bundle.lazy((parts) => parts.NotFoundPage);
export const NotMemberPage = bundle.lazy((parts) => parts.NotMemberPage);
export const PrivacyPage = bundle.lazy((parts) => parts.PrivacyPage);
export const RedeemPage = bundle.lazy((parts) => parts.RedeemPage);
export const SafetyPage = bundle.lazy((parts) => parts.SafetyPage);
export const SupportPage = bundle.lazy((parts) => parts.SupportPage);
export const UsedLinkPage = bundle.lazy((parts) => parts.UsedLinkPage);
