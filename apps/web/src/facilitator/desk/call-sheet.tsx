/**
 * One call for help in one place (DSK-7): all that both sides wrote, the field for the answer
 * always in sight and with the focus, what was seen of it, and closing it as a step of its own.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Conversation } from '../../app/support/conversation.tsx';
import { ReplyRow } from '../../app/support/reply-row.tsx';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import { useOpenCalls } from '../../circle/model/open-calls.ts';
import { CloseCallForm } from '../../desk/close-call-form.tsx';
import { useCommand } from '../../lib/commands/use-command.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandError, useConsole, useConsoleCommand, useFindPerson } from '../console/console.tsx';
import { CallerText } from './caller-text.tsx';
import styles from './calls.module.css';

interface CallSheetProps {
  readonly thread: Thread;
  readonly onShow: (thread: Thread['id']) => void;
  readonly onClose: () => void;
}

export function CallSheet({ thread, onShow, onClose: onHide }: CallSheetProps) {
  const { open } = useOpenCalls();
  const field = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const others = open.filter(({ id }) => id !== thread.id);
  const { length } = thread.entries;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to read
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [length, thread.id]);
  return (
    <Sheet
      open
      onClose={onHide}
      title={<CallerText thread={thread} />}
      first={field}
      foot={<CallAnswerRow key={thread.id} thread={thread} field={field} />}
    >
      <p className={styles.about}>
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
  /** Below all of it. */
  readonly end: RefObject<HTMLElement | null>;
}

/** How it stands, and what can be done beside answering. */
function CallSteps({ thread, end }: CallStepsProps) {
  const { circle } = useConsole();
  const { t, i18n } = useLingui();
  const { busy, errorText: said, run: ask } = useConsoleCommand();
  const [closing, setClosing] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(closing);
  // Both buttons of the closing stand above the field that is always in sight.
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
          busy={busy}
          error={<CommandError words={said} />}
          close={(note) => ask({ do: 'close-thread', thread: id, ...(note && { note }) })}
          onCancel={() => setClosing(false)}
        />
      ) : (
        state !== 'closed' && (
          <>
            <div className={styles.row}>
              {isUnseenThread(thread) && (
                <Button busy={busy} onClick={() => void ask({ do: 'see', thread: id })}>
                  <Trans>Mark as seen</Trans>
                </Button>
              )}
              <Button onClick={() => setClosing(true)}>
                <Trans>Close this call…</Trans>
              </Button>
            </div>
            <CommandError words={said} />
          </>
        )
      )}
    </div>
  );
}

interface CallAnswerRowProps {
  readonly thread: Thread;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Being answered is true from the first letter, until it is sent or left (DSK-2). */
function CallAnswerRow({ thread, field }: CallAnswerRowProps) {
  const { circle, send } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
  const { id } = thread;
  const writes = useRef(false);
  const state = useRef(thread.state);
  state.current = thread.state;
  const sends = useRef(send);
  sends.current = send;
  const tell = (writing: boolean) => {
    const told = state.current === 'answering' || state.current === 'closed';
    if (writing === writes.current && (told || !writing)) return;
    writes.current = writing;
    void sends.current({ do: 'see', thread: id, ...(writing && { answering: true }) });
  };
  // A person who leaves the sheet without sending is not writing any more.
  useEffect(
    () => () => {
      if (writes.current) void sends.current({ do: 'see', thread: id });
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
        if (done) writes.current = false;
        return done;
      }}
      onTypingChange={tell}
    />
  );
}
