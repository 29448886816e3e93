/** Calls about the staff of the house, their own sign-ins, keys of programs, and the house record. */
import { type RouteExamples, sample } from './route-example.ts';

const { circle, organiser, passkey, key, session, now, credential } = sample;
const staff = 'o_5b6t0h3jd4q0z8f3';
const day = 24 * 60 * 60 * 1000;

const member = {
  ...{ id: staff, name: 'Robin', roles: ['facilitator', 'on-call'], circles: [circle] },
  ...{ since: now, entered: true, onCall: 0 },
  passkeys: [{ id: passkey, name: 'Phone', since: now }],
};

const url = 'https://circles.example.org/j#w5b6t0h3jd4q0z8f3m1v7c2k9x';
const challenge = 'eyJraW5kIjoic2lnbi1pbiJ9';
const clientDataJSON = 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0';
const asked = { id: credential, rawId: credential, type: 'public-key' };
const assertion = {
  ...asked,
  response: { clientDataJSON, authenticatorData: 'SZYN5YgOjGh0NBcP', signature: 'MEUCIQDx' },
};
const requestOptions = {
  options: {
    ...{ challenge, rpId: 'circles.example.org', timeout: 300_000 },
    userVerification: 'required',
  },
};

const peopleExamples: RouteExamples = {
  'GET /api/house/staff': {
    query: { q: 'robin', limit: 50 },
    answer: [{ ...member, you: false }],
  },
  'POST /api/house/staff': {
    body: { name: 'Robin', roles: ['facilitator', 'on-call'], circles: [circle] },
    answer: { id: staff, link: url },
  },
  'PATCH /api/house/staff/{id}': { params: { id: staff }, body: { roles: ['facilitator'] } },
  'DELETE /api/house/staff/{id}': { params: { id: staff } },
  'POST /api/house/staff/{id}/link': {
    params: { id: staff },
    body: {},
    answer: { id: sample.link, url },
  },
  'DELETE /api/house/staff/{id}/passkeys/{passkey}': { params: { id: staff, passkey } },
  'PUT /api/house/on-call': { body: { order: [staff, organiser] } },
  'GET /api/house/organisers': {
    query: { limit: 50 },
    answer: [{ id: organiser, since: now, you: true }],
  },
  'DELETE /api/house/organisers/{id}': { params: { id: organiser } },
};

const entered = { circle, member: sample.facilitator, role: 'facilitator' };
const enteringExamples: RouteExamples = {
  'POST /api/circles/{circle}/enter': {
    ...{ params: { circle }, body: { agreed: true, agreementsVersion: 2 }, answer: entered },
  },
  'POST /api/circles/{circle}/become-staff': {
    ...{ params: { circle }, body: {}, answer: { ...entered, staff } },
  },
};

const ownExamples: RouteExamples = {
  'GET /api/house/me': {
    answer: {
      ...member,
      sessions: [
        {
          ...{ id: session, since: now, by: 'passkey', proof: now, label: 'Phone' },
          current: true,
        },
      ],
      recovered: [],
      needsProof: false,
    },
  },
  'PATCH /api/house/me': { body: { name: 'Robin' } },
  'DELETE /api/house/me/sessions/{session}': { params: { session } },
  'POST /api/house/sign-out-everywhere': { body: {} },
  'POST /api/staff/sign-in/options': { body: {}, answer: requestOptions },
  'POST /api/staff/sign-in': {
    body: { credential: assertion, sharedDevice: false, label: 'Phone' },
    answer: { id: staff },
  },
  'POST /api/house/me/proof/options': { body: {}, answer: requestOptions },
  'POST /api/house/me/proof': { body: { credential: assertion } },
  'POST /api/house/me/passkeys/options': {
    body: {},
    answer: {
      options: {
        rp: { id: 'circles.example.org', name: 'Holdspace' },
        user: { id: 'b181YjZ0MGgzamQ', name: 'Robin', displayName: 'Robin' },
        challenge,
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      },
    },
  },
  'POST /api/house/me/passkeys': {
    body: {
      name: 'Laptop',
      credential: {
        ...asked,
        response: { clientDataJSON, attestationObject: 'o2NmbXRkbm9uZQ', transports: ['internal'] },
      },
    },
    answer: { id: passkey },
  },
  'PATCH /api/house/me/passkeys/{passkey}': { params: { passkey }, body: { name: 'Old phone' } },
  'DELETE /api/house/me/passkeys/{passkey}': { params: { passkey } },
};

const keyAndRecordExamples: RouteExamples = {
  'GET /api/house/keys': {
    query: { limit: 50 },
    answer: [
      {
        ...{ id: key, since: now, by: organiser, name: 'Calendar', scope: 'read' },
        until: now + 90 * day,
      },
    ],
  },
  'POST /api/house/keys': {
    body: { name: 'Calendar', scope: 'read', expires: '90d' },
    answer: { id: key, key: 'eyJhbGciOiJIUzI1NiJ9.eyJrIjoiOXkxeGs3In0.c2ln' },
  },
  'DELETE /api/house/keys/{id}': { params: { id: key } },
  'GET /api/house/record': {
    query: { order: 'newest', what: 'plan-meeting', limit: 50 },
    answer: [{ seq: 4182, what: 'plan-meeting', by: organiser, at: now, circle }],
    csv: [
      'seq,at,what,by,byName,circle,staff,staffName,roles,member,link,meeting,key,scope,session,passkey,report,thread,channel,alert',
      `4182,${new Date(now).toISOString()},plan-meeting,${organiser},Robin,${circle},,,,,,,,,,,,,,`,
      '',
    ].join('\n'),
  },
};

export const staffExamples: RouteExamples = {
  ...peopleExamples,
  ...enteringExamples,
  ...ownExamples,
  ...keyAndRecordExamples,
};
