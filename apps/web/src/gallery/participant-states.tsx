/** What one participant sees of each mode, of their turn, and of what facilitators did or answered. */
import type {
  AgreementsQuestion,
  ClauseId,
  ClientCommandName,
  Message,
  OwnState,
  Receipt,
  RefusalCode,
  Thread,
  ThreadId,
  ThreadState,
  TurnId,
  View,
} from '@holdspace/protocol';
import { type ReactNode, useEffect } from 'react';
import { openSupport } from '../app/support/support-state.ts';
import { CallsFrame } from '../circle/calls-frame.tsx';
import { CircleFrame } from '../circle/circle-frame.tsx';
import { fixedTimeline } from '../circle/model/circle-view.ts';
import { CircleNotices } from '../circle/notices/notices.tsx';
import { tabStorage } from '../lib/storage/storage.ts';
import { ChangedAgreementsPage } from '../participant/changed-agreements-page.tsx';
import { AftercarePage, RemovedPage } from '../participant/participant.lazy.ts';
import { Threshold } from '../participant/threshold.tsx';
import { WaitingRoomPage } from '../participant/waiting-room.tsx';
import { circleScreen, liveConnection } from './circle-states.tsx';
import {
  allowed,
  card,
  idOf,
  message,
  minute,
  now,
  participantView,
  receipt,
  timeline,
  type ViewChanges,
} from './fixtures.ts';
import type { GalleryState } from './gallery-state.ts';

const me = idOf('Quiet Heron');
const stone = idOf('River Stone');
const clause = (n: number) => `c${n}` as ClauseId;
const agreements: AgreementsQuestion = {
  version: 4,
  agreed: 3,
  clauses: card.clauses.map((each, n) => ({ ...each, id: clause(n + 1) })),
  changes: [
    {
      ...{ id: clause(1), what: 'changed', before: 'What’s said here stays here.' },
      after: 'What’s said here stays here. What you learn, you may take with you.',
    },
    { id: clause(6), what: 'new', before: null, after: 'We begin and end on time.' },
    { id: clause(7), what: 'removed', before: 'We meet with cameras on.', after: null },
  ],
};
const turn = 'turn-river-stone' as TurnId;
const free = { holder: null, offered: null, turn: null, next: [], round: null, prompt: null };

const allowedFor = (
  but: Partial<Record<ClientCommandName, RefusalCode>> = {},
): OwnState['can'] => ({
  ...allowed('participant', but),
  answer: but.answer ?? true,
});
const turnRefusals = { take: 'not-offered', done: 'no-turn', yield: 'no-turn' } as const;

const fullView = ({ mine, ...more }: ViewChanges): View => {
  const own = mine?.can ?? allowedFor({ say: 'not-your-turn', ...turnRefusals });
  return participantView({
    ...{ slow: null, until: null, ask: null, respondTo: null, quietRound: false, noShow: false },
    ...more,
    mine: {
      ...{ time: null, hidden: [], leadOffered: false, floor: 0, reports: [], place: null },
      ...mine,
      can: own,
    },
  });
};

const circleState = (id: string, name: string, changed: ViewChanges): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () => circleScreen(fullView(changed)),
});
const acceptCommand = () => Promise.resolve({ ok: true } as const);
const inCircleFrame = (changed: ViewChanges, what: ReactNode) => (
  <CallsFrame circle="gallery" view={fullView(changed)} send={acceptCommand}>
    <CircleFrame
      circle="gallery"
      card={card}
      view={fullView(changed)}
      timeline={fixedTimeline(fullView(changed).timeline)}
      send={acceptCommand}
    >
      {what}
    </CircleFrame>
  </CallsFrame>
);
const outsideState = (
  id: string,
  name: string,
  changed: ViewChanges,
  page: ReactNode,
): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () => inCircleFrame(changed, page),
});

const heldTurnState = (
  id: string,
  name: string,
  mine: Partial<OwnState>,
  more: ViewChanges = {},
): GalleryState =>
  circleState(id, name, {
    holder: me,
    turn: 'turn-quiet-heron' as TurnId,
    ask: 'listen',
    next: [idOf('Soft Hill')],
    ...more,
    mine: { place: 1, can: allowedFor({ take: 'not-offered' }), ...mine },
  });

const responses = (id: string, name: string, say: true | RefusalCode, more: ViewChanges = {}) =>
  circleState(id, name, {
    ...free,
    mode: 'responses',
    ask: 'ideas',
    respondTo: stone,
    until: now + 2 * minute,
    ...more,
    mine: { can: allowedFor({ ...turnRefusals, ...(say === true ? {} : { say }) }) },
  });

const moderationState = (kind: Receipt['kind']): GalleryState =>
  circleState(`told-${kind}`, `Told: ${kind}`, {
    mine: {
      place: 4,
      receipts: [
        {
          ...receipt(kind),
          reason: 'pace',
          note: 'Could you leave a little more room between your messages? Thank you.',
        },
      ],
    },
  });

const thread = (state: ThreadState, more: Partial<Thread> = {}): Thread => ({
  id: `thread-${state}` as ThreadId,
  kind: 'help',
  help: 'word',
  by: me,
  name: 'Quiet Heron',
  state,
  entries: [{ by: me, at: now - 4 * minute, text: 'Could somebody stay with me after this?' }],
  ...more,
});

const conversation: Thread['entries'] = [
  { by: me, at: now - 9 * minute, text: '' },
  { by: idOf('North Star'), at: now - 8 * minute, text: 'I’m here. Are you alone?' },
  { by: me, at: now - 7 * minute, text: 'Alone. I have pills here.' },
  {
    by: idOf('North Star'),
    at: now - 6 * minute,
    text: 'Thank you for telling me. Can you put them in another room while we write?',
  },
  {
    by: idOf('North Star'),
    at: now - minute,
    text: 'Your sister is with you now. Write again at any time.',
    closes: true,
  },
];

/** Opens the support over it, as after a press. */
function WithSupport({ children }: { readonly children: ReactNode }) {
  useEffect(() => void openSupport(), []);
  return children;
}
const supportState = (id: string, name: string, mine: Partial<OwnState>): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () => (
    <WithSupport>{circleScreen(fullView({ mine: { place: 4, ...mine } }))}</WithSupport>
  ),
});

/** With a reply that was kept before. */
const savedReplyState = (id: string, name: string, changed: ViewChanges): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () => {
    tabStorage.write('reply.gallery', {
      ...{ to: stone, turn, asked: false },
      text: 'My sister and I began again with postcards. Nothing big, one a month.',
    });
    return circleScreen(fullView(changed));
  },
});

const timelineWithNote: readonly Message[] = [
  ...timeline,
  message('m7', 'Soft Hill', 'The week before the hospital was the hardest.', 1, {
    note: 'illness in the family',
    turn: 'turn-soft-hill' as TurnId,
  }),
  message('m8', 'Quiet Heron', 'Hello, I am glad to be here.', 0, { held: true }),
];
const intention = { text: 'Ring my sister on Sunday.', since: null, outcome: null };

export const participantStates: readonly GalleryState[] = [
  circleState('centre-free', 'Centre: the piece lies there', {
    ...free,
    mode: 'centre',
    mine: { can: allowedFor({ say: 'not-your-turn' }) },
  }),
  circleState('centre-not-again', 'Centre: not twice in a row', {
    ...free,
    mode: 'centre',
    hands: [idOf('Soft Hill')],
    mine: { can: allowedFor({ say: 'not-your-turn', take: 'not-offered' }) },
  }),
  circleState('quiet', 'Quiet', {
    mode: 'quiet',
    holder: null,
    turn: null,
    next: [],
    until: now + 3 * minute,
    mine: { can: allowedFor({ ...turnRefusals, say: 'quiet' }) },
  }),
  circleState('hold', 'Hold: nobody facilitates', {
    ...free,
    mode: 'hold',
    onHold: true,
    people: fullView({}).people.map((each) =>
      each.role === 'facilitator' ? { ...each, here: false } : each,
    ),
    mine: { can: allowedFor({ ...turnRefusals, say: 'on-hold', 'stand-in': 'not-facilitator' }) },
  }),
  circleState('hold-stand-in', 'Hold: named to stand in', {
    ...free,
    mode: 'hold',
    onHold: true,
    people: fullView({}).people.map((each) =>
      each.role === 'facilitator' ? { ...each, here: false } : each,
    ),
    mine: {
      helpWaits: true,
      can: { ...allowedFor({ ...turnRefusals, say: 'on-hold' }), 'stand-in': true },
    },
  }),
  responses('responses', 'Responses: yours to give', true),
  responses('responses-given', 'Responses: given', 'already-spoke'),
  responses('responses-to-me', 'Responses: to you', 'already-spoke', { respondTo: me }),
  circleState('asked-ideas', 'A turn that asks for ideas', { ask: 'ideas', mine: { place: 2 } }),
  savedReplyState('reply-kept', 'A reply is kept', { ask: 'ideas', turn, mine: { place: 2 } }),
  savedReplyState('reply-offered', 'A kept reply is offered', {
    ...free,
    mode: 'responses',
    ask: 'ideas',
    respondTo: stone,
    until: now + 2 * minute,
    mine: { can: allowedFor(turnRefusals) },
  }),
  savedReplyState('reply-unasked', 'A kept reply is not asked for', {
    holder: idOf('Soft Hill'),
    turn: 'turn-soft-hill' as TurnId,
    mine: { place: 3 },
  }),
  heldTurnState('held-ask', 'Your turn: with the ask', {}),
  heldTurnState('held-near', 'Your turn: most of the time', { time: 'near' }, { ask: 'ideas' }),
  heldTurnState('held-over', 'Your turn: all of the time', { time: 'over' }),
  circleState('offered-closing', 'The piece in the closing round', {
    phase: 'closing',
    holder: null,
    offered: me,
    mine: { place: 1, can: allowedFor({ say: 'not-your-turn' }) },
  }),
  moderationState('nudge'),
  moderationState('warn'),
  moderationState('stop'),
  moderationState('redact'),
  circleState('content-note', 'A content note, and a held message', {
    timeline: timelineWithNote,
    mine: { place: 2 },
  }),
  circleState('hidden-person', 'Somebody is hidden', {
    people: fullView({}).people.map((each) =>
      each.name === 'Soft Hill' ? { ...each, name: '' } : each,
    ),
    mine: { place: 2, hidden: [idOf('Soft Hill')] },
  }),
  supportState('support-open', 'Support', {}),
  supportState('support-sent', 'Support: sent', {
    threads: [thread('sent', { help: 'unsafe', entries: [{ by: me, at: now, text: '' }] })],
  }),
  supportState('support-unseen', 'Support: nobody has seen it', { threads: [thread('unseen')] }),
  supportState('support-answered', 'Support: answered, appealed, reported', {
    threads: [
      thread('answered', {
        entries: [
          { by: me, at: now - 4 * minute, text: 'Could somebody stay with me after this?' },
          { by: idOf('North Star'), at: now - minute, text: 'Yes. I stay as long as you like.' },
        ],
      }),
      thread('seen', {
        kind: 'appeal',
        receipt: receipt('mute'),
        entries: [{ by: me, at: now, text: 'I had only answered.' }],
      }),
    ],
    reports: [
      {
        id: 'report-1' as OwnState['reports'][number]['id'],
        about: idOf('Far Wave'),
        name: 'Far Wave',
        message: null,
        at: now,
        state: 'acting',
        text: 'Asked me twice where I live.',
      },
    ],
  }),
  supportState('support-closed', 'Support: the call was closed', {
    threads: [thread('closed', { help: 'unsafe', entries: conversation })],
  }),
  supportState('support-talking', 'Support: not safe, answered', {
    threads: [thread('answered', { help: 'unsafe', entries: conversation.slice(0, -1) })],
  }),
  circleState('help-answered', 'The call for help was answered', {
    mine: { place: 4, threads: [thread('answered', { entries: conversation.slice(0, 2) })] },
  }),
  circleState('help-closed', 'The call for help was closed', {
    mine: { place: 4, threads: [thread('closed', { entries: conversation })] },
  }),
  circleState('help-unseen', 'Nobody has seen the call for help', {
    mine: { place: 4, threads: [thread('unseen')] },
  }),
  outsideState(
    'threshold-last-time',
    'Threshold: the small thing of last time',
    {
      phase: 'doors',
      timeline: [],
      mine: { intention, whereabouts: 'outside', can: allowedFor() },
    },
    <Threshold />,
  ),
  outsideState(
    'no-show',
    'Waiting: no facilitator has come',
    {
      phase: 'doors',
      timeline: [],
      people: [],
      noShow: true,
      mine: { whereabouts: 'waiting', can: allowedFor({ say: 'not-here' }) },
    },
    <WaitingRoomPage notices={<CircleNotices connection={liveConnection} />} />,
  ),
  outsideState(
    'changed-agreements',
    'The agreements changed',
    { ...free, people: [], mine: { whereabouts: 'outside', agreements, can: allowedFor() } },
    <ChangedAgreementsPage />,
  ),
  outsideState(
    'excluded',
    'Excluded',
    {
      timeline: [],
      people: [],
      mine: { whereabouts: 'removed', receipts: [receipt('exclude', now + 14 * 24 * 60 * minute)] },
    },
    <RemovedPage />,
  ),
  outsideState(
    'aftercare-own',
    'Aftercare: what is one’s own',
    { ...free, phase: 'aftercare', mine: { can: allowedFor() } },
    <AftercarePage />,
  ),
  outsideState(
    'aftercare-written',
    'Aftercare: the small thing is written',
    { ...free, phase: 'aftercare', mine: { intention, can: allowedFor() } },
    <AftercarePage />,
  ),
];
