/**
 * The sheet of one call for help (DSK-7): everything both sides wrote, the answer field always in
 * sight and focused, the state of the call, and closing it as a separate step.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Conversation } from '../../app/support/conversation.tsx';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import { useOpenCalls } from '../../circle/model/open-calls.ts';
import { CloseCallForm } from '../../desk/close-call-form.tsx';
import { useCommand } from '../../lib/commands/use-command.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import { CallAnswerRow } from './call-answer-row.tsx';
import styles from './call-sheet.module.css';
import { CallerText } from './caller-text.tsx';

interface CallSheetProps {
  readonly thread: Thread;
  readonly onShow: (thread: Thread['id']) => void;
  readonly onClose: () => void;
}

export function CallSheet({ thread, onShow, onClose }: CallSheetProps) {
  const { open } = useOpenCalls();
  const field = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const others = open.filter(({ id }) => id !== thread.id);
  const { length } = thread.entries;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new entry
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [length, thread.id]);
  return (
    <Sheet
      open
      onClose={onClose}
      title={<CallerText thread={thread} />}
      first={field}
      foot={<CallAnswerRow key={thread.id} thread={thread} field={field} />}
    >
      <p className={styles.readers}>
        <Trans>Only this person and the facilitators read this.</Trans>
      </p>
      {others.length > 0 && (
        <div className={styles.others}>
          {others.map((each) => (
            <Button key={each.id} onClick={() => onShow(each.id)}>
              <CallerText thread={each} />
            </Button>
          ))}
        </div>
      )}
      <CallEntries thread={thread} />
      <CallSteps key={thread.id} thread={thread} end={end} />
      <div ref={end} className={styles.end} />
    </Sheet>
  );
}

function CallEntries({ thread }: { readonly thread: Thread }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const find = useFindPerson();
  const nameOf = ({ by, organiser, name }: Thread['entries'][number]) => {
    if (organiser) return t`An organiser`;
    if (by === view.mine.person) return t`You`;
    if (by === thread.by) return thread.name || t`Someone`;
    return name ?? find(by)?.name ?? t`A facilitator`;
  };
  return (
    <Conversation thread={thread} isMine={({ by }) => by === view.mine.person} nameOf={nameOf} />
  );
}

interface CallStepsProps {
  readonly thread: Thread;
  /** The element at the end of the sheet. */
  readonly end: RefObject<HTMLElement | null>;
}

/** The state of the call, marking it as seen and closing it. */
function CallSteps({ thread, end }: CallStepsProps) {
  const { circle } = useConsole();
  const { t, i18n } = useLingui();
  const command = useCommand();
  const [closing, setClosing] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(closing);
  // Scrolls both buttons of the closing form above the answer field.
  useEffect(() => {
    if (closing) end.current?.scrollIntoView({ block: 'end' });
  }, [closing, end]);
  const { id, state } = thread;
  return (
    <div ref={holder} className={styles.steps}>
      <SpokenText>
        <Trans>How it stands:</Trans> {i18n._(callStatusText(thread))}
      </SpokenText>
      {closing ? (
        <CloseCallForm
          name={thread.name || t`this person`}
          storageKey={`facilitator:${circle}:closing:${id}`}
          busy={command.busy}
          error={<CommandError command={command} look="line" />}
          close={(note) => command.run({ do: 'close-thread', thread: id, ...(note && { note }) })}
          onCancel={() => setClosing(false)}
        />
      ) : (
        state !== 'closed' && (
          <>
            <div className={styles.buttons}>
              {isUnseenThread(thread) && (
                <Button
                  busy={command.busy}
                  onClick={() => void command.run({ do: 'see', thread: id })}
                >
                  <Trans>Mark as seen</Trans>
                </Button>
              )}
              <Button onClick={() => setClosing(true)}>
                <Trans>Close this call…</Trans>
              </Button>
            </div>
            <CommandError command={command} look="line" />
          </>
        )
      )}
    </div>
  );
}
