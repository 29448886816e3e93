/** *My meetings* of carers, and what is asked of them. */

import type { DebriefBody, OwnCarrying, OwnDebrief, OwnMeeting } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { now } from '../lib/time/now.ts';
import { CoverBadge } from '../organiser/carer/cover-badge.tsx';
import { DebriefTexts } from '../organiser/carer/debrief-list.tsx';
import { MyMeetings } from '../organiser/carer/my-meetings-page.tsx';
import type { PagedList } from '../organiser/lists/use-paged-list.ts';
import { StaffFrame } from '../organiser/page/staff-nav.tsx';
import { StaffSessionProvider } from '../organiser/page/staff-session.ts';
import { Card } from '../ui/card.tsx';
import type { GalleryState } from './gallery-state.ts';

const noop = () => undefined;
const hour = 3_600_000;
const galleryNow = now();
const iso = (hours: number) => new Date(galleryNow + hours * hour).toISOString();

const meeting = (id: string, name: string, hours: number): OwnMeeting => ({
  ...{ id, circle: `circle-${id}`, name, start: iso(hours), end: iso(hours + 1.25) },
  ...{ local: null, zone: null, state: 'planned', own: 'regular', may: ['cant'] },
  cover: { level: 'covered', covered: 2, wanted: 2, carriers: ['Rowan Hale', 'Ben Adeyemi'] },
});

const offers: readonly OwnMeeting[] = [
  {
    ...meeting('1', 'Tuesday check-in', 31),
    ...{ own: 'offered', may: ['yes', 'cant'] },
    cover: { level: 'half-covered', covered: 1, wanted: 2, carriers: ['Ben Adeyemi'] },
  },
  {
    ...meeting('2', 'After a loss', 2.5),
    ...{ own: 'lapsed', state: 'moved', may: ['yes', 'cant', 'call-off'] },
    cover: { level: 'uncovered', covered: 0, wanted: 2, carriers: [] },
  },
];
const mine: readonly OwnMeeting[] = [
  meeting('3', 'From me to us', 6),
  {
    ...meeting('4', 'Tuesday check-in', 80),
    ...{ own: 'yes', may: ['take-back'], zone: 'Pacific/Auckland', local: '2027-03-02T07:00' },
  },
  {
    ...meeting('5', 'After a loss', 150),
    ...{ own: 'cant', may: ['yes', 'take-back'] },
    cover: { level: 'half-covered', covered: 1, wanted: 2, carriers: ['Ben Adeyemi'] },
  },
];

const pageOf = (items: readonly OwnMeeting[]): PagedList<OwnMeeting> => ({
  loaded: { state: 'there', value: items },
  ...{ shownKey: '', hasMore: false, busy: false, errorText: null, reload: noop },
  loadMore: async () => null,
});
const answers = { busy: false, errorText: null, said: null, press: async () => undefined };
const carrying: OwnCarrying = {
  ...{ meetingsAWeek: 2, hoursBetween: 20, nextSevenDays: 2 },
  circles: [
    { id: '1', name: 'Tuesday check-in', regular: true, onlyWhenAsked: false },
    { id: '2', name: 'After a loss', regular: true, onlyWhenAsked: true },
  ],
};
const debrief: OwnDebrief = {
  ...{ id: '9', circle: 'circle-9', name: 'After a loss', start: iso(-20), end: iso(-19) },
  ...{ joined: false, onCall: 'none', asOnCall: false, people: [] },
};
const conversation: DebriefBody = {
  ...{ ...debrief, joined: true, onCall: 'asked', people: ['Rowan Hale', 'Ben Adeyemi'] },
  entries: [
    { by: 'Ben Adeyemi', mine: false, at: galleryNow - 2 * hour, text: 'The end was hard for me.' },
    { by: 'Rowan Hale', mine: true, at: galleryNow - hour, text: 'For me too. Shall we call?' },
  ],
};

const framed = (page: ReactNode) => (
  <StaffSessionProvider
    value={{ id: 'staff-rowan', roles: ['facilitator'], guestCircles: [], recheck: noop }}
  >
    <StaffFrame>{page}</StaffFrame>
  </StaffSessionProvider>
);

const shared = { answers, carrying, isCarer: true, onChanged: noop };

export const coverStates: readonly GalleryState[] = [
  {
    ...{ id: 'my-meetings', name: 'Staff: my meetings', frame: 'screen' },
    render: () =>
      framed(
        <MyMeetings {...shared} debriefs={[debrief]} offers={pageOf(offers)} mine={pageOf(mine)} />,
      ),
  },
  {
    ...{ id: 'my-meetings-first', name: 'Staff: my meetings, never in one yet', frame: 'screen' },
    render: () =>
      framed(
        <MyMeetings
          {...shared}
          carrying={{
            ...carrying,
            circles: [{ id: '1', name: 'After a loss', regular: false, onlyWhenAsked: false }],
          }}
          debriefs={[]}
          offers={pageOf(
            [0, 1, 2].flatMap((at) => offers.map((each) => ({ ...each, id: `${each.id}-${at}` }))),
          )}
          mine={pageOf([])}
        />,
      ),
  },
  {
    ...{ id: 'my-meetings-empty', name: 'Staff: my meetings, nothing', frame: 'screen' },
    render: () =>
      framed(
        <MyMeetings
          {...shared}
          carrying={{ ...carrying, circles: [], nextSevenDays: 0 }}
          {...{ debriefs: [], offers: pageOf([]), mine: pageOf([]) }}
        />,
      ),
  },
  {
    ...{ id: 'debrief', name: 'Staff: a meeting is talked over', frame: 'narrow' },
    render: () => (
      <Card tone="plum" title="After a loss, Yesterday">
        <DebriefTexts said={conversation} onWritten={noop} />
      </Card>
    ),
  },
  {
    ...{ id: 'cover-levels', name: 'Staff: who carries a meeting', frame: 'narrow' },
    render: () => (
      <Card title="After a loss">
        <CoverBadge level="covered" covered={2} wanted={2} carriers={['Rowan', 'Ben']} />
        <CoverBadge level="half-covered" covered={1} wanted={2} carriers={['Rowan']} />
        <CoverBadge level="uncovered" covered={0} wanted={2} carriers={[]} />
      </Card>
    ),
  },
];
