/** What people see of a circle: coming in, the circle itself in its states, being out. */

import type { CircleCardBody as CircleCard, Role, View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { CallsFrame } from '../circle/calls-frame.tsx';
import { CircleFrame } from '../circle/circle-frame.tsx';
import { CircleScreen } from '../circle/circle-screen.tsx';
import { fixedTimeline } from '../circle/model/circle-view.ts';
import type { ConnectionInfo } from '../circle/notices/connection-notice.tsx';
import { CircleNotices } from '../circle/notices/notices.tsx';
import { Invitation } from '../join/invitation/invitation.tsx';
import type { SendCommand } from '../lib/commands/command-context.ts';
import { InvalidLinkPage } from '../pages/invalid-link-page.tsx';
import { NotMemberPage } from '../pages/pages.lazy.ts';
import {
  AftercarePage,
  ClosedPage,
  EarlyPage,
  LeftPage,
  RemovedPage,
  SteppedOutPage,
} from '../participant/participant.lazy.ts';
import { Threshold } from '../participant/threshold.tsx';
import { WaitingRoomPage } from '../participant/waiting-room.tsx';
import {
  allowed,
  card,
  idOf,
  minute,
  now,
  participantView,
  receipt,
  type ViewChanges,
} from './fixtures.ts';
import type { GalleryState } from './gallery-state.ts';

const refuseCommand: SendCommand = () => Promise.resolve({ refused: 'not-your-turn' });
const noop = () => undefined;
export const liveConnection: ConnectionInfo = {
  status: 'live',
  connection: { state: 'open', since: now, cause: null, via: 'websocket' },
  holding: false,
  restored: false,
};
const noEarlier = () => Promise.resolve(false);

export const inCircleFrame = (view: View, what: ReactNode, shown: CircleCard = card) => (
  <CallsFrame circle="gallery" view={view} send={refuseCommand}>
    <CircleFrame
      circle="gallery"
      card={shown}
      view={view}
      timeline={fixedTimeline(view.timeline)}
      send={refuseCommand}
    >
      {what}
    </CircleFrame>
  </CallsFrame>
);
export const circleScreen = (
  view: View,
  reach: Partial<ConnectionInfo> = {},
  panels: Partial<Record<'left' | 'right' | 'sheet', ReactNode>> = {},
  beside: ReactNode = null,
) =>
  inCircleFrame(
    view,
    <>
      {beside}
      <CircleScreen
        connection={{ ...liveConnection, ...reach }}
        pending={[]}
        hasEarlier={false}
        loadEarlier={noEarlier}
        discardPending={noop}
        sendNow={noop}
        {...panels}
      />
    </>,
  );

const screenState = (id: string, name: string, show: () => ReactNode): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: show,
});
const circleState = (
  id: string,
  name: string,
  changed: ViewChanges,
  reach?: Partial<ConnectionInfo>,
): GalleryState => screenState(id, name, () => circleScreen(participantView(changed), reach));
const outsideState = (
  id: string,
  name: string,
  changed: ViewChanges,
  page: ReactNode,
): GalleryState => screenState(id, name, () => inCircleFrame(participantView(changed), page));

const invitationPage = (role: Role) => <Invitation token="" card={card} role={role} />;

const me = idOf('Quiet Heron');
const free = { holder: null, offered: null, turn: null, next: [], round: null, prompt: null };
const open = { ...free, mode: 'open', mine: { place: null, can: allowed('participant') } } as const;
const mutedUntil = now + 5 * minute;
const muted = {
  mutedUntil,
  place: null,
  can: allowed('participant', { say: 'no-voice', 'raise-hand': 'no-voice' }),
  receipts: [receipt('mute', mutedUntil)],
};

export const circleStates: readonly GalleryState[] = [
  screenState('invitation', 'Invitation', () => invitationPage('participant')),
  screenState('invitation-facilitator', 'Invitation of a facilitator', () =>
    invitationPage('facilitator'),
  ),
  screenState('no-link', 'A link that opens nothing', () => <InvalidLinkPage />),
  outsideState('early', 'Too early', { phase: 'scheduled', timeline: [] }, <EarlyPage />),
  outsideState('threshold', 'Threshold', { phase: 'doors', timeline: [] }, <Threshold />),
  outsideState(
    'waiting',
    'Waiting room',
    { timeline: [], people: [], mine: { whereabouts: 'waiting' } },
    <WaitingRoomPage notices={<CircleNotices connection={liveConnection} />} />,
  ),
  circleState('circle-round', 'Circle: a person has the piece', {}),
  circleState('circle-offered', 'Circle: the piece is offered to you', {
    holder: null,
    offered: me,
    next: [idOf('Soft Hill')],
    mine: { place: 1, can: allowed('participant', { say: 'not-your-turn', done: 'no-turn' }) },
  }),
  circleState('circle-held', 'Circle: the piece is with you', {
    holder: me,
    next: [idOf('Soft Hill')],
    mine: { place: 1, can: allowed('participant', { take: 'not-offered', pass: 'not-offered' }) },
  }),
  circleState('circle-frozen', 'Circle: the space is held', { frozen: true }),
  circleState('circle-open', 'Circle: open floor, slow', { ...open, slow: 30 }),
  circleState('circle-hands', 'Circle: hands, you are second', {
    ...open,
    mode: 'hands',
    hands: [idOf('Soft Hill'), me],
    mine: {
      place: null,
      handPlace: 2,
      can: allowed('participant', { say: 'not-your-turn' }),
    },
  }),
  circleState('circle-hold', 'Circle: resting without a facilitator', {
    ...open,
    mode: 'hold',
    onHold: true,
    mine: { place: null, can: allowed('participant', { say: 'on-hold' }) },
  }),
  circleState('circle-away', 'Circle: connection lost', {}, { status: 'away' }),
  circleState('circle-holding', 'Circle: the server holds on', {}, { holding: true }),
  circleState('circle-restored', 'Circle: the server was set back', {}, { restored: true }),
  circleState('circle-muted', 'Circle: you are muted', { ...open, mine: muted }),
  circleState('circle-listening', 'Circle: you are listening', {
    ...open,
    mine: { seat: 'listener', place: null, can: allowed('participant', { say: 'no-voice' }) },
  }),
  circleState('circle-empty', 'Circle: nothing said yet', { ...open, timeline: [] }),
  outsideState(
    'stepped-out',
    'Stepped out',
    { mine: { whereabouts: 'stepped-out' } },
    <SteppedOutPage />,
  ),
  outsideState('left', 'Left', { mine: { whereabouts: 'left' } }, <LeftPage />),
  outsideState(
    'removed',
    'Removed',
    { timeline: [], people: [], mine: { whereabouts: 'removed', receipts: [receipt('remove')] } },
    <RemovedPage />,
  ),
  outsideState(
    'turned-away',
    'Not let in',
    {
      timeline: [],
      people: [],
      mine: { whereabouts: 'turned-away', receipts: [receipt('turn-away')] },
    },
    <RemovedPage />,
  ),
  outsideState('aftercare', 'Aftercare', { ...free, phase: 'aftercare' }, <AftercarePage />),
  outsideState('closed', 'Closed', { ...free, phase: 'closed', timeline: [] }, <ClosedPage />),
  screenState('not-member', 'Not a member', () => <NotMemberPage />),
];
