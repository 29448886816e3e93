/** Calls about the inbox of staff. */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, now, organiser, thread } = sample;
const alert = 'a_4t8h5ez8w3n5d0r2';
const minute = 60_000;
const about = { id: alert, kind: 'help', circle, at: now, since: now - minute, thread };
const taken = { by: organiser, byName: 'Rowan', yours: true, state: 'taken' };

export const inboxExamples: RouteExamples = {
  'GET /api/inbox': {
    query: { limit: 50 },
    answer: [{ ...about, ...taken }],
  },
  'GET /api/inbox/{alert}': {
    params: { alert },
    answer: {
      ...about,
      ...taken,
      given: [{ staff: organiser, name: 'Rowan', first: now, last: now, seen: now + minute }],
      deliveries: [
        {
          ...{ channel: 'h_8w3n5d0r2c6m9y1x', staff: organiser, state: 'handed-over' },
          kind: 'webhook',
          ...{ at: now, attempts: 1, next: null },
        },
      ],
    },
  },
  'POST /api/inbox/seen': { body: { alerts: [alert] } },
  'POST /api/inbox/{alert}/take': { params: { alert } },
  'DELETE /api/inbox/{alert}/take': { params: { alert } },
};
