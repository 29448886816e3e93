/** The screens of a circle for whoever is not in it: at the threshold, early, stepped out, gone, sent out, signed out, a stranger. */
import { lazyOwn } from '../own/lazy.ts';
import { lazyPage } from '../pages/lazy.ts';
import { lazySignIn } from '../sign-in/lazy.ts';

export const Threshold = lazyOwn((own) => own.Threshold);
export const EarlyPage = lazyOwn((own) => own.EarlyPage);
export const SteppedOutPage = lazyOwn((own) => own.SteppedOutPage);
export const LeftPage = lazyOwn((own) => own.LeftPage);
export const OutPage = lazyOwn((own) => own.OutPage);
export const SignedOutPage = lazySignIn((signIn) => signIn.SignedOutPage);
export const NotMemberPage = lazyPage((pages) => pages.NotMemberPage);
