/** Calls of staff about when circles meet. */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, meeting } = sample;
const inCircle = { circle };
const ofMeeting = { circle, meeting };

const rhythm = {
  ...{ every: 'week', interval: 1, on: ['tu'], at: '19:00', zone: 'Europe/Berlin' },
  from: '2027-03-02',
};
const minutes = 75;

const dates = [
  ...['2027-03-02', '2027-03-09', '2027-03-16', '2027-03-23'].map((date) => ({
    start: `${date}T18:00:00.000Z`,
    end: `${date}T19:15:00.000Z`,
    local: `${date}T19:00`,
  })),
  {
    start: '2027-03-30T17:00:00.000Z',
    end: '2027-03-30T18:15:00.000Z',
    local: '2027-03-30T19:00',
    clockChange: 60,
  },
];

const changes = {
  changes: [
    { id: meeting, was: '2027-03-01T18:00:00.000Z', start: '2027-03-02T18:00:00.000Z' },
    { id: 'g_8k4q1x7z2c9w5v0m', was: '2027-03-08T18:00:00.000Z', start: null },
  ],
  added: dates.slice(1, 2),
  kept: [{ id: 'g_2c9w5v0m3k8q1x7z', start: '2027-03-15T17:00:00.000Z', why: 'moved' }],
  next: dates,
};

const open = {
  ...{ rhythm, minutes, zone: 'Europe/Berlin', state: 'open', canResume: false },
  next: dates,
};

const meetingBody = {
  ...{ id: meeting, start: '2027-03-02T18:00:00.000Z', end: '2027-03-02T19:15:00.000Z' },
  ...{ local: '2027-03-02T19:00', zone: 'Europe/Berlin', state: 'planned' },
  ...{ covered: 1, wanted: 2, date: '2027-03-02' },
};

export const rhythmExamples: RouteExamples = {
  'POST /api/rhythm/preview': { body: { rhythm, minutes }, answer: { next: dates } },
  'GET /api/circles/{circle}/rhythm': { params: inCircle, answer: open },
  'PUT /api/circles/{circle}/rhythm': {
    params: inCircle,
    query: { dry: 'true' },
    body: { rhythm, minutes },
    answer: changes,
  },
  'DELETE /api/circles/{circle}/rhythm': {
    params: inCircle,
    query: { dry: 'true' },
    answer: { changes: changes.changes.slice(1), added: [], kept: changes.kept, next: [] },
  },
  'GET /api/circles/{circle}/meetings': {
    params: inCircle,
    query: { from: '2027-03-01', to: '2027-06-01T00:00:00Z', limit: 50 },
    answer: [
      meetingBody,
      {
        ...meetingBody,
        ...{ id: 'g_8k4q1x7z2c9w5v0m', date: '2027-03-09', local: '2027-03-09T19:00' },
        ...{ start: '2027-03-09T18:00:00.000Z', end: '2027-03-09T19:15:00.000Z' },
        ...{ state: 'cancelled', why: 'cancelled', note: 'The room is being painted.' },
      },
    ],
  },
  'POST /api/circles/{circle}/meetings': {
    params: inCircle,
    body: { id: '6b0f2c1e9a774d53b0c8e1f4', start: '2027-03-11T19:00:00+01:00', minutes },
    answer: {
      ...meetingBody,
      ...{ start: '2027-03-11T18:00:00.000Z', end: '2027-03-11T19:15:00.000Z' },
      local: '2027-03-11T19:00',
    },
  },
  'PATCH /api/circles/{circle}/meetings/{meeting}': {
    params: ofMeeting,
    body: { start: '2027-03-03T19:00:00+01:00' },
    answer: {
      ...meetingBody,
      ...{ start: '2027-03-03T18:00:00.000Z', end: '2027-03-03T19:15:00.000Z' },
      ...{ local: '2027-03-03T19:00', state: 'moved' },
    },
  },
  'DELETE /api/circles/{circle}/meetings/{meeting}': {
    params: ofMeeting,
    body: { note: 'The room is being painted.' },
  },
  'POST /api/circles/{circle}/pause': {
    params: inCircle,
    body: { until: '2027-08-30' },
    answer: {
      ...open,
      ...{ state: 'paused', pausedUntil: '2027-08-29T22:00:00.000Z', canResume: true },
    },
  },
  'POST /api/circles/{circle}/resume': { params: inCircle, body: {}, answer: open },
  'POST /api/circles/{circle}/end': {
    params: inCircle,
    body: { last: meeting, text: 'Thank you for two years of Tuesdays.' },
    answer: {
      ...open,
      ...{ state: 'ending', last: meeting, canResume: true },
      closing: 'Thank you for two years of Tuesdays.',
    },
  },
};
