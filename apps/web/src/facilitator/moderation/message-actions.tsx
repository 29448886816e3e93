/** The actions of a facilitator on one message: let it through (VOI-10), remove it (VOI-6). */
import type { Message } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Check, Eraser } from 'lucide-react';
import { useState } from 'react';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { type Console, ConsoleProvider } from '../console/console-context.tsx';
import { ModerationForm } from './moderation-form.tsx';

type FacilitatorMessageActionsProps = Console & { readonly message: Message };

export default function FacilitatorMessageActions({
  message,
  ...console
}: FacilitatorMessageActionsProps) {
  const [open, setOpen] = useState(false);
  const writer = [...console.view.people, ...console.view.past].find(({ id }) => id === message.by);
  if (message.withdrawn || message.removed || message.by === console.view.mine.person) return null;
  return (
    <ConsoleProvider value={console}>
      {message.held && (
        <SendCommandButton
          command={{ do: 'release', message: message.id }}
          icon={<Check size={18} aria-hidden="true" />}
        >
          <Trans>Let it through</Trans>
        </SendCommandButton>
      )}
      <CommandButton
        name="redact"
        kind="plain"
        onPress={() => setOpen(true)}
        icon={<Eraser size={18} aria-hidden="true" />}
      >
        <Trans>Remove message…</Trans>
      </CommandButton>
      {open && (
        <ModerationForm
          action="redact"
          message={message.id}
          who={{ id: message.by, name: writer?.name ?? '' }}
          onClose={() => setOpen(false)}
        />
      )}
    </ConsoleProvider>
  );
}
