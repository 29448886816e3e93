/** The commands for one person that need no form: the piece, the order, the hand, the lead. */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { CommandHandle } from '../../lib/commands/use-command.ts';
import { useConsole } from '../console/console-context.tsx';
import { MenuItem } from '../console/menu-item.tsx';

interface SendProps {
  readonly sender: CommandHandle;
  readonly onDone: () => void;
}

export function FloorMenuItems({ person, ...send }: SendProps & { readonly person: ViewPerson }) {
  const { view } = useConsole();
  const { id: who } = person;
  const isSelf = who === view.mine.person;
  const hasPiece = who === view.holder || who === view.offered;
  const isInOrder = person.place !== undefined || who === view.offered;
  const hasHandUp = view.hands.includes(who);
  return (
    <>
      {!hasPiece && (
        <CommandItem {...send} command={{ do: 'give-floor', who }}>
          {hasHandUp ? <Trans>Give the piece</Trans> : <Trans>Offer the piece</Trans>}
        </CommandItem>
      )}
      {view.round !== null && !isInOrder && !hasPiece && (
        <CommandItem {...send} command={{ do: 'insert', who }}>
          <Trans>Add to this round</Trans>
        </CommandItem>
      )}
      {isInOrder && (
        <CommandItem {...send} command={{ do: 'set-aside', who }}>
          <Trans>Skip for now, ask again later</Trans>
        </CommandItem>
      )}
      {hasHandUp && (
        <CommandItem {...send} command={{ do: 'lower-hand', who }}>
          <Trans>Lower hand</Trans>
        </CommandItem>
      )}
      {!isSelf && person.role === 'facilitator' && who !== view.lead && (
        <CommandItem {...send} command={{ do: 'hand-over', who }}>
          <Trans>Hand over the lead</Trans>
        </CommandItem>
      )}
      {!isSelf && person.role === 'participant' && person.mutedUntil !== undefined && (
        <CommandItem {...send} command={{ do: 'unmute', who }}>
          <Trans>Unmute</Trans>
        </CommandItem>
      )}
    </>
  );
}

interface CommandItemProps extends SendProps {
  readonly command: WireCommand;
  readonly children: ReactNode;
}

function CommandItem({ sender: { busy, run }, command, onDone, children }: CommandItemProps) {
  return (
    <MenuItem
      name={command.do}
      busy={busy}
      onPress={() =>
        void run(command).then((done) => {
          if (done) onDone();
        })
      }
    >
      {children}
    </MenuItem>
  );
}
