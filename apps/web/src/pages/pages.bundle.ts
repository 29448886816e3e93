/** The pages outside of a circle; loaded together. */
export { AgreementsPage } from './agreements-page.tsx';
export { HomePage } from './home-page.tsx';
export { InvalidLinkPage } from './invalid-link-page.tsx';
export { NotFoundPage } from './not-found-page.tsx';
export { NotMemberPage } from './not-member-page.tsx';
export { PrivacyPage } from './privacy-page.tsx';
export { RedeemPage } from './redeem-page.tsx';
export { SafetyPage } from './safety-page.tsx';
export { SupportPage } from './support-page.tsx';
export { UsedLinkPage } from './used-link-page.tsx';
