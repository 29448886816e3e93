/** Calls about the ways by which staff are alerted. */
import { type RouteExamples, sample } from './route-example.ts';

const { now, facilitator, organiser } = sample;
const id = 'h_8w3n5d0r2c6m9y1x';
const device = 'u_6b4t8h5ez8w3n5d0';
const staff = 'o_5b6t0h3jd4q0z8f3';
const learns = 'The other service learns that this house alerts somebody, and when.';
const handedOver = { result: 'handed-over', detail: null };

export const channelExamples: RouteExamples = {
  'GET /api/house/channels': {
    answer: {
      channels: [
        {
          ...{ id, kind: 'webhook', name: 'On-call phone', host: 'alerts.example.org' },
          ...{ since: now, tested: { ...handedOver, at: now } },
        },
      ],
      problems: { push: null, email: 'No mail server is set (SMTP_URL).', webhook: null },
      learns: { push: learns, email: learns, webhook: learns },
      onCall: [{ id: facilitator, devices: 1, email: true }],
      organisers: [{ id: organiser, devices: 1, email: false }],
    },
  },
  'POST /api/house/channels': {
    body: { kind: 'webhook', url: 'https://alerts.example.org/holdspace', name: 'On-call phone' },
    answer: { id, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', learns },
  },
  'DELETE /api/house/channels/{id}': { params: { id } },
  'POST /api/house/channels/{id}/test': {
    params: { id },
    body: {},
    answer: { ...handedOver, at: now, attempts: [{ device: null, ...handedOver }] },
  },
  'GET /api/house/me/channels': {
    answer: {
      push: {
        on: true,
        key: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuB',
        devices: [{ id: device, label: 'Phone', since: now, current: true }],
      },
      email: { on: false, address: null },
    },
  },
  'POST /api/house/me/push': {
    body: {
      endpoint: 'https://push.example.org/send/0r2c6m9y1xk7b4t8',
      keys: { p256dh: 'BIPUL12DLfytvTajnryr2PRdAgXS3HGK', auth: 'xS03Fj5ErfTNH_l9WHE9Ig' },
    },
    answer: { id: device },
  },
  'DELETE /api/house/me/push': {},
  'DELETE /api/house/me/push/{device}': { params: { device } },
  'PUT /api/house/me/email': { body: { address: 'robin@example.org' } },
  'DELETE /api/house/me/email': {},
  'PUT /api/house/staff/{id}/email': {
    params: { id: staff },
    body: { address: 'robin@example.org' },
  },
  'DELETE /api/house/staff/{id}/email': { params: { id: staff } },
};
