/** What a member asks of their circle between meetings, without entering (RHY-6, RHY-7). */
import type { PlaceBody, SeatRequest, SeatResponse } from '@holdspace/protocol';
import { type ApiOptions, askJson } from './http-request.ts';

const circlePath = (circle: string) => `/circles/${encodeURIComponent(circle)}`;

export const placeApi = (options: ApiOptions) => ({
  /** When the circle meets next, one's own seat, and what has changed. */
  place: (circle: string) => askJson<PlaceBody>(options, 'GET', `${circlePath(circle)}/place`),
  /**
   * *Not this time*, or that taken back; a second time it changes nothing. Rejects with `doors-open`
   * once the list of seats is settled, `meeting-off` for a meeting that does not take place or is
   * over, and `no-seats` where there is no list of seats.
   */
  chooseSeat: (circle: string, meeting: string, body: SeatRequest) =>
    askJson<SeatResponse>(
      options,
      'PUT',
      `${circlePath(circle)}/meetings/${encodeURIComponent(meeting)}/seat`,
      body,
    ),
  /** The circle forgets this member: name, membership, way back and words (PRV-11). Final. */
  leaveForGood: (circle: string) =>
    askJson<void>(options, 'POST', `${circlePath(circle)}/leave-for-good`, {}),
});
