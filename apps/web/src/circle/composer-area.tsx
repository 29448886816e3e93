/** Below the messages: the turn, notices, a saved reply and the composer. */
import type { PendingMessages } from '@holdspace/client';
import { type RefObject, Suspense } from 'react';
import { SavedReplyNotice } from '../participant/participant.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Composer } from './composer/composer.tsx';
import type { MessageSender } from './composer/use-send-message.ts';
import { TurnCard } from './floor/turn-card.tsx';
import { useCircle } from './model/circle-context.ts';
import type { ConnectionInfo } from './notices/connection-notice.tsx';
import { Notices } from './notices/notices.tsx';

interface ComposerAreaProps {
  readonly className: string | undefined;
  readonly connection: ConnectionInfo;
  readonly pending: PendingMessages;
  readonly sender: MessageSender;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly focusComposer: () => void;
  readonly focusMessages: () => void;
}

export function ComposerArea(props: ComposerAreaProps) {
  const { className, connection, pending, sender, field, focusComposer, focusMessages } = props;
  const { view, command } = useCircle();
  const isOver = view.phase === 'aftercare';
  return (
    <div className={className}>
      <ErrorBoundary>{!isOver && <TurnCard sender={sender} pending={pending} />}</ErrorBoundary>
      <ErrorBoundary>
        <Notices
          connection={connection}
          onRefusalRead={() => {
            command.reset();
            focusComposer();
          }}
        />
      </ErrorBoundary>
      {!isOver && (
        <ErrorBoundary>
          {sender.savedReply.reply && (
            <Suspense fallback={null}>
              <SavedReplyNotice
                saved={sender.savedReply}
                send={(content) => void sender.sendContent(content)}
                moveToDraft={(content) => {
                  sender.draft.prepend(content);
                  focusComposer();
                }}
              />
            </Suspense>
          )}
          <Composer sender={sender} field={field} onEscape={focusMessages} />
        </ErrorBoundary>
      )}
    </div>
  );
}
