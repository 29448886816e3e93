/** Staff as the gallery shows them. */
import type { CircleSummary, KeyList, OwnStaff, StaffList } from '@holdspace/protocol';
import { minute, now } from './fixtures.ts';

const day = 24 * 60 * minute;

export const galleryCircles: readonly CircleSummary[] = [
  {
    ...{ id: 'circle-tuesday', name: 'Tuesday evening circle', purpose: 'For carers.' },
    meeting: {
      ...{ start: now + 60 * minute, end: now + 135 * minute, phase: 'scheduled' },
      ...{ present: 0, waiting: 0, covered: 1, wanted: 2 },
    },
    ...{ facilitators: ['Ada North'], members: 7 },
  },
  {
    ...{ id: 'circle-grief', name: 'Grief circle', purpose: '' },
    ...{ meeting: null, facilitators: [], members: 0 },
  },
];

export const galleryStaff: StaffList = [
  {
    ...{ id: 'staff-ada', name: 'Ada North', roles: ['organiser', 'facilitator'], you: true },
    ...{ circles: ['circle-tuesday'], since: now - 400 * day, entered: true, onCall: null },
    passkeys: [{ id: 'y1', name: 'Chrome on Android', since: now - 90 * day }],
  },
  {
    ...{ id: 'staff-ben', name: 'Ben Adeyemi', roles: ['organiser', 'on-call'], you: false },
    ...{ circles: [], since: now - 30 * day, entered: true, onCall: 0 },
    passkeys: [
      { id: 'y2', name: 'Laptop', since: now - 29 * day },
      { id: 'y3', name: 'Safari on iPhone', since: now - 20 * day },
    ],
  },
  {
    ...{ id: 'staff-cleo', name: 'Cleo Marchand', roles: ['facilitator', 'on-call'], you: false },
    ...{ circles: ['circle-tuesday', 'circle-grief'], since: now - 2 * day, entered: false },
    ...{ onCall: 1, passkeys: [] },
  },
  {
    ...{ id: 'staff-old', name: '', roles: ['organiser'], you: false, circles: [], since: null },
    ...{ entered: true, onCall: null, passkeys: [] },
  },
];

export const galleryOwn: OwnStaff = {
  ...{ id: 'staff-ada', name: 'Ada North', roles: ['organiser'], circles: [], onCall: null },
  ...{ since: now - 400 * day, entered: true, needsProof: false, recovered: [] },
  passkeys: [{ id: 'y1', name: 'Chrome on Android', since: now - 90 * day }],
  sessions: [
    {
      ...{ id: 's1', since: now - day, by: 'passkey', proof: now - day },
      ...{ label: 'Chrome on Android', current: true },
    },
    {
      ...{ id: 's2', since: now - 12 * day, by: 'link', proof: null },
      ...{ label: '', current: false },
    },
  ],
};

/** Somebody who has just used the first link. */
export const galleryNewcomer: OwnStaff = {
  ...galleryOwn,
  ...{ name: '', passkeys: [] },
  sessions: [
    { ...{ id: 's1', since: now, by: 'link', proof: null }, ...{ label: '', current: true } },
  ],
};

/** Somebody who has just come in by a link for recovery. */
export const galleryRecovered: OwnStaff = {
  ...galleryOwn,
  sessions: [
    { ...{ id: 's3', since: now, by: 'recovery', proof: null }, ...{ label: '', current: true } },
  ],
};

export const galleryKeys: KeyList = [
  {
    ...{ id: 'key-4f7c', since: now - 3 * day, by: 'staff-ada' },
    ...{ name: 'Website calendar', scope: 'read', until: now + 87 * day },
  },
  { id: 'key-91ab', since: null, by: null, name: '', scope: 'organise', until: null },
];
