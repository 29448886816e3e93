/** Calls about who carries the meetings. */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, now } = sample;
const meeting = 'g_6w3n5d0r2c6m9y1x';
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

const ownMeeting = {
  ...{ id: meeting, circle, name: 'Tuesdays', state: 'planned' },
  ...{ start: iso(now + 72 * hour), end: iso(now + 73 * hour) },
  ...{ local: null, zone: null },
  cover: { level: 'half-covered', covered: 1, wanted: 2, carriers: ['Rowan'] },
  ...{ own: 'yes', may: ['take-back'] },
};
const limits = { meetingsAWeek: 2, hoursBetween: 20 };
const carrying = {
  ...limits,
  circles: [{ id: circle, name: 'Tuesdays', regular: true, onlyWhenAsked: false }],
  nextSevenDays: 1,
};

const ownDebrief = {
  ...{ id: meeting, circle, name: 'Tuesdays', joined: true, onCall: 'asked', asOnCall: false },
  ...{ start: iso(now - 30 * hour), end: iso(now - 29 * hour), people: ['Rowan'] },
};
const debrief = {
  ...ownDebrief,
  entries: [{ by: 'Rowan', mine: true, at: now, text: 'The end was hard for me.' }],
};

export const coverExamples: RouteExamples = {
  'GET /api/house/me/meetings': {
    query: { show: 'mine', limit: 20 },
    answer: [ownMeeting],
  },
  'PUT /api/circles/{circle}/meetings/{meeting}/cover': {
    params: { circle, meeting },
    body: { answer: 'yes' },
    answer: ownMeeting,
  },
  'DELETE /api/circles/{circle}/meetings/{meeting}/cover': {
    params: { circle, meeting },
    answer: { ...ownMeeting, own: 'offered', may: ['yes', 'cant'] },
  },
  'POST /api/circles/{circle}/meetings/{meeting}/call-off': {
    params: { circle, meeting },
    body: { how: 'postpone' },
    answer: { start: iso(now + 96 * hour) },
  },
  'GET /api/house/me/carrying': { answer: carrying },
  'PUT /api/house/me/carrying': { body: limits, answer: carrying },
  'GET /api/house/me/debriefs': { answer: [ownDebrief] },
  'GET /api/circles/{circle}/meetings/{meeting}/debrief': {
    params: { circle, meeting },
    answer: debrief,
  },
  'PUT /api/circles/{circle}/meetings/{meeting}/debrief': {
    params: { circle, meeting },
    body: { onCall: true },
    answer: debrief,
  },
  'POST /api/circles/{circle}/meetings/{meeting}/debrief/entries': {
    params: { circle, meeting },
    body: { text: 'The end was hard for me.' },
    answer: debrief,
  },
  'DELETE /api/circles/{circle}/meetings/{meeting}/debrief/entries': {
    params: { circle, meeting },
    answer: debrief,
  },
};
