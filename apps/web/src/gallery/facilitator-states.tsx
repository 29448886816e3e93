/** The facilitator's console and its dialogs. */
import type { RefusalCode, View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import type { Command } from '../circle/panels.ts';
import { ConsoleProvider } from '../facilitator/console.tsx';
import { Moderate } from '../facilitator/moderate.tsx';
import Panels from '../facilitator/panels.tsx';
import { RoundForm } from '../facilitator/round.tsx';
import { circle } from './circle-states.tsx';
import { allowed, facilitatorView, idOf, minute, now } from './fixtures.ts';
import styles from './gallery.module.css';
import type { State } from './state.ts';

const done: Command = () => Promise.resolve({ ok: true });
const refused =
  (code: RefusalCode): Command =>
  () =>
    Promise.resolve({ refused: code });

const round = facilitatorView();
const offered = facilitatorView({ holder: null, offered: idOf('Quiet Heron'), next: [] });
const frozen = facilitatorView({ frozen: true });
const open = facilitatorView({
  mode: 'open',
  slow: 30,
  round: null,
  prompt: null,
  holder: null,
  turn: null,
  next: [],
  locked: true,
  people: round.people.map(({ place: _, ...person }) => person),
});
const doors: View = {
  ...open,
  phase: 'doors',
  start: now + 5 * minute,
  hands: [],
  desk: { threads: [] },
  locked: false,
};
const hands = facilitatorView({
  mode: 'hands',
  round: null,
  prompt: null,
  people: open.people,
});
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
const nothing = () => undefined;
const someone = { id: idOf('River Stone'), name: 'River Stone' };
const inConsole = (view: View, send: Command, what: ReactNode) => (
  <ConsoleProvider value={{ circle: 'gallery', view, send }}>{what}</ConsoleProvider>
);

/** The circle with its console, as it stands on a wide screen. */
const whole = (id: string, name: string, view: View): State => ({
  id,
  name,
  frame: 'screen',
  show: () => circle(view, 'live', { left: side(view, 'left'), right: side(view, 'right') }),
});
const side = (view: View, which: 'left' | 'right') => (
  <Panels circle="gallery" view={view} send={done} side={which} />
);

export const facilitatorStates: readonly State[] = [
  whole('facilitating', 'Facilitating a round', round),
  whole('facilitating-doors', 'Facilitating: doors', doors),
  { id: 'console-round', name: 'Console: a round', frame: 'wide', show: () => both(round) },
  { id: 'console-offered', name: 'Console: offered', frame: 'wide', show: () => both(offered) },
  { id: 'console-frozen', name: 'Console: frozen', frame: 'wide', show: () => both(frozen) },
  { id: 'console-open', name: 'Console: open, locked', frame: 'wide', show: () => both(open) },
  { id: 'console-hands', name: 'Console: hands', frame: 'wide', show: () => both(hands) },
  { id: 'console-doors', name: 'Console: doors', frame: 'wide', show: () => both(doors) },
  {
    id: 'console-refused',
    name: 'Console: closing, much refused',
    frame: 'wide',
    show: () => both(closing, refused('stale')),
  },
  { id: 'sheet-round', name: 'Phone: a round', frame: 'narrow', show: () => sheet(round) },
  { id: 'sheet-open', name: 'Phone: open', frame: 'narrow', show: () => sheet(open) },
  {
    id: 'mute',
    name: 'Mute',
    frame: 'narrow',
    show: () => inConsole(round, done, <Dialog what="mute" />),
  },
  {
    id: 'remove',
    name: 'Remove, refused',
    frame: 'narrow',
    show: () => inConsole(round, refused('unknown-person'), <Dialog what="remove" />),
  },
  {
    id: 'round-form',
    name: 'Start a round',
    frame: 'narrow',
    show: () => inConsole(open, done, <Dialog what="round" />),
  },
];

function Dialog({ what }: { readonly what: 'mute' | 'remove' | 'round' }) {
  return what === 'round' ? (
    <RoundForm onClose={nothing} />
  ) : (
    <Moderate act={what} who={someone} onClose={nothing} />
  );
}
