/** The parts of the sign-in that are loaded together. */

export { DevicesPanel } from './devices.tsx';
export { ReturnPage } from './return-page.tsx';
export { DevicesButton, SignInStatus } from './sign-in-status.tsx';
export { SignedOutHerePage, SignedOutPage } from './signed-out.tsx';
