/** What a facilitator can do with one message: let it through (VOI-10), take it away (VOI-6). */
import type { Message } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Check, Eraser } from 'lucide-react';
import { useState } from 'react';
import { AskButton, type Console, ConsoleProvider, Press } from './console.tsx';
import { Moderate } from './moderate.tsx';

type MessageActionsProps = Console & { readonly message: Message };

export default function MessageActions({ message, ...console }: MessageActionsProps) {
  const [open, setOpen] = useState(false);
  const writer = [...console.view.people, ...console.view.past].find(({ id }) => id === message.by);
  if (message.withdrawn || message.removed || message.by === console.view.mine.person) return null;
  return (
    <ConsoleProvider value={console}>
      {message.held && (
        <AskButton
          asks={{ do: 'release', message: message.id }}
          icon={<Check size={18} aria-hidden="true" />}
        >
          <Trans>Let it through</Trans>
        </AskButton>
      )}
      <Press
        name="redact"
        kind="plain"
        onPress={() => setOpen(true)}
        icon={<Eraser size={18} aria-hidden="true" />}
      >
        <Trans>Remove message…</Trans>
      </Press>
      {open && (
        <Moderate
          act="redact"
          message={message.id}
          who={{ id: message.by, name: writer?.name ?? '' }}
          onClose={() => setOpen(false)}
        />
      )}
    </ConsoleProvider>
  );
}
