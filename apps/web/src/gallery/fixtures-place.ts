/** Answers of the server about the place page, for the gallery and for tests. */
import type { PlaceBody, PlaceMeeting, PlaceNextMeeting, ProposalBody } from '@holdspace/protocol';
import { now as present } from '../lib/time/now.ts';
import { card, minute } from './fixtures.ts';

const day = 24 * 60 * minute;
/** In three days at seven, by the clock of the viewer. */
export const placeStart = new Date(present()).setHours(19, 0, 0, 0) + 3 * day;
export const iso = (at: number): string => new Date(at).toISOString();

export const placeMeeting = (
  id: string,
  start: number,
  more: Partial<PlaceMeeting> = {},
): PlaceMeeting => ({
  id,
  start: iso(start),
  end: iso(start + 75 * minute),
  local: null,
  state: 'planned',
  seat: 'seat',
  ...more,
});

export const placeNext = (
  start: number,
  more: Partial<PlaceNextMeeting> = {},
): PlaceNextMeeting => ({
  ...placeMeeting('next', start),
  doorsAt: iso(start - 10 * minute),
  open: false,
  inside: false,
  waitingPlace: null,
  ...more,
});

export const openNext = placeNext(present() - 5 * minute, { open: true, state: 'running' });

export const comingDates: readonly PlaceMeeting[] = [
  placeMeeting('two', placeStart + 7 * day),
  placeMeeting('three', placeStart + 14 * day, {
    state: 'cancelled',
    note: 'Rowan is on holiday. We see each other the week after.',
  }),
  placeMeeting('four', placeStart + 22 * day, { state: 'moved', seat: 'waiting' }),
  placeMeeting('five', placeStart + 28 * day, { seat: 'not-this-time' }),
];

export const placeBody = (changed: Partial<PlaceBody> = {}): PlaceBody => ({
  circle: 'gallery',
  name: card.name,
  purpose: card.purpose,
  me: { member: 'quiet-heron', name: 'Quiet Heron', role: 'participant' },
  language: 'en',
  zone: null,
  viewer: 'member',
  state: 'open',
  next: placeNext(placeStart),
  coming: comingDates,
  seat: 'seat',
  agreements: { version: 3, agreed: 3, changed: false },
  intention: null,
  shelf: [],
  feed: { exists: false, title: 'neutral' },
  ...changed,
});

export const proposal = (changed: Partial<ProposalBody> = {}): ProposalBody => ({
  ...{ id: 'proposal', at: present(), until: placeStart, what: 'changed', clause: 'c2' },
  before: 'We speak for ourselves, and one at a time.',
  after: 'We speak for ourselves, one at a time, and leave a breath between.',
  why: 'Last week it went very fast.',
  ...{ mine: false, answer: null, state: 'open', of: 8 },
  counts: { yes: 3, canLiveWithIt: 2, notYet: 1 },
  ...changed,
});
