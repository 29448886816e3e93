/** What people see of a circle: coming in, the circle itself in its states, being out. */
import type { Card as CircleCard, Role, View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { CallsFrame } from '../circle/calls-frame.tsx';
import { CircleScreen } from '../circle/circle-screen.tsx';
import { AftercarePage, ClosedPage } from '../circle/closing-pages.tsx';
import { CircleFrame } from '../circle/frame.tsx';
import {
  EarlyPage,
  LeftPage,
  NotMemberPage,
  OutPage,
  SteppedOutPage,
} from '../circle/out-pages.tsx';
import type { Command } from '../circle/panels.ts';
import type { Reach } from '../circle/reach.tsx';
import { WaitingRoom } from '../circle/waiting-room.tsx';
import { Invitation } from '../join/invitation.tsx';
import { Threshold } from '../own/threshold.tsx';
import { NoLink } from '../pages/no-link.tsx';
import {
  allowed,
  type Changed,
  card,
  idOf,
  minute,
  now,
  participantView,
  receipt,
} from './fixtures.ts';
import type { State } from './state.ts';

const refused: Command = () => Promise.resolve({ refused: 'not-your-turn' });
const nothing = () => undefined;
export const reached: Reach = {
  status: 'live',
  connection: { state: 'open', since: now, cause: null, via: 'websocket' },
  holding: false,
  restored: false,
};
const none = () => Promise.resolve(false);

export const framed = (view: View, what: ReactNode, shown: CircleCard = card) => (
  <CallsFrame circle="gallery" view={view} send={refused}>
    <CircleFrame circle="gallery" card={shown} view={view} send={refused}>
      {what}
    </CircleFrame>
  </CallsFrame>
);
export const circle = (
  view: View,
  reach: Partial<Reach> = {},
  panels: Partial<Record<'left' | 'right' | 'sheet', ReactNode>> = {},
  beside: ReactNode = null,
) =>
  framed(
    view,
    <>
      {beside}
      <CircleScreen
        reach={{ ...reached, ...reach }}
        pending={[]}
        more={false}
        earlier={none}
        collect={nothing}
        release={nothing}
        {...panels}
      />
    </>,
  );

const screen = (id: string, name: string, show: () => ReactNode): State => ({
  id,
  name,
  frame: 'screen',
  show,
});
const at = (id: string, name: string, changed: Changed, reach?: Partial<Reach>): State =>
  screen(id, name, () => circle(participantView(changed), reach));
const outside = (id: string, name: string, changed: Changed, page: ReactNode): State =>
  screen(id, name, () => framed(participantView(changed), page));

const invited = (role: Role) => <Invitation token="" card={card} role={role} />;

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

export const circleStates: readonly State[] = [
  screen('invitation', 'Invitation', () => invited('participant')),
  screen('invitation-facilitator', 'Invitation of a facilitator', () => invited('facilitator')),
  screen('no-link', 'A link that opens nothing', () => <NoLink />),
  outside('early', 'Too early', { phase: 'scheduled', timeline: [] }, <EarlyPage />),
  outside('threshold', 'Threshold', { phase: 'doors', timeline: [] }, <Threshold />),
  outside(
    'waiting',
    'Waiting room',
    { timeline: [], people: [], mine: { whereabouts: 'waiting' } },
    <WaitingRoom reach={reached} />,
  ),
  at('circle-round', 'Circle: somebody has the piece', {}),
  at('circle-offered', 'Circle: the piece is offered to you', {
    holder: null,
    offered: me,
    next: [idOf('Soft Hill')],
    mine: { place: 1, can: allowed('participant', { say: 'not-your-turn', done: 'no-turn' }) },
  }),
  at('circle-held', 'Circle: the piece is with you', {
    holder: me,
    next: [idOf('Soft Hill')],
    mine: { place: 1, can: allowed('participant', { take: 'not-offered', pass: 'not-offered' }) },
  }),
  at('circle-frozen', 'Circle: the space is held', { frozen: true }),
  at('circle-open', 'Circle: open floor, slow', { ...open, slow: 30 }),
  at('circle-hands', 'Circle: hands, you are second', {
    ...open,
    mode: 'hands',
    hands: [idOf('Soft Hill'), me],
    mine: {
      place: null,
      handPlace: 2,
      can: allowed('participant', { say: 'not-your-turn' }),
    },
  }),
  at('circle-hold', 'Circle: resting without a facilitator', {
    ...open,
    mode: 'hold',
    onHold: true,
    mine: { place: null, can: allowed('participant', { say: 'on-hold' }) },
  }),
  at('circle-away', 'Circle: connection lost', {}, { status: 'away' }),
  at('circle-holding', 'Circle: the server holds on', {}, { holding: true }),
  at('circle-restored', 'Circle: the server was set back', {}, { restored: true }),
  at('circle-muted', 'Circle: you are muted', { ...open, mine: muted }),
  at('circle-listening', 'Circle: you are listening', {
    ...open,
    mine: { seat: 'listener', place: null, can: allowed('participant', { say: 'no-voice' }) },
  }),
  at('circle-empty', 'Circle: nothing said yet', { ...open, timeline: [] }),
  outside(
    'stepped-out',
    'Stepped out',
    { mine: { whereabouts: 'stepped-out' } },
    <SteppedOutPage />,
  ),
  outside('left', 'Left', { mine: { whereabouts: 'left' } }, <LeftPage />),
  outside(
    'removed',
    'Removed',
    { timeline: [], people: [], mine: { whereabouts: 'removed', receipts: [receipt('remove')] } },
    <OutPage />,
  ),
  outside(
    'turned-away',
    'Not let in',
    {
      timeline: [],
      people: [],
      mine: { whereabouts: 'turned-away', receipts: [receipt('turn-away')] },
    },
    <OutPage />,
  ),
  outside('aftercare', 'Aftercare', { ...free, phase: 'aftercare' }, <AftercarePage />),
  outside('closed', 'Closed', { ...free, phase: 'closed', timeline: [] }, <ClosedPage />),
  screen('not-member', 'Not a member', () => <NotMemberPage />),
];
