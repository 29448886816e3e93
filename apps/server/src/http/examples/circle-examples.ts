/** Calls of staff about circles. */
import { type RouteExamples, sample, sampleAgreements } from './route-example.ts';

const { circle, meeting, facilitator, participant, link, organiser } = sample;
const inCircle = { circle };

const summary = {
  id: circle,
  name: 'Tuesday evenings',
  purpose: 'For people who care for somebody at home.',
  meeting: {
    ...{ start: sample.start, end: sample.end, phase: 'scheduled', present: 0, waiting: 0 },
    ...{ covered: 1, wanted: 2 },
  },
  facilitators: ['Rowan'],
  members: 9,
};

const people = [
  {
    ...{ id: facilitator, name: 'Rowan', role: 'facilitator', link: 'Facilitator' },
    ...{ standIn: false, excluded: null },
  },
  {
    ...{ id: participant, name: 'Cleo', role: 'participant', link: 'Invitation' },
    ...{ standIn: true, excluded: null },
  },
];

const detail = {
  ...summary,
  ...sampleAgreements,
  consent: { agreed: 8, of: 9 },
  guide: { phases: { opening: { prompts: ['One word for how you arrive today?'] } } },
  settings: { seats: 8, admit: 'facilitator', offer: 60_000 },
  people,
  links: [
    {
      ...{ id: link, role: 'participant', label: 'Invitation', uses: 30, usesLeft: 22 },
      ...{ expires: sample.end, revoked: false },
    },
  ],
};

const createdLink = {
  id: link,
  url: 'https://circles.example.org/j#4q0z8f3m1v7c2k9xw5b6t0h3jd0r2c6m9y',
};

export const circleExamples: RouteExamples = {
  'GET /api/circles': {
    query: { q: 'tuesday', order: 'meeting', limit: 50 },
    answer: [summary],
  },
  'POST /api/circles': {
    body: {
      name: 'Tuesday evenings',
      purpose: 'For people who care for somebody at home.',
      agreements: ['What is said here stays here.', 'Everybody may pass.'],
      settings: { seats: 8, offer: '60s' },
      start: '2027-03-02T19:00:00+01:00',
      minutes: 75,
    },
    answer: { id: circle, facilitatorLink: createdLink, invitation: createdLink },
  },
  'GET /api/circles/{circle}': { params: inCircle, answer: detail },
  'PATCH /api/circles/{circle}': {
    params: inCircle,
    body: {
      name: 'Tuesday nights',
      agreements: [{ id: 'a', text: 'What is said here stays here.' }, 'Everybody may pass.'],
      agreementsChange: 'wording',
      settings: { seats: 6 },
    },
  },
  'GET /api/circles/{circle}/people': {
    params: inCircle,
    query: { q: 'rowan', limit: 50 },
    answer: people.slice(0, 1),
  },
  'GET /api/circles/{circle}/record': {
    params: inCircle,
    query: { order: 'newest', limit: 50 },
    answer: [{ what: 'schedule', by: organiser, at: sample.now, meeting }],
  },
  'POST /api/circles/{circle}/links': {
    params: inCircle,
    body: { role: 'participant', label: 'Leaflet at the library', uses: 5, expires: '7d' },
    answer: createdLink,
  },
  'DELETE /api/circles/{circle}/links/{link}': { params: { circle, link } },
  'POST /api/circles/{circle}/enter': {
    params: inCircle,
    body: { agreed: true, agreementsVersion: 2 },
    answer: { circle, member: facilitator, role: 'facilitator' },
  },
  'POST /api/circles/{circle}/become-staff': {
    params: inCircle,
    body: {},
    answer: { circle, member: facilitator, role: 'facilitator', staff: organiser },
  },
  'POST /api/circles/{circle}/people/{person}/stand-in': {
    params: { circle, person: participant },
    body: { standIn: true },
  },
  'DELETE /api/circles/{circle}/people/{person}/exclusion': {
    params: { circle, person: participant },
  },
  'POST /api/circles/{circle}/people/{person}/remove-facilitator': {
    params: { circle, person: facilitator },
    body: {},
  },
};
