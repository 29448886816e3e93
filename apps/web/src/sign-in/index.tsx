/** The parts of somebody's sign-in that are loaded together. */
export { ComeBack } from './come-back.tsx';
export { Devices } from './devices.tsx';
export { SignInNews } from './news.tsx';
export { CodeLine, ReturnCode } from './return-code.tsx';
export { SignedOutHere, SignedOutPage } from './signed-out.tsx';
