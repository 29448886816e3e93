/** Calls of organisers about the desk of a circle. */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, thread, report, participant, facilitator, meeting } = sample;

const receipt = {
  ...{ id: 'r_2c6m9y1xk7b4t8h5', kind: 'mute', at: sample.start, reason: 'pace' },
  note: 'Please let Ben finish.',
  until: 'meeting',
};

export const deskExamples: RouteExamples = {
  'GET /api/circles/{circle}/desk': {
    params: { circle },
    answer: {
      reports: [
        {
          ...{ id: report, about: facilitator, name: 'Rowan', message: null, at: sample.end },
          ...{ state: 'new', text: 'I was cut off twice.' },
        },
      ],
      appeals: [
        {
          ...{ id: thread, kind: 'appeal', by: participant, name: 'Cleo', state: 'sent', receipt },
          entries: [{ by: participant, at: sample.end, text: 'I had not finished either.' }],
        },
      ],
      help: [],
      alerts: [],
      incidents: [{ what: 'no-show', meeting, at: sample.start }],
      feedback: [{ id: 'f_7b4t8h5ez8w3n5d0', meeting, text: 'It was good to be here.' }],
      record: [{ ...receipt, by: facilitator, byName: 'Rowan', to: participant, toName: 'Cleo' }],
    },
  },
  'POST /api/circles/{circle}/desk/threads/{thread}/see': {
    params: { circle, thread },
    body: { answering: true },
  },
  'POST /api/circles/{circle}/desk/threads/{thread}/answers': {
    params: { circle, thread },
    body: { text: 'Thank you for telling us. May we call you tomorrow?' },
  },
  'POST /api/circles/{circle}/desk/threads/{thread}/close': {
    params: { circle, thread },
    body: { note: 'The mute was lifted.' },
  },
  'POST /api/circles/{circle}/desk/reports/{report}': {
    params: { circle, report },
    body: { state: 'closed', outcome: 'We spoke with the facilitator.' },
  },
};
