/**
 * The answer field of a call for help. The call shows as being answered from the first letter
 * until the answer is sent or the sheet is closed (DSK-2).
 */
import type { Thread } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useRef } from 'react';
import { ReplyRow } from '../../app/support/reply-row.tsx';
import { useCommand } from '../../lib/commands/use-command.ts';
import { useConsole } from '../console/console-context.tsx';

interface CallAnswerRowProps {
  readonly thread: Thread;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

export function CallAnswerRow({ thread, field }: CallAnswerRowProps) {
  const { circle, send } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
  const { id } = thread;
  const isAnswering = useRef(false);
  const latest = useRef({ state: thread.state, send });
  latest.current = { state: thread.state, send };
  const setAnswering = (typing: boolean) => {
    const { state } = latest.current;
    const isShown = state === 'answering' || state === 'closed';
    if (typing === isAnswering.current && (isShown || !typing)) return;
    isAnswering.current = typing;
    void latest.current.send({ do: 'see', thread: id, ...(typing && { answering: true }) });
  };
  // Closing the sheet without sending ends the answering.
  useEffect(
    () => () => {
      if (isAnswering.current) void latest.current.send({ do: 'see', thread: id });
    },
    [id],
  );
  return (
    <ReplyRow
      label={t`Your answer to ${thread.name || t`this person`}`}
      storageKey={`facilitator:${circle}:answer:${id}`}
      field={field}
      command={command}
      send={async (text) => {
        const done = await command.run({ do: 'answer', thread: id, text });
        if (done) isAnswering.current = false;
        return done;
      }}
      onTypingChange={setAnswering}
    />
  );
}
