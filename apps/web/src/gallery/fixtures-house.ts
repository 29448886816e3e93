/** Alerts, channels and the house record as the gallery shows them. */
import type { InboxSnapshot } from '@holdspace/client';
import type {
  ChannelOverview,
  HouseRecordBody,
  InboxAlert,
  OwnChannels,
} from '@holdspace/protocol';
import { minute, now } from './fixtures.ts';

const day = 24 * 60 * minute;

const alert = (
  id: string,
  kind: InboxAlert['kind'],
  more: Partial<InboxAlert> = {},
): InboxAlert => ({
  ...{ id, kind, circle: 'circle-tuesday', at: now - 9 * minute, since: now - 10 * minute },
  ...{ state: 'open', yours: true },
  ...more,
});

export const inboxSnapshot = (...alerts: readonly InboxAlert[]): InboxSnapshot => {
  const taken = alerts.filter(({ state }) => state === 'taken').length;
  return { status: 'live', inbox: { alerts, counts: { open: alerts.length - taken, taken } } };
};

export const galleryInbox = inboxSnapshot(
  alert('a1', 'unsafe', { thread: 't1' }),
  alert('a2', 'help', { thread: 't2', circle: 'circle-grief', since: now - 25 * minute }),
  alert('a3', 'hold', { state: 'taken', by: 'staff-ben', byName: 'Ben Adeyemi' }),
  alert('a4', 'no-show', { state: 'taken', by: 'staff-ada', byName: 'Ada North' }),
  alert('a5', 'report', { since: now - 2 * day }),
  alert('a6', 'appeal', { since: now - 3 * day, circle: 'circle-grief' }),
  alert('a7', 'uncovered'),
  alert('a8', 'channel', { circle: null, channel: 'ch-hook', since: now - day }),
);

const learns: ChannelOverview['learns'] = {
  push: 'The push service of each browser learns that this device gets messages, and when. It cannot read them.',
  email: 'The mail server, and the mail providers of staff, learn their addresses, and when.',
  webhook: 'The service at this address learns that something needs a look, and when.',
};

export const noChannels: ChannelOverview = {
  channels: [],
  problems: {
    push: null,
    email:
      'E-mail needs a mail server. The person who runs this server sets SMTP_URL and SMTP_FROM.',
    webhook: null,
  },
  learns,
  onCall: [],
  organisers: [{ id: 'staff-ada', devices: 0, email: false }],
};

export const galleryChannels: ChannelOverview = {
  channels: [
    { id: 'ch-push', kind: 'push', name: '', host: null, since: now - 40 * day, tested: null },
    {
      ...{ id: 'ch-mail', kind: 'email', name: '', host: null, since: now - 40 * day },
      tested: { result: 'handed-over', detail: null, at: now - day },
    },
    {
      ...{ id: 'ch-hook', kind: 'webhook', name: 'Phone chain', host: 'hooks.example.org' },
      since: now - 20 * day,
      tested: {
        ...{ result: 'refused', at: now - 5 * minute },
        detail: 'The service answered with 410, Gone.',
      },
    },
  ],
  problems: { push: null, email: null, webhook: null },
  learns,
  onCall: [
    { id: 'staff-ben', devices: 2, email: true },
    { id: 'staff-cleo', devices: 0, email: false },
  ],
  organisers: [{ id: 'staff-ada', devices: 1, email: false }],
};

export const galleryOwnChannels: OwnChannels = {
  push: {
    ...{ on: true, key: 'BPk' },
    devices: [
      { id: 'd1', label: 'Chrome on Android', since: now - 9 * day, current: false },
      { id: 'd2', label: '', since: now - 2 * day, current: false },
    ],
  },
  email: { on: true, address: 'ada@example.org' },
};

export const noOwnChannels: OwnChannels = {
  push: { on: false, key: 'BPk', devices: [] },
  email: { on: false, address: null },
};

const entry = (
  seq: number,
  what: string,
  ago: number,
  more: Partial<HouseRecordBody> = {},
): HouseRecordBody => ({ seq, what, by: 'staff-ada', at: now - ago, ...more });

export const galleryRecord: readonly HouseRecordBody[] = [
  entry(48, 'take-alert', 4 * minute, { by: 'staff-ben', circle: 'circle-tuesday', alert: 'a1' }),
  entry(47, 'read-desk', 6 * minute, { circle: 'circle-grief' }),
  entry(45, 'add-staff', 90 * minute, { staff: 'staff-cleo', roles: ['facilitator', 'on-call'] }),
  entry(44, 'make-key', day, { key: 'k1', scope: 'read' }),
  entry(41, 'sign-in', day, { by: 'staff-gone' }),
  entry(40, 'dismiss', 2 * day, { staff: 'staff-gone' }),
  entry(31, 'make-organiser-link', 3 * day, { by: null }),
  entry(30, 'an-act-of-tomorrow', 3 * day),
];
