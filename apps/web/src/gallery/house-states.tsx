/** The screens of staff about the house: inbox, circles, channels, record. */
import type { InboxSnapshot } from '@holdspace/client';
import type { StaffRole } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { OnCallDesk } from '../organiser/carer/on-call-page.tsx';
import { ChannelsSection } from '../organiser/channels/channels-section.tsx';
import { OwnChannelsPart } from '../organiser/channels/own-channels.tsx';
import { CirclesList } from '../organiser/circles/circles-page.tsx';
import type { PagedList } from '../organiser/lists/use-paged-list.ts';
import { InboxContextProvider } from '../organiser/page/inbox-context.ts';
import { StaffFrame } from '../organiser/page/staff-nav.tsx';
import { StaffSessionProvider } from '../organiser/page/staff-session.ts';
import { StaffNotFoundPage } from '../organiser/page/status-pages.tsx';
import { noFilter } from '../organiser/record/record-filter.ts';
import { HouseRecordView } from '../organiser/record/record-page.tsx';
import { ServerSettings } from '../organiser/settings/server-settings.tsx';
import { OrganiserTodayPage } from '../organiser/today/organiser-today.tsx';
import { minute, now } from './fixtures.ts';
import { busyDesk } from './fixtures-desk.ts';
import {
  galleryChannels,
  galleryInbox,
  galleryOwnChannels,
  galleryRecord,
  inboxSnapshot,
  noChannels,
} from './fixtures-house.ts';
import { galleryCircles, galleryOwn, galleryStaff } from './fixtures-staff.ts';
import type { GalleryState } from './gallery-state.ts';

const noop = () => undefined;

interface FrameOptions {
  readonly roles?: readonly StaffRole[];
  readonly inbox?: InboxSnapshot;
}

const framed = (
  page: ReactNode,
  { roles = ['organiser'], inbox = inboxSnapshot() }: FrameOptions = {},
) => (
  <StaffSessionProvider value={{ id: 'staff-ada', roles, guestCircles: [], recheck: noop }}>
    <InboxContextProvider value={inbox}>
      <StaffFrame>{page}</StaffFrame>
    </InboxContextProvider>
  </StaffSessionProvider>
);
const screenState = (id: string, name: string, page: () => ReactNode): GalleryState => ({
  ...{ id: `house-${id}`, name: `House: ${name}`, frame: 'screen', render: page },
});
const partState = (id: string, name: string, part: () => ReactNode): GalleryState => ({
  ...{ id: `house-${id}`, name: `House: ${name}`, frame: 'narrow', render: part },
});

const [tuesday, grief] = galleryCircles;
const liveCircles = [
  ...(tuesday
    ? [
        {
          ...tuesday,
          meeting: {
            ...{ start: now - 20 * minute, end: now + 55 * minute, phase: 'body' },
            ...{ present: 6, waiting: 1 },
          },
        },
      ]
    : []),
  ...(grief ? [grief] : []),
];
const list: Omit<PagedList<never>, 'loaded'> = {
  ...{ shownKey: '', hasMore: true, busy: false, errorText: null },
  ...{ loadMore: async () => null, reload: noop },
};
const circlesPage = (circles: typeof liveCircles, query = '') => (
  <CirclesList
    list={{ ...list, hasMore: false, loaded: { state: 'there', value: circles } }}
    {...{ query, typed: query, onType: noop }}
  />
);
const today = (
  <OrganiserTodayPage
    own={{ ...galleryOwn, passkeys: [...galleryOwn.passkeys] }}
    {...{ circles: liveCircles, staff: galleryStaff, channels: galleryChannels, onChanged: noop }}
  />
);
const record = { list, staff: galleryStaff, onFilter: noop, asked: noFilter, filter: noFilter };
const desk = { reports: [], appeals: [], incidents: [], feedback: [], record: [] };
const calls = busyDesk.threads.filter(({ kind }) => kind === 'help');

export const houseStates: readonly GalleryState[] = [
  screenState('today', 'today, with alerts', () => framed(today, { inbox: galleryInbox })),
  screenState('today-quiet', 'today, nothing waits', () => framed(today)),
  screenState('circles', 'circles', () => framed(circlesPage(liveCircles))),
  screenState('circles-none', 'no circle is found', () => framed(circlesPage([], 'thursday'))),
  screenState('circles-carer', 'no circle of one’s own', () =>
    framed(circlesPage([]), { roles: ['facilitator'] }),
  ),
  screenState('record', 'record', () =>
    framed(<HouseRecordView {...record} entries={galleryRecord} />),
  ),
  screenState('record-empty', 'nothing fits the filter', () =>
    framed(
      <HouseRecordView
        {...record}
        list={{ ...list, hasMore: false }}
        entries={[]}
        filter={{ ...noFilter, what: 'make-key', from: '2026-05-02', to: '2026-05-01' }}
        asked={{ ...noFilter, what: 'make-key' }}
      />,
    ),
  ),
  screenState('on-call', 'a call for help, on call', () =>
    framed(
      <OnCallDesk
        circle="gallery"
        desk={{ ...desk, help: calls, alerts: calls.map(({ id }) => id) }}
        onChanged={noop}
      />,
      { roles: ['on-call'], inbox: galleryInbox },
    ),
  ),
  screenState('on-call-done', 'the call is dealt with', () =>
    framed(
      <OnCallDesk circle="gallery" desk={{ ...desk, help: [], alerts: [] }} onChanged={noop} />,
      { roles: ['on-call'] },
    ),
  ),
  screenState('not-found', 'not for this person', () =>
    framed(<StaffNotFoundPage />, { roles: ['facilitator'] }),
  ),
  partState('channels', 'ways to be alerted', () => (
    <ChannelsSection overview={galleryChannels} onChanged={noop} />
  )),
  partState('channels-off', 'ways to be alerted, none is on', () => (
    <ChannelsSection overview={noChannels} onChanged={noop} />
  )),
  partState('own-channels', 'how one is alerted', () => (
    <OwnChannelsPart channels={galleryOwnChannels} onChanged={noop} />
  )),
  partState('server-settings', 'set where the server runs', () => <ServerSettings />),
];
