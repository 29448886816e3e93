/** The facilitator's console in its states. Its dialogs are in facilitator-forms.tsx. */
import type {
  CircleGuideBody,
  FacilitatorDesk,
  RefusalCode,
  Thread,
  View,
} from '@holdspace/protocol';
import { useEffect } from 'react';
import { useOpenCalls } from '../circle/model/open-calls.ts';
import type { FacilitatorPanelsProps } from '../circle/model/panels-props.ts';
import FacilitatorPanels from '../facilitator/panels.tsx';
import type { SendCommand } from '../lib/commands/command-context.ts';
import { ClosedPage, SteppedOutPage } from '../participant/participant.lazy.ts';
import { circleScreen, inCircleFrame } from './circle-states.tsx';
import { allowed, facilitatorView, idOf, minute, now, thread } from './fixtures.ts';
import { busyDesk, cofacilitated, debriefEntries, heldMessage } from './fixtures-desk.ts';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-state.ts';

const acceptCommand: SendCommand = () => Promise.resolve({ ok: true });
const refuseWith =
  (code: RefusalCode): SendCommand =>
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
const dropped = facilitatorView({
  frozen: true,
  desk: { ...round.desk, threads: [] } as FacilitatorDesk,
});
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
  desk: { ...busyDesk, threads: [], reports: [], alerts: [], backChannel: debriefEntries },
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
const openingView: View = { ...open, phase: 'opening', mode: 'open', locked: false };
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

/** Of the kit *check-in*. */
const guide: CircleGuideBody = {
  phases: {
    opening: {
      ...{ minutes: 10, mode: 'round' },
      words:
        'Welcome. It’s good that you’re here, however you are today.\n\nWe go round. Each person says as much as they like, and the others listen. You may pass, and you don’t need a reason.\n\nTake a breath before we begin.',
      prompts: ['One word for how you arrive today?'],
    },
    body: {
      ...{ minutes: 40, mode: 'round' },
      prompts: [
        'How has your week been, really?',
        'What took your strength, and what gave you some back?',
      ],
    },
  },
};

const sidePanels = (view: View, send = acceptCommand, words?: CircleGuideBody) => (
  <div className={styles.console}>
    <div className={styles.side}>
      <FacilitatorPanels circle="gallery" view={view} send={send} side="left" />
    </div>
    <div />
    <div className={styles.side}>
      <FacilitatorPanels circle="gallery" view={view} send={send} guide={words} side="right" />
    </div>
  </div>
);
const sheetPanels = (view: View, send = acceptCommand, words?: CircleGuideBody) => (
  <FacilitatorPanels circle="gallery" view={view} send={send} guide={words} side="sheet" />
);

const openCallThreads: readonly Thread[] = [
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

type OpenCallAction = (show: () => void, close: () => void) => void;

/** As after a press. */
function RunOnMount({ begin }: { readonly begin: OpenCallAction }) {
  const { open, show, confirmExit } = useOpenCalls();
  const first = open[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    begin(
      () => first && show(first),
      () => void confirmExit('close'),
    );
  }, []);
  return null;
}

const callState = (
  id: string,
  name: string,
  which: (calls: readonly Thread[]) => readonly (Thread | undefined)[],
  begin?: OpenCallAction,
): GalleryState => {
  const threads = which(openCallThreads) as readonly Thread[];
  const view = facilitatorView({ desk: { ...round.desk, threads } as FacilitatorDesk });
  return {
    id,
    name,
    frame: 'screen',
    render: () => (
      <>
        {circleScreen(
          view,
          {},
          { sheet: panelsOn(view, 'sheet') },
          begin && <RunOnMount begin={begin} />,
        )}
      </>
    ),
  };
};

/** The circle with its console on a wide screen. */
const wholeScreenState = (id: string, name: string, view: View): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () =>
    circleScreen(view, {}, { left: panelsOn(view, 'left'), right: panelsOn(view, 'right') }),
});
const panelsOn = (view: View, which: FacilitatorPanelsProps['side']) => (
  <FacilitatorPanels circle="gallery" view={view} send={acceptCommand} side={which} />
);
const widePanelsState = (
  id: string,
  name: string,
  view: View,
  send = acceptCommand,
): GalleryState => ({
  id,
  name,
  frame: 'wide',
  render: () => sidePanels(view, send),
});
const phoneState = (id: string, name: string, view: View): GalleryState => ({
  id,
  name,
  frame: 'narrow',
  render: () => sheetPanels(view),
});

export const facilitatorStates: readonly GalleryState[] = [
  wholeScreenState('facilitating', 'Facilitating a round', round),
  wholeScreenState('facilitating-doors', 'Facilitating: doors', doors),
  wholeScreenState('facilitating-busy', 'Facilitating: much at once', busy),
  wholeScreenState('facilitating-after', 'Facilitating: after closing', after),
  wholeScreenState('facilitating-affected', 'Facilitating: affected by it', affected),
  {
    id: 'facilitating-closed',
    name: 'Facilitating: the meeting is over',
    frame: 'screen',
    render: () => inCircleFrame(closed, <ClosedPage>{panelsOn(closed, 'after')}</ClosedPage>),
  },
  {
    id: 'facilitating-phone',
    name: 'Facilitating on a phone',
    frame: 'screen',
    render: () => circleScreen(round, {}, { sheet: panelsOn(round, 'sheet') }),
  },
  {
    id: 'facilitating-phone-frozen',
    name: 'Facilitating on a phone: the holder dropped off',
    frame: 'screen',
    render: () => circleScreen(dropped, {}, { sheet: panelsOn(dropped, 'sheet') }),
  },
  {
    id: 'facilitating-out',
    name: 'Facilitating: stepped out, alone, and called',
    frame: 'screen',
    render: () => inCircleFrame(out, <SteppedOutPage />),
  },
  callState('facilitating-calls', 'Facilitating: two open calls', (calls) => calls),
  callState(
    'call-sheet',
    'A call for help: not safe',
    (calls) => [calls[0]],
    (show) => show(),
  ),
  callState(
    'call-sheet-two',
    'A call for help: one of two',
    (calls) => calls,
    (show) => show(),
  ),
  callState(
    'call-close',
    'Closing the meeting while calls are open',
    (calls) => calls,
    (_, ask) => ask(),
  ),
  widePanelsState('console-round', 'Console: a round', round),
  widePanelsState('console-over', 'Console: a turn is over its time', over),
  widePanelsState('console-offered', 'Console: offered', offered),
  widePanelsState('console-frozen', 'Console: frozen', frozen),
  widePanelsState('console-open', 'Console: open, locked', open),
  widePanelsState('console-hands', 'Console: hands', hands),
  widePanelsState('console-centre', 'Console: the piece in the centre', centre),
  widePanelsState('console-quiet', 'Console: a time of quiet', quiet),
  widePanelsState('console-hold', 'Console: the circle rests', hold),
  widePanelsState('console-responses', 'Console: responses', responses),
  widePanelsState('console-alone', 'Console: only one sharer', alone),
  widePanelsState('console-quiet-round', 'Console: everybody passed', quietRound),
  widePanelsState('console-ends-soon', 'Console: ten minutes left', endsSoon),
  widePanelsState('console-lead', 'Console: the lead is offered back', leadBack),
  widePanelsState('console-busy', 'Console: much at once', busy),
  widePanelsState('console-doors', 'Console: doors', doors),
  widePanelsState('console-after', 'Console: after closing', after),
  widePanelsState(
    'console-refused',
    'Console: closing, much refused',
    closing,
    refuseWith('stale'),
  ),
  {
    ...{ id: 'console-guide', name: 'Console: words for the opening', frame: 'wide' },
    render: () => sidePanels(openingView, acceptCommand, guide),
  },
  {
    ...{ id: 'console-questions', name: 'Console: questions in a round', frame: 'wide' },
    render: () => sidePanels(round, acceptCommand, guide),
  },
  {
    ...{ id: 'sheet-guide', name: 'Phone: words for the opening', frame: 'narrow' },
    render: () => sheetPanels(openingView, acceptCommand, guide),
  },
  phoneState('sheet-round', 'Phone: a round', round),
  phoneState('sheet-open', 'Phone: open', open),
  phoneState('sheet-busy', 'Phone: much at once', busy),
  phoneState('sheet-after', 'Phone: after closing', after),
];
