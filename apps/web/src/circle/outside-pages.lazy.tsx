/** The screens of a circle for whoever is not in it: at the threshold, early, stepped out, gone, sent out, signed out, a stranger. */

import { lazyPage } from '../pages/pages.lazy.ts';
import { lazyParticipant } from '../participant/participant.lazy.ts';
import { lazySignIn } from '../sign-in/sign-in.lazy.ts';

export const Threshold = lazyParticipant((own) => own.Threshold);
export const EarlyPage = lazyParticipant((own) => own.EarlyPage);
export const SteppedOutPage = lazyParticipant((own) => own.SteppedOutPage);
export const LeftPage = lazyParticipant((own) => own.LeftPage);
export const RemovedPage = lazyParticipant((own) => own.RemovedPage);
export const SignedOutPage = lazySignIn((signIn) => signIn.SignedOutPage);
export const NotMemberPage = lazyPage((pages) => pages.NotMemberPage);
