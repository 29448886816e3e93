/** The place page of a member: dates, seat, way in, and a circle that pauses or ends. */
import type { CircleCardBody, PlaceBody, PlaceMeeting } from '@holdspace/protocol';
import type { QueryFailure } from '../lib/api/use-query.ts';
import { now as present } from '../lib/time/now.ts';
import { PlaceContent } from '../place/place-content.tsx';
import { PlaceFrame } from '../place/place-frame.tsx';
import { ProposalCard } from '../place/proposal-card.tsx';
import { ProposalForm } from '../place/proposal-form.tsx';
import { card, minute } from './fixtures.ts';
import {
  comingDates,
  iso,
  openNext,
  placeBody,
  placeMeeting,
  placeNext,
  placeStart,
  proposal,
} from './fixtures-place.ts';
import type { GalleryState } from './gallery-state.ts';

const noop = () => undefined;
const week = 7 * 24 * 60 * minute;
const offline: QueryFailure = {
  state: 'failed',
  status: 0,
  problem: { code: 'offline', message: '' },
  waiting: { cause: 'offline', wait: 15_000 },
};

const placeState = (
  id: string,
  name: string,
  changed: Partial<PlaceBody>,
  failure: QueryFailure | null = null,
  shownCard: CircleCardBody = card,
): GalleryState => ({
  id: `place-${id}`,
  name: `Place page: ${name}`,
  frame: 'screen',
  render: () => (
    <PlaceFrame circle="gallery" resources={card.support}>
      <PlaceContent
        known={{
          place: placeBody({ zone: 'Pacific/Auckland', ...changed }),
          at: present() - 95 * minute,
        }}
        card={shownCard}
        isCurrent={failure === null}
        failure={failure}
        onChanged={noop}
      />
    </PlaceFrame>
  ),
});

const withSeat = (seat: PlaceMeeting['seat']) => ({
  seat,
  next: placeNext(placeStart, { seat }),
});

const proposals = [
  proposal(),
  proposal({ id: 'mine', what: 'new', before: null, mine: true, answer: 'yes', why: '' }),
  proposal({ id: 'old', what: 'removed', after: null, state: 'laid-aside' }),
];

export const placeStates: readonly GalleryState[] = [
  {
    id: 'place-proposals',
    name: 'Place page: proposals',
    frame: 'narrow',
    render: () => (
      <>
        {proposals.map((each) => (
          <ProposalCard
            key={each.id}
            {...{ circle: 'gallery', proposal: each, onChanged: noop }}
            decides={each.id === 'proposal'}
          />
        ))}
        <ProposalForm circle="gallery" clauses={card.clauses} onProposed={noop} />
      </>
    ),
  },
  placeState('seat', 'a seat in the next meeting', {}),
  placeState('open', 'the doors are open', { next: openNext }),
  placeState(
    'listens-first',
    'who would share listens first',
    { next: { ...openNext, seat: 'waiting' }, seat: 'waiting' },
    null,
    {
      ...card,
      entrance: { byThemselves: true, isFull: false, listensFirst: true, isLocked: false },
    },
  ),
  placeState('open-waiting', 'the doors are open, all seats are taken', {
    next: { ...openNext, seat: 'waiting', waitingPlace: 2 },
    seat: 'waiting',
  }),
  placeState('waiting', 'waiting for a seat', withSeat('waiting')),
  placeState('not-this-time', 'not this time', withSeat('not-this-time')),
  placeState('once', 'a circle with one meeting', {
    ...{ zone: null, coming: [], seat: null },
    next: placeNext(placeStart, { seat: null }),
  }),
  placeState('cancelled', 'the next date is cancelled', {
    next: placeNext(placeStart + week),
    coming: [
      placeMeeting('off', placeStart, { state: 'cancelled', note: 'We are all at the funeral.' }),
      ...comingDates.slice(1),
    ],
  }),
  placeState('moved', 'the next date is moved', {
    zone: null,
    next: placeNext(placeStart, { state: 'moved', note: 'The hall is taken on Tuesday.' }),
  }),
  placeState('paused', 'paused', {
    ...{ state: 'paused', next: null, coming: [] },
    pausedUntil: iso(placeStart + 3 * week),
  }),
  placeState('paused-open', 'paused without an end', {
    ...{ state: 'paused', next: null, coming: [], pausedUntil: null },
  }),
  placeState('ending', 'the last meeting is to come', {
    ...{ state: 'ending', coming: [] },
    closing: 'We began with four people and a kettle. Thank you, all of you.',
  }),
  placeState('ended', 'ended', {
    ...{ state: 'ended', next: null, coming: [], seat: null },
    closing: 'We began with four people and a kettle. Thank you, all of you.',
  }),
  placeState('intention', 'the small thing of last time, and the shelf', {
    intention: { text: 'Ring my sister on Sunday.', outcome: null },
    shelf: [
      { name: 'A walk that helped', detail: 'Along the river, from the mill to the bridge.' },
      {
        name: 'Night line',
        detail: 'Somebody to talk to, from ten to six.',
        contact: 'tel:+49301234567',
      },
    ],
  }),
  placeState('offline', 'without a connection', {}, offline),
  placeState('nothing', 'nothing is planned', { next: null, coming: [], seat: null }),
];
