/**
 * The options of one message: take back one's own, resonate, report it, hide its writer; for
 * facilitators also removing it. Two of them ask before they act.
 */

import type { Message } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Suspense, useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import type { MessageAction } from '../circle/model/message-actions.ts';
import { ResonanceButtons } from '../circle/resonance/resonance.tsx';
import { FacilitatorMessageActions } from '../facilitator/facilitator.lazy.ts';
import { useCommandRuntime } from '../lib/commands/command-context.ts';
import { Button } from '../ui/button.tsx';
import { focusAfter } from '../ui/focus-table.ts';
import styles from './message-actions.module.css';
import { type MessageQuestion, useMessageToolbar } from './use-message-toolbar.ts';

interface MessageActionsProps {
  readonly message: Message;
  readonly actions: readonly MessageAction[];
  readonly onClose: () => void;
}

export function MessageActions({ message, actions, onClose }: MessageActionsProps) {
  const { t } = useLingui();
  const { circle, view, openPersonalSheet } = useCircle();
  const { send } = useCommandRuntime();
  const [question, setQuestion] = useState<MessageQuestion | null>(null);
  const toolbar = useMessageToolbar({ message, isEmpty: actions.length === 0, question, onClose });
  const { close } = toolbar;
  const report = () => {
    close();
    openPersonalSheet({ what: 'report', target: { message: message.id }, about: message.by });
  };

  return (
    <div
      ref={toolbar.ref}
      className={styles.bar}
      role="toolbar"
      {...focusAfter('message')}
      aria-label={t`This message`}
      onKeyDown={toolbar.onKeyDown}
    >
      {question === 'take-back' && <TakeBackQuestion message={message} onClose={close} />}
      {question === 'hide' && <HideQuestion message={message} onClose={close} />}
      {question === null && (
        <>
          {actions.includes('resonate') && (
            <ResonanceButtons message={message.id} to={message.by} inBar />
          )}
          {actions.includes('take-back') && (
            <Button onClick={() => setQuestion('take-back')}>
              <Trans>Take back</Trans>
            </Button>
          )}
          {actions.includes('report') && (
            <Button onClick={report}>
              <Trans>Report</Trans>
            </Button>
          )}
          {actions.includes('hide') && (
            <Button onClick={() => setQuestion('hide')}>
              <Trans>Hide this person</Trans>
            </Button>
          )}
          {actions.includes('redact') && (
            <Suspense fallback={null}>
              <FacilitatorMessageActions {...{ circle, view, send, message }} />
            </Suspense>
          )}
          <Button kind="plain" onClick={close}>
            <Trans>Close</Trans>
          </Button>
        </>
      )}
    </div>
  );
}

interface QuestionProps {
  readonly message: Message;
  readonly onClose: () => void;
}

function TakeBackQuestion({ message, onClose }: QuestionProps) {
  const { command } = useCircle();
  const takeBack = async () => {
    if (await command.run({ do: 'take-back', message: message.id })) onClose();
  };
  return (
    <>
      <Button kind="danger" onClick={takeBack}>
        <Trans>Yes, take it back</Trans>
      </Button>
      <Button kind="plain" onClick={onClose}>
        <Trans>Keep message</Trans>
      </Button>
    </>
  );
}

function HideQuestion({ message, onClose }: QuestionProps) {
  const { nameOf, command } = useCircle();
  const name = <bdi>{nameOf(message.by)}</bdi>;
  return (
    <>
      <p className={styles.ask}>
        <Trans>
          You won’t see {name}’s messages, hands or name. No one is told. You can undo this under
          “You in this circle”.
        </Trans>
      </p>
      <Button onClick={() => command.run({ do: 'hide', who: message.by })}>
        <span>
          <Trans>Hide {name}</Trans>
        </span>
      </Button>
      <Button kind="plain" onClick={onClose}>
        <Trans>Not now</Trans>
      </Button>
    </>
  );
}
