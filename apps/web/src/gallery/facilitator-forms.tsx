/** The facilitator's dialogs: each act towards a person, a round, and a form that went stale. */
import type { RefusalCode, View } from '@holdspace/protocol';
import { type ReactNode, useState } from 'react';
import { ConsoleProvider } from '../facilitator/console/console-context.tsx';
import { RoundForm } from '../facilitator/floor/round-form.tsx';
import type { ModerationAction } from '../facilitator/moderation/moderation-actions.ts';
import { ModerationForm } from '../facilitator/moderation/moderation-form.tsx';
import type { SendCommand } from '../lib/commands/command-context.ts';
import { facilitatorView, idOf } from './fixtures.ts';
import { cofacilitated } from './fixtures-desk.ts';
import type { GalleryState } from './gallery-state.ts';

const acceptCommand: SendCommand = () => Promise.resolve({ ok: true });
const refuseWith =
  (code: RefusalCode): SendCommand =>
  () =>
    Promise.resolve({ refused: code });
const noop = () => undefined;

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

const inConsole = (view: View, send: SendCommand, what: ReactNode) => (
  <ConsoleProvider value={{ circle: 'gallery', view, send }}>{what}</ConsoleProvider>
);
const moderationState = (
  name: ModerationAction,
  title: string,
  view = round,
  send = acceptCommand,
): GalleryState => ({
  id: name,
  name: title,
  frame: 'narrow',
  render: () =>
    inConsole(view, send, <ModerationForm action={name} who={someone} onClose={noop} />),
});

/** While the form is open, Rowan gives the piece to Amber Leaf; sending then is `stale`. */
function StaleRoundForm() {
  const [view, setView] = useState<View>(cofacilitated({ holder: null, turn: null, pace: null }));
  const send: SendCommand = (command) => {
    const { seen } = command as { readonly seen?: number };
    if (seen === view.mine.floor && view.holder !== null) return acceptCommand(command);
    setView(cofacilitated({ holder: idOf('Amber Leaf'), mine: { floor: view.mine.floor + 1 } }));
    return refuseWith('stale')(command);
  };
  return inConsole(view, send, <RoundForm onClose={noop} />);
}

export const facilitatorForms: readonly GalleryState[] = [
  moderationState('nudge', 'A kind word'),
  moderationState('stop', 'End a turn'),
  moderationState('warn', 'Warn'),
  moderationState('mute', 'Mute'),
  moderationState('remove', 'Remove, refused', round, refuseWith('unknown-person')),
  moderationState('exclude', 'Exclude from the circle'),
  moderationState('exclude-everywhere', 'Exclude from the organisation: asked for', asksExclusion),
  {
    id: 'round-form',
    name: 'Start a round',
    frame: 'narrow',
    render: () => inConsole(round, acceptCommand, <RoundForm onClose={noop} />),
  },
  {
    id: 'closing-round',
    name: 'A closing round',
    frame: 'narrow',
    render: () => inConsole(round, acceptCommand, <RoundForm closing onClose={noop} />),
  },
  {
    id: 'round-stale',
    name: 'Start a round, stale',
    frame: 'narrow',
    render: () => <StaleRoundForm />,
  },
];
