/** The facilitator's dialogs: each act towards a person, a round, and a form that went stale. */
import type { RefusalCode, View } from '@holdspace/protocol';
import { type ReactNode, useState } from 'react';
import type { Command } from '../circle/panels.ts';
import type { ActName } from '../facilitator/acts.ts';
import { ConsoleProvider } from '../facilitator/console.tsx';
import { Moderate } from '../facilitator/moderate.tsx';
import { RoundForm } from '../facilitator/round-form.tsx';
import { facilitatorView, idOf } from './fixtures.ts';
import { cofacilitated } from './fixtures-desk.ts';
import type { State } from './state.ts';

const done: Command = () => Promise.resolve({ ok: true });
const refused =
  (code: RefusalCode): Command =>
  () =>
    Promise.resolve({ refused: code });
const nothing = () => undefined;

const round = facilitatorView();
const asked = cofacilitated();
const someone = { id: idOf('River Stone'), name: 'River Stone' };
const asksExclusion: View = {
  ...asked,
  people: asked.people.map((each) =>
    each.id === someone.id
      ? {
          ...each,
          exclusionAsked: {
            by: idOf('Rowan'),
            reason: 'safety',
            note: 'It has happened in two circles now.',
          },
        }
      : each,
  ),
};

const inConsole = (view: View, send: Command, what: ReactNode) => (
  <ConsoleProvider value={{ circle: 'gallery', view, send }}>{what}</ConsoleProvider>
);
const act = (name: ActName, title: string, view = round, send = done): State => ({
  id: name,
  name: title,
  frame: 'narrow',
  show: () => inConsole(view, send, <Moderate act={name} who={someone} onClose={nothing} />),
});

/** While the form is open, Rowan gives the piece to Amber Leaf; sending then is `stale`. */
function Stale() {
  const [view, setView] = useState<View>(cofacilitated({ holder: null, turn: null, pace: null }));
  const send: Command = (command) => {
    const { seen } = command as { readonly seen?: number };
    if (seen === view.mine.floor && view.holder !== null) return done(command);
    setView(cofacilitated({ holder: idOf('Amber Leaf'), mine: { floor: view.mine.floor + 1 } }));
    return refused('stale')(command);
  };
  return inConsole(view, send, <RoundForm onClose={nothing} />);
}

export const facilitatorForms: readonly State[] = [
  act('nudge', 'A kind word'),
  act('stop', 'End a turn'),
  act('warn', 'Warn'),
  act('mute', 'Mute'),
  act('remove', 'Remove, refused', round, refused('unknown-person')),
  act('exclude', 'Exclude from the circle'),
  act('exclude-everywhere', 'Exclude from the organisation: asked for', asksExclusion),
  {
    id: 'round-form',
    name: 'Start a round',
    frame: 'narrow',
    show: () => inConsole(round, done, <RoundForm onClose={nothing} />),
  },
  {
    id: 'closing-round',
    name: 'A closing round',
    frame: 'narrow',
    show: () => inConsole(round, done, <RoundForm closing onClose={nothing} />),
  },
  { id: 'round-stale', name: 'Start a round, stale', frame: 'narrow', show: () => <Stale /> },
];
