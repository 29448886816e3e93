/**
 * One thread with a person as the desk sees it: a note, an appeal, a facilitator who was affected,
 * and for organisers a call for help. It counts as seen when a person confirms it, never by
 * arriving (DSK-2), and as being answered when the form opens. A call for help stays open until it
 * is closed on purpose (DSK-7). The caller sends the commands.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import { Conversation } from '../app/support/conversation.tsx';
import {
  isOpenCall,
  isThreadDone,
  isUnseenThread,
  waitingSince,
} from '../app/support/thread-status.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import { CloseCallForm } from './close-call-form.tsx';
import styles from './desk.module.css';
import { ReceiptDetails } from './receipt.tsx';

type ThreadCardData = Pick<
  Thread,
  'by' | 'name' | 'kind' | 'help' | 'state' | 'entries' | 'receipt'
>;

interface ThreadCardProps {
  readonly thread: ThreadCardData;
  /** True when it has waited so long that people on call were alerted. */
  readonly isAlerted: boolean;
  /** The author of the answer. */
  readonly nameOf: (entry: Thread['entries'][number]) => string;
  readonly formatTime: (at: number) => string;
  /** Who reads an answer. */
  readonly readers?: string | undefined;
  /** The storage key of a begun answer. */
  readonly storageKey: string;
  readonly busy: boolean;
  /** Why the last command failed. */
  readonly error: ReactNode;
  readonly markSeen: (answering: boolean) => Promise<boolean>;
  /** True when it was sent. */
  readonly answer: (text: string) => Promise<boolean>;
  /** True when it was done. */
  readonly close: (note: string) => Promise<boolean>;
}

export function ThreadCard(props: ThreadCardProps) {
  const { thread, nameOf, formatTime, storageKey, busy, error, markSeen, close } = props;
  const id = useId();
  const [step, setStep] = useState<'answer' | 'close' | null>(null);
  const holder = useFocusSwap<HTMLDivElement>(step !== null);
  const { by, name, kind, help, receipt } = thread;
  const fresh = isUnseenThread(thread);
  const done = isThreadDone(thread);
  const urgent = isOpenCall(thread);
  return (
    <article
      className={styles.note}
      data-help={(urgent && help) || undefined}
      data-new={fresh || undefined}
      aria-labelledby={id}
    >
      <h3 id={id} className={styles.head}>
        <bdi>{name}</bdi> <ThreadKindText thread={thread} />
        <span className={styles.state}>
          <ThreadStateText {...props} />
        </span>
      </h3>
      {receipt && (
        <details className={styles.details}>
          <summary>
            <Trans>What it is about</Trans>
          </summary>
          <ReceiptDetails receipt={receipt} />
        </details>
      )}
      <Conversation
        thread={thread}
        isMine={(entry) => entry.by !== by}
        nameOf={(entry) => (entry.by === by ? name : nameOf(entry))}
        when={formatTime}
      />
      <div ref={holder} className={styles.group}>
        {step === 'answer' ? (
          <AnswerForm
            {...props}
            onCancel={() => {
              setStep(null);
              if (!done) void markSeen(false);
            }}
            onSent={() => setStep(null)}
          />
        ) : step === 'close' ? (
          <CloseCallForm
            {...{ name, busy, error, close }}
            storageKey={`${storageKey}:closing`}
            onCancel={() => setStep(null)}
          />
        ) : (
          <>
            <div className={styles.row}>
              <Button
                kind={fresh ? 'primary' : 'quiet'}
                onClick={() => {
                  setStep('answer');
                  if (!done) void markSeen(true);
                }}
              >
                <Trans>
                  Answer… <span className="hidden">{name}</span>
                </Trans>
              </Button>
              {fresh && (
                <Button busy={busy} onClick={() => void markSeen(false)}>
                  <Trans>Mark as seen</Trans>
                </Button>
              )}
              {kind === 'help' && !done && (
                <Button onClick={() => setStep('close')}>
                  <Trans>
                    Close this call… <span className="hidden">{name}</span>
                  </Trans>
                </Button>
              )}
            </div>
            {error}
          </>
        )}
      </div>
    </article>
  );
}

function ThreadKindText({ thread: { kind, help } }: { readonly thread: ThreadCardData }) {
  if (kind === 'appeal') return <Trans>asks for a review</Trans>;
  if (kind === 'note') return <Trans>wrote a note</Trans>;
  if (help === 'unsafe') return <Trans>is not safe right now</Trans>;
  if (help === 'affected') return <Trans>was affected, and would like to talk</Trans>;
  return <Trans>would like to talk privately</Trans>;
}

/** The true state of the thread (DSK-2). */
function ThreadStateText({ thread, isAlerted, formatTime }: ThreadCardProps) {
  const since = formatTime(waitingSince(thread));
  switch (thread.state) {
    case 'sent':
    case 'unseen':
      return isAlerted ? (
        <Trans>no one has seen it since {since}; the organisers were alerted</Trans>
      ) : (
        <Trans>no one has seen it yet, since {since}</Trans>
      );
    case 'seen':
      return <Trans>seen, not answered yet</Trans>;
    case 'answering':
      return <Trans>being answered</Trans>;
    case 'answered':
      return thread.kind === 'help' ? <Trans>answered, still open</Trans> : <Trans>answered</Trans>;
    case 'closed':
      return <Trans>closed</Trans>;
  }
}

interface AnswerFormProps extends ThreadCardProps {
  readonly onCancel: () => void;
  readonly onSent: () => void;
}

function AnswerForm({
  thread,
  readers,
  storageKey,
  busy,
  error,
  answer,
  onCancel,
  onSent,
}: AnswerFormProps) {
  const { t } = useLingui();
  const [text, setText, forget] = useTabState(storageKey, '');
  const submit = async () => {
    if (!(await answer(text.trim()))) return;
    forget();
    onSent();
  };
  return (
    <Form className={styles.group} onSend={() => void submit()}>
      <TextArea
        label={t`Your answer to ${thread.name}`}
        hint={readers}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error}
      <div className={styles.row}>
        <Button type="submit" kind="primary" busy={busy}>
          <Trans>Send answer</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Later</Trans>
        </Button>
      </div>
    </Form>
  );
}
