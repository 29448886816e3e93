/** Rhythms, meetings and cards as the gallery shows them. */
import type {
  CircleDetail,
  CircleRhythmBody,
  MeetingBody,
  RhythmChangesBody,
  RhythmDate,
} from '@holdspace/protocol';
import type { CircleLink } from '../organiser/links/card-outcome.ts';
import type { CardBatch } from '../organiser/links/use-card-batch.ts';
import type { StaffRequestHandle } from '../organiser/proof/proof-context.ts';
import { emptyRhythmDraft, type RhythmDraft } from '../organiser/schedule/rhythm-draft.ts';
import { card, minute, now } from './fixtures.ts';

const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const iso = (at: number) => new Date(at).toISOString();

/** As the clocks of Berlin show it, two hours ahead of UTC in summer and one in winter. */
const berlin = (at: number, offset = 2) => iso(at + offset * hour).slice(0, 16);

const first = now + 2 * minute + 60 * minute;

export const galleryRhythmDraft: RhythmDraft = {
  ...emptyRhythmDraft(),
  ...{ days: ['tu'], at: '19:00', zone: 'Europe/Berlin', from: '2026-10-12' },
};
export const galleryMonthlyDraft: RhythmDraft = {
  ...galleryRhythmDraft,
  ...{ every: 'month', nth: -1, day: 'fr', interval: '2', ends: 'count', count: '6' },
};

/** Tuesdays in autumn; the clocks go back between the second and the third. */
export const galleryDates: readonly RhythmDate[] = [0, 1, 2, 3, 4].map((weeks) => {
  const offset = weeks < 2 ? 2 : 1;
  const start = Date.UTC(2026, 9, 13, 19 - offset) + weeks * week;
  return {
    ...{ start: iso(start), end: iso(start + 75 * minute), local: berlin(start, offset) },
    ...(weeks === 2 && { clockChange: -60 }),
  };
});

export const openRhythm: CircleRhythmBody = {
  rhythm: {
    ...{ every: 'week', interval: 1, at: '21:00', zone: 'Europe/Berlin', from: '2026-05-12' },
    on: ['tu'],
  },
  ...{ minutes: 75, zone: 'Europe/Berlin', state: 'open', canResume: false, next: [] },
};

const meeting = (id: string, start: number, more: Partial<MeetingBody> = {}): MeetingBody => ({
  ...{ id, start: iso(start), end: iso(start + 75 * minute), local: berlin(start) },
  ...{ zone: 'Europe/Berlin', state: 'planned', covered: 2, wanted: 2 },
  date: berlin(start).slice(0, 10),
  ...more,
});

export const galleryMeetings: readonly MeetingBody[] = [
  meeting('g1', first),
  meeting('g2', first + week + 2 * day, { state: 'moved', covered: 1 }),
  meeting('g3', first + 2 * week, {
    ...{ state: 'cancelled', why: 'cancelled', covered: 0 },
    note: 'We don’t meet this time. See you at the next one.',
  }),
  meeting('g4', first + 3 * week, { covered: 0 }),
  meeting('g5', first + 4 * week),
  meeting('g6', first + 5 * week),
];

export const galleryEffects: RhythmChangesBody = {
  changes: [
    { id: 'g1', was: iso(first), start: iso(first + day) },
    { id: 'g4', was: iso(first + 3 * week), start: iso(first + 3 * week + day) },
    { id: 'g5', was: iso(first + 4 * week), start: null },
  ],
  added: [
    {
      ...{ start: iso(first + 6 * week), end: iso(first + 6 * week + 75 * minute) },
      local: berlin(first + 6 * week),
    },
  ],
  kept: [
    { id: 'g2', start: iso(first + week + 2 * day), why: 'moved' },
    { id: 'g3', start: iso(first + 2 * week), why: 'cancelled' },
  ],
  next: [...galleryDates],
};

const personal = (number: number, more: Partial<CircleLink> = {}): CircleLink => ({
  ...{ id: `l${number}`, role: 'participant', label: `Card ${number}`, uses: 1, usesLeft: 1 },
  ...{ expires: now + 20 * day, revoked: false },
  ...more,
});

export const galleryCircle: CircleDetail = {
  ...{ id: 'gallery', name: card.name, purpose: card.purpose },
  ...{ meeting: null, facilitators: ['Ada North'], members: 5, people: [] },
  settings: { seats: 8, admit: 'facilitator', piece: 'talking piece', retention: day },
  ...{ agreements: card.agreements, clauses: card.clauses, agreementsVersion: 3 },
  consent: { agreed: 2, of: 5 },
  links: [
    personal(1, { usesLeft: 0 }),
    personal(2, { revoked: true }),
    personal(3, { label: 'Sister of Amber' }),
    personal(4),
    personal(5, { expires: now - day }),
  ],
};

export const idleRequest: StaffRequestHandle = {
  ...{ busy: false, waiting: null, errorText: null, problem: null },
  ...{ run: () => Promise.resolve(null), tryNow: noop, stop: noop, reset: noop },
};

function noop() {}
const done = () => Promise.resolve();

const address = (number: number) =>
  `https://circles.example.org/j#h7qk2m5xw3r8t4n6p9v1b2c3d4h7qk2m${10 + number}`;

export const galleryBatch: CardBatch = {
  cards: Array.from({ length: 8 }, (_, number) => ({
    ...{ label: `Card ${number + 1}`, url: address(number) },
  })),
  ...{ left: 0, request: idleRequest, make: done, goOn: done, forget: noop },
};
export const emptyGalleryBatch: CardBatch = { ...galleryBatch, cards: [] };

export const galleryInvitation = { id: 'l0', url: address(0) };
