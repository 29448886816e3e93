/** The pages one reads outside of a circle; loaded together. */
export { AgreementsPage } from './agreements-page.tsx';
export { BringBack } from './bring-back.tsx';
export { Home } from './home.tsx';
export { NoLink } from './no-link.tsx';
export { NotMemberPage } from './not-member.tsx';
export { NothingHere } from './nothing-here.tsx';
export { PrivacyPage } from './privacy-page.tsx';
export { SafetyPage } from './safety-page.tsx';
export { SupportPage } from './support-page.tsx';
export { UsedLink } from './used-link.tsx';
