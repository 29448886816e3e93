/** The facilitator's console in its states. Its dialogs are in facilitator-forms.tsx. */
import type { Desk, RefusalCode, Thread, View } from '@holdspace/protocol';
import { useEffect } from 'react';
import { useCalls } from '../circle/calls.ts';
import { ClosedPage } from '../circle/closing-pages.tsx';
import { SteppedOutPage } from '../circle/out-pages.tsx';
import type { Command, PanelsProps } from '../circle/panels.ts';
import Panels from '../facilitator/panels.tsx';
import { circle, framed } from './circle-states.tsx';
import { allowed, facilitatorView, idOf, minute, now, thread } from './fixtures.ts';
import { busyDesk, cofacilitated, heldMessage, lookedBack } from './fixtures-desk.ts';
import styles from './gallery.module.css';
import type { State } from './state.ts';

const done: Command = () => Promise.resolve({ ok: true });
const refused =
  (code: RefusalCode): Command =>
  () =>
    Promise.resolve({ refused: code });

const round = facilitatorView();
const offered = facilitatorView({
  holder: null,
  offered: idOf('Quiet Heron'),
  next: [],
  pace: null,
});
const frozen = facilitatorView({ frozen: true });
const dropped = facilitatorView({ frozen: true, desk: { ...round.desk, threads: [] } as Desk });
const out = facilitatorView({
  people: round.people.map((person) => ({
    ...person,
    here: person.here && person.role !== 'facilitator',
  })),
  mine: { whereabouts: 'stepped-out' },
});
const over = facilitatorView({ pace: { soft: 4 * minute, used: 6 * minute, since: null } });
const free = { round: null, prompt: null, holder: null, turn: null, next: [], pace: null } as const;
const unordered = round.people.map(({ place: _, ...person }) => person);
const open = facilitatorView({ ...free, mode: 'open', slow: 30, locked: true, people: unordered });
const doors: View = {
  ...open,
  phase: 'doors',
  start: now + 5 * minute,
  hands: [],
  desk: { threads: [], reports: [], backChannel: [], alerts: [], record: [] },
  locked: false,
};
const hands = facilitatorView({
  mode: 'hands',
  round: null,
  prompt: null,
  people: unordered,
});
const centre = facilitatorView({ ...free, mode: 'centre', people: unordered });
const quiet = facilitatorView({
  mode: 'quiet',
  holder: null,
  pace: null,
  until: now + 2 * minute,
  next: [],
});
const hold = facilitatorView({ mode: 'hold', onHold: true, holder: null, pace: null, next: [] });
const responses = facilitatorView({
  mode: 'responses',
  holder: null,
  pace: null,
  respondTo: idOf('River Stone'),
  until: now + 2 * minute,
  ask: 'know',
});
const alone = facilitatorView({
  desk: doors.desk ?? round.desk,
  oneSharer: true,
  hands: [],
  people: round.people.map((person) => ({
    ...person,
    here: person.here && (person.role === 'facilitator' || person.name === 'River Stone'),
  })),
} as Partial<View>);
const quietRound = facilitatorView({ ...free, mode: 'open', quietRound: true, people: unordered });
const endsSoon = facilitatorView({ endsSoon: true, end: now + 10 * minute });
const leadBack = cofacilitated({ lead: idOf('Rowan'), mine: { leadOffered: true } });
const busy = cofacilitated({ desk: busyDesk, timeline: [...round.timeline, heldMessage] });
const aftercare = { ...free, phase: 'aftercare', hands: [], waiting: [] } as const;
const after = cofacilitated({
  ...aftercare,
  desk: { ...busyDesk, threads: [], reports: [], alerts: [], backChannel: lookedBack },
});
const affected = cofacilitated({
  ...aftercare,
  desk: {
    ...busyDesk,
    reports: [],
    alerts: [],
    threads: [thread('help', 'Rowan', 'It was close to home tonight.', 2, { help: 'affected' })],
  },
  mine: {
    threads: [
      { ...thread('help', 'North Star', '', 3, { help: 'affected' }), state: 'seen' as const },
    ],
  },
});
const closed: View = { ...after, phase: 'closed' };
const closing = facilitatorView({
  phase: 'closing',
  mine: {
    can: allowed('facilitator', {
      'start-round': 'not-your-turn',
      'set-floor': 'stale',
      reorder: 'floor-closed',
      'give-floor': 'not-your-turn',
    }),
  },
});

const both = (view: View, send = done) => (
  <div className={styles.console}>
    <div className={styles.side}>
      <Panels circle="gallery" view={view} send={send} side="left" />
    </div>
    <div />
    <div className={styles.side}>
      <Panels circle="gallery" view={view} send={send} side="right" />
    </div>
  </div>
);
const sheet = (view: View, send = done) => (
  <Panels circle="gallery" view={view} send={send} side="sheet" />
);

const called: readonly Thread[] = [
  thread('help', 'Amber Leaf', '', 9, {
    help: 'unsafe',
    entries: [
      { by: idOf('Amber Leaf'), at: now - 9 * minute, text: '' },
      { by: idOf('North Star'), at: now - 8 * minute, text: 'I’m here. Are you alone?' },
      { by: idOf('Amber Leaf'), at: now - minute, text: 'Alone. I have pills here.' },
    ],
  }),
  thread('help', 'Little Moon', 'Could someone check on me after?', 3, {
    help: 'word',
    state: 'seen',
  }),
];

type Begin = (show: () => void, close: () => void) => void;

/** As after a press. */
function Begun({ begin }: { readonly begin: Begin }) {
  const { open, show, before } = useCalls();
  const first = open[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    begin(
      () => first && show(first),
      () => void before('close'),
    );
  }, []);
  return null;
}

const calling = (
  id: string,
  name: string,
  which: (calls: readonly Thread[]) => readonly (Thread | undefined)[],
  begin?: Begin,
): State => {
  const threads = which(called) as readonly Thread[];
  const view = facilitatorView({ desk: { ...round.desk, threads } as Desk });
  return {
    id,
    name,
    frame: 'screen',
    show: () => (
      <>{circle(view, {}, { sheet: side(view, 'sheet') }, begin && <Begun begin={begin} />)}</>
    ),
  };
};

/** The circle with its console, as it stands on a wide screen. */
const whole = (id: string, name: string, view: View): State => ({
  id,
  name,
  frame: 'screen',
  show: () => circle(view, {}, { left: side(view, 'left'), right: side(view, 'right') }),
});
const side = (view: View, which: PanelsProps['side']) => (
  <Panels circle="gallery" view={view} send={done} side={which} />
);
const wide = (id: string, name: string, view: View, send = done): State => ({
  id,
  name,
  frame: 'wide',
  show: () => both(view, send),
});
const phone = (id: string, name: string, view: View): State => ({
  id,
  name,
  frame: 'narrow',
  show: () => sheet(view),
});

export const facilitatorStates: readonly State[] = [
  whole('facilitating', 'Facilitating a round', round),
  whole('facilitating-doors', 'Facilitating: doors', doors),
  whole('facilitating-busy', 'Facilitating: much at once', busy),
  whole('facilitating-after', 'Facilitating: after closing', after),
  whole('facilitating-affected', 'Facilitating: affected by it', affected),
  {
    id: 'facilitating-closed',
    name: 'Facilitating: the meeting is over',
    frame: 'screen',
    show: () => framed(closed, <ClosedPage>{side(closed, 'after')}</ClosedPage>),
  },
  {
    id: 'facilitating-phone',
    name: 'Facilitating on a phone',
    frame: 'screen',
    show: () => circle(round, {}, { sheet: side(round, 'sheet') }),
  },
  {
    id: 'facilitating-phone-frozen',
    name: 'Facilitating on a phone: the holder dropped off',
    frame: 'screen',
    show: () => circle(dropped, {}, { sheet: side(dropped, 'sheet') }),
  },
  {
    id: 'facilitating-out',
    name: 'Facilitating: stepped out, alone, and called',
    frame: 'screen',
    show: () => framed(out, <SteppedOutPage />),
  },
  calling('facilitating-calls', 'Facilitating: two open calls', (calls) => calls),
  calling(
    'call-sheet',
    'A call for help: not safe',
    (calls) => [calls[0]],
    (show) => show(),
  ),
  calling(
    'call-sheet-two',
    'A call for help: one of two',
    (calls) => calls,
    (show) => show(),
  ),
  calling(
    'call-close',
    'Closing the meeting while calls are open',
    (calls) => calls,
    (_, ask) => ask(),
  ),
  wide('console-round', 'Console: a round', round),
  wide('console-over', 'Console: a turn is over its time', over),
  wide('console-offered', 'Console: offered', offered),
  wide('console-frozen', 'Console: frozen', frozen),
  wide('console-open', 'Console: open, locked', open),
  wide('console-hands', 'Console: hands', hands),
  wide('console-centre', 'Console: the piece in the centre', centre),
  wide('console-quiet', 'Console: a time of quiet', quiet),
  wide('console-hold', 'Console: the circle rests', hold),
  wide('console-responses', 'Console: responses', responses),
  wide('console-alone', 'Console: only one sharer', alone),
  wide('console-quiet-round', 'Console: everybody passed', quietRound),
  wide('console-ends-soon', 'Console: ten minutes left', endsSoon),
  wide('console-lead', 'Console: the lead is offered back', leadBack),
  wide('console-busy', 'Console: much at once', busy),
  wide('console-doors', 'Console: doors', doors),
  wide('console-after', 'Console: after closing', after),
  wide('console-refused', 'Console: closing, much refused', closing, refused('stale')),
  phone('sheet-round', 'Phone: a round', round),
  phone('sheet-open', 'Phone: open', open),
  phone('sheet-busy', 'Phone: much at once', busy),
  phone('sheet-after', 'Phone: after closing', after),
];
