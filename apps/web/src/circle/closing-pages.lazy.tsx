/** The pages after the meeting, fetched while it lasts. */
import { lazyParticipant } from '../participant/participant.lazy.ts';

export const AftercarePage = lazyParticipant((own) => own.AftercarePage);
export const ClosedPage = lazyParticipant((own) => own.ClosedPage);
