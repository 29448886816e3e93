/** Meetings that nobody carries, as causes of alerts (CVR-4). */
import { earlierOf } from '../kernel.ts';
import type { Millis } from '../vocabulary.ts';
import { type AlertCause, alertIdOf } from './alerts.ts';
import type { HouseState } from './state.ts';

type MissingState = Pick<HouseState, 'cover' | 'alerts'>;

/** What is or will be an alert, and is none yet. */
const waitingCauses = ({ cover, alerts }: MissingState): AlertCause[] =>
  [...cover.missing]
    .map(([meeting, { circle, alertAt: since }]): AlertCause => {
      return { kind: 'uncovered', circle, meeting, since };
    })
    .filter((cause) => !alerts.has(alertIdOf(cause)));

/** The alerts that are to be raised now. */
export const dueCoverCauses = (state: MissingState, now: Millis): AlertCause[] =>
  waitingCauses(state).filter(({ since }) => since <= now);

/** When the next one is to be raised; null: none. */
export const nextCoverAlert = (state: MissingState): Millis | null =>
  waitingCauses(state).reduce<Millis | null>((first, { since }) => earlierOf(first, since), null);
