/** The parts of somebody's sign-in that are loaded together. */
export { ComeBack } from './come-back.tsx';
export { Devices } from './devices.tsx';
export { OwnSignIn, ToDevices } from './own-sign-in.tsx';
export { SignedOutHere, SignedOutPage } from './signed-out.tsx';
