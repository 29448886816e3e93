/** What one participant sees of each mode, of their turn, and of what facilitators did or answered. */
import type {
  ClientCommandName,
  Message,
  Mine,
  Receipt,
  RefusalCode,
  Thread,
  ThreadId,
  ThreadState,
  TurnId,
  View,
} from '@holdspace/protocol';
import { type ReactNode, useEffect } from 'react';
import { CallsFrame } from '../circle/calls-frame.tsx';
import { AftercarePage } from '../circle/closing-pages.tsx';
import { CircleFrame } from '../circle/frame.tsx';
import { OutPage } from '../circle/out-pages.tsx';
import { WaitingRoom } from '../circle/waiting-room.tsx';
import { tabStorage } from '../lib/storage.ts';
import { Threshold } from '../own/threshold.tsx';
import { openSupport } from '../support/open.ts';
import { circle, reached } from './circle-states.tsx';
import {
  allowed,
  type Changed,
  card,
  idOf,
  message,
  minute,
  now,
  participantView,
  receipt,
  timeline,
} from './fixtures.ts';
import type { State } from './state.ts';

const me = idOf('Quiet Heron');
const stone = idOf('River Stone');
const turn = 'turn-river-stone' as TurnId;
const free = { holder: null, offered: null, turn: null, next: [], round: null, prompt: null };

const can = (but: Partial<Record<ClientCommandName, RefusalCode>> = {}): Mine['can'] => ({
  ...allowed('participant', but),
  answer: but.answer ?? true,
});
const quiet = { take: 'not-offered', done: 'no-turn', yield: 'no-turn' } as const;

const full = ({ mine, ...more }: Changed): View => {
  const own = mine?.can ?? can({ say: 'not-your-turn', ...quiet });
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

const at = (id: string, name: string, changed: Changed): State => ({
  id,
  name,
  frame: 'screen',
  show: () => circle(full(changed)),
});
const sends = () => Promise.resolve({ ok: true } as const);
const framed = (changed: Changed, what: ReactNode) => (
  <CallsFrame circle="gallery" view={full(changed)} send={sends}>
    <CircleFrame circle="gallery" card={card} view={full(changed)} send={sends}>
      {what}
    </CircleFrame>
  </CallsFrame>
);
const outside = (id: string, name: string, changed: Changed, page: ReactNode): State => ({
  id,
  name,
  frame: 'screen',
  show: () => framed(changed, page),
});

const held = (id: string, name: string, mine: Partial<Mine>, more: Changed = {}): State =>
  at(id, name, {
    holder: me,
    turn: 'turn-quiet-heron' as TurnId,
    ask: 'listen',
    next: [idOf('Soft Hill')],
    ...more,
    mine: { place: 1, can: can({ take: 'not-offered' }), ...mine },
  });

const responses = (id: string, name: string, say: true | RefusalCode, more: Changed = {}) =>
  at(id, name, {
    ...free,
    mode: 'responses',
    ask: 'ideas',
    respondTo: stone,
    until: now + 2 * minute,
    ...more,
    mine: { can: can({ ...quiet, ...(say === true ? {} : { say }) }) },
  });

const told = (kind: Receipt['kind']): State =>
  at(`told-${kind}`, `Told: ${kind}`, {
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
const support = (id: string, name: string, mine: Partial<Mine>): State => ({
  id,
  name,
  frame: 'screen',
  show: () => <WithSupport>{circle(full({ mine: { place: 4, ...mine } }))}</WithSupport>,
});

/** With a reply that was kept before. */
const withReply = (id: string, name: string, changed: Changed): State => ({
  id,
  name,
  frame: 'screen',
  show: () => {
    tabStorage.write('reply.gallery', {
      ...{ to: stone, turn, asked: false },
      text: 'My sister and I began again with postcards. Nothing big, one a month.',
    });
    return circle(full(changed));
  },
});

const noted: readonly Message[] = [
  ...timeline,
  message('m7', 'Soft Hill', 'The week before the hospital was the hardest.', 1, {
    note: 'illness in the family',
    turn: 'turn-soft-hill' as TurnId,
  }),
  message('m8', 'Quiet Heron', 'Hello, I am glad to be here.', 0, { held: true }),
];
const intention = { text: 'Ring my sister on Sunday.', since: null, outcome: null };

export const practiceStates: readonly State[] = [
  at('centre-free', 'Centre: the piece lies there', {
    ...free,
    mode: 'centre',
    mine: { can: can({ say: 'not-your-turn' }) },
  }),
  at('centre-not-again', 'Centre: not twice in a row', {
    ...free,
    mode: 'centre',
    hands: [idOf('Soft Hill')],
    mine: { can: can({ say: 'not-your-turn', take: 'not-offered' }) },
  }),
  at('quiet', 'Quiet', {
    mode: 'quiet',
    holder: null,
    turn: null,
    next: [],
    until: now + 3 * minute,
    mine: { can: can({ ...quiet, say: 'quiet' }) },
  }),
  at('hold', 'Hold: nobody facilitates', {
    ...free,
    mode: 'hold',
    onHold: true,
    people: full({}).people.map((each) =>
      each.role === 'facilitator' ? { ...each, here: false } : each,
    ),
    mine: { can: can({ ...quiet, say: 'on-hold', 'stand-in': 'not-facilitator' }) },
  }),
  at('hold-stand-in', 'Hold: named to stand in', {
    ...free,
    mode: 'hold',
    onHold: true,
    people: full({}).people.map((each) =>
      each.role === 'facilitator' ? { ...each, here: false } : each,
    ),
    mine: { helpWaits: true, can: { ...can({ ...quiet, say: 'on-hold' }), 'stand-in': true } },
  }),
  responses('responses', 'Responses: yours to give', true),
  responses('responses-given', 'Responses: given', 'already-spoke'),
  responses('responses-to-me', 'Responses: to you', 'already-spoke', { respondTo: me }),
  at('asked-ideas', 'A turn that asks for ideas', { ask: 'ideas', mine: { place: 2 } }),
  withReply('reply-kept', 'A reply is kept', { ask: 'ideas', turn, mine: { place: 2 } }),
  withReply('reply-offered', 'A kept reply is offered', {
    ...free,
    mode: 'responses',
    ask: 'ideas',
    respondTo: stone,
    until: now + 2 * minute,
    mine: { can: can(quiet) },
  }),
  withReply('reply-unasked', 'A kept reply is not asked for', {
    holder: idOf('Soft Hill'),
    turn: 'turn-soft-hill' as TurnId,
    mine: { place: 3 },
  }),
  held('held-ask', 'Your turn: with the ask', {}),
  held('held-near', 'Your turn: most of the time', { time: 'near' }, { ask: 'ideas' }),
  held('held-over', 'Your turn: all of the time', { time: 'over' }),
  at('offered-closing', 'The piece in the closing round', {
    phase: 'closing',
    holder: null,
    offered: me,
    mine: { place: 1, can: can({ say: 'not-your-turn' }) },
  }),
  told('nudge'),
  told('warn'),
  told('stop'),
  told('redact'),
  at('content-note', 'A content note, and a held message', { timeline: noted, mine: { place: 2 } }),
  at('hidden-person', 'Somebody is hidden', {
    people: full({}).people.map((each) =>
      each.name === 'Soft Hill' ? { ...each, name: '' } : each,
    ),
    mine: { place: 2, hidden: [idOf('Soft Hill')] },
  }),
  support('support-open', 'Support', {}),
  support('support-sent', 'Support: sent', {
    threads: [thread('sent', { help: 'unsafe', entries: [{ by: me, at: now, text: '' }] })],
  }),
  support('support-unseen', 'Support: nobody has seen it', { threads: [thread('unseen')] }),
  support('support-answered', 'Support: answered, appealed, reported', {
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
        id: 'report-1' as Mine['reports'][number]['id'],
        about: idOf('Far Wave'),
        name: 'Far Wave',
        message: null,
        at: now,
        state: 'acting',
        text: 'Asked me twice where I live.',
      },
    ],
  }),
  support('support-closed', 'Support: the call was closed', {
    threads: [thread('closed', { help: 'unsafe', entries: conversation })],
  }),
  support('support-talking', 'Support: not safe, answered', {
    threads: [thread('answered', { help: 'unsafe', entries: conversation.slice(0, -1) })],
  }),
  at('help-answered', 'The call for help was answered', {
    mine: { place: 4, threads: [thread('answered', { entries: conversation.slice(0, 2) })] },
  }),
  at('help-closed', 'The call for help was closed', {
    mine: { place: 4, threads: [thread('closed', { entries: conversation })] },
  }),
  at('help-unseen', 'Nobody has seen the call for help', {
    mine: { place: 4, threads: [thread('unseen')] },
  }),
  outside(
    'threshold-last-time',
    'Threshold: the small thing of last time',
    { phase: 'doors', timeline: [], mine: { intention, whereabouts: 'outside', can: can() } },
    <Threshold />,
  ),
  outside(
    'no-show',
    'Waiting: no facilitator has come',
    {
      phase: 'doors',
      timeline: [],
      people: [],
      noShow: true,
      mine: { whereabouts: 'waiting', can: can({ say: 'not-here' }) },
    },
    <WaitingRoom reach={reached} />,
  ),
  outside(
    'excluded',
    'Excluded',
    {
      timeline: [],
      people: [],
      mine: { whereabouts: 'removed', receipts: [receipt('exclude', now + 14 * 24 * 60 * minute)] },
    },
    <OutPage />,
  ),
  outside(
    'aftercare-own',
    'Aftercare: what is one’s own',
    { ...free, phase: 'aftercare', mine: { can: can() } },
    <AftercarePage />,
  ),
  outside(
    'aftercare-written',
    'Aftercare: the small thing is written',
    { ...free, phase: 'aftercare', mine: { intention, can: can() } },
    <AftercarePage />,
  ),
];
