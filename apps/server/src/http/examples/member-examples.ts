/** Calls of people with a link, and of members about their own sign-in. */
import { type RouteExamples, sample, sampleAgreements, sampleCard } from './route-example.ts';

const { circle, meeting, participant } = sample;
const token = '4q0z8f3m1v7c2k9xw5b6t0h3jd0r2c6m9y';
const returnCode = 'amber canoe lemon orbit quiet willow';

const proposal = {
  ...{ id: 'x_3n5d0r2c6m9y1xk7', at: sample.now, until: sample.end, what: 'changed', clause: 'c2' },
  ...{ before: 'Everybody may pass.', after: 'Everybody may pass, without a reason.' },
  ...{ why: 'I didn’t know that I need none.', mine: true, answer: 'yes', state: 'open' },
  ...{ counts: { yes: 4, canLiveWithIt: 1, notYet: 0 }, of: 9 },
};
const ofProposal = { circle: sample.circle, proposal: proposal.id };

export const memberExamples: RouteExamples = {
  'GET /api/circles/{circle}/proposals': { params: { circle: sample.circle }, answer: [proposal] },
  'POST /api/circles/{circle}/proposals': {
    params: { circle: sample.circle },
    body: {
      ...{ what: 'changed', clause: 'c2', text: 'Everybody may pass, without a reason.' },
      why: 'I didn’t know that I need none.',
    },
    answer: { ...proposal, answer: null, counts: { yes: 0, canLiveWithIt: 0, notYet: 0 } },
  },
  'PUT /api/circles/{circle}/proposals/{proposal}/answer': {
    params: ofProposal,
    body: { answer: 'yes' },
    answer: proposal,
  },
  'DELETE /api/circles/{circle}/proposals/{proposal}': { params: ofProposal },
  'POST /api/circles/{circle}/proposals/{proposal}/adopt': {
    params: ofProposal,
    body: { change: 'wording' },
    answer: { ...proposal, state: 'adopted' },
  },
  'POST /api/circles/{circle}/proposals/{proposal}/lay-aside': {
    params: ofProposal,
    body: {},
    answer: { ...proposal, state: 'laid-aside' },
  },
  'GET /api/cookie': { answer: { kept: true } },
  'POST /api/links/look': {
    body: { token },
    answer: { kind: 'circle', role: 'participant', card: sampleCard },
  },
  'POST /api/links/redeem': {
    body: { token, name: 'Cleo', agreed: true, agreementsVersion: 2, sharedDevice: false },
    answer: { kind: 'member', circle, member: participant, role: 'participant', returnCode },
  },
  'GET /api/me': {
    answer: {
      organiser: false,
      circles: [
        {
          ...{ circle, member: participant, role: 'participant', name: 'Cleo' },
          circleName: 'Tuesday evenings',
        },
      ],
      ended: [],
    },
  },
  'GET /api/circles/{circle}/card': { params: { circle }, answer: sampleCard },
  'GET /api/circles/{circle}/agreements': {
    params: { circle },
    answer: {
      version: 2,
      clauses: sampleAgreements.clauses,
      agreed: { version: 1, at: sample.now },
      mustAgree: true,
      changes: [
        { id: 'b', what: 'changed', before: 'One may pass.', after: 'Everybody may pass.' },
      ],
    },
  },
  'POST /api/circles/{circle}/agree': {
    params: { circle },
    body: { version: 2 },
    answer: { agreed: { version: 2, at: sample.now } },
  },
  'GET /api/circles/{circle}/place': {
    params: { circle },
    answer: {
      ...{ circle, name: 'Tuesday evenings', purpose: sampleCard.purpose, viewer: 'member' },
      me: { member: participant, name: 'Cleo', role: 'participant' },
      ...{ language: 'en', zone: 'Europe/Berlin', state: 'open' },
      next: {
        ...{ id: meeting, start: '2027-03-02T18:00:00.000Z', end: '2027-03-02T19:15:00.000Z' },
        ...{ local: '2027-03-02T19:00', state: 'planned', seat: 'waiting' },
        ...{ doorsAt: '2027-03-02T17:50:00.000Z', open: false, inside: false },
        ...{ waitingPlace: 2 },
      },
      coming: [
        {
          ...{ id: 'm_7b4t8h5ez8w3n5d0', start: '2027-03-09T18:00:00.000Z' },
          ...{ end: '2027-03-09T19:15:00.000Z', local: '2027-03-09T19:00' },
          ...{ state: 'cancelled', note: 'The house is closed that week.', seat: null },
        },
      ],
      seat: 'waiting',
      agreements: { version: 2, agreed: 2, changed: false },
      intention: { text: 'Call my sister', outcome: null },
      shelf: sampleCard.support,
      feed: { exists: true, title: 'neutral' },
    },
  },
  'PUT /api/circles/{circle}/meetings/{meeting}/seat': {
    params: { circle, meeting },
    body: { wanted: false },
    answer: { seat: 'not-this-time', waitingPlace: null },
  },
  'POST /api/circles/{circle}/intention': { params: { circle }, body: { outcome: 'did' } },
  'POST /api/circles/{circle}/leave-for-good': { params: { circle }, body: {} },
  'GET /api/circles/{circle}/sessions': {
    params: { circle },
    answer: {
      sessions: [{ since: Date.parse('2027-02-24T00:00:00Z'), by: 'join', current: true }],
      notices: [{ what: 'new-code', at: Date.parse('2027-02-24T00:00:00Z') }],
      hasCode: true,
      mayMakeCode: true,
    },
  },
  'POST /api/circles/{circle}/return-code': {
    params: { circle },
    body: { id: '7b4t8h5ez8w3n5d0r2c6' },
    answer: { returnCode },
  },
  'POST /api/circles/{circle}/sign-out-everywhere': { params: { circle }, body: {} },
  'POST /api/sign-out': { body: { circle } },
};
