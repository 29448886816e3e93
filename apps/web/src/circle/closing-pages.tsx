/** The pages after the meeting, fetched while it lasts. */
import { lazyOwn } from '../own/lazy.ts';

export const AftercarePage = lazyOwn((own) => own.AftercarePage);
export const ClosedPage = lazyOwn((own) => own.ClosedPage);
