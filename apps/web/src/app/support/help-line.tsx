/**
 * The help line (DSK-1): two buttons that work with or without a text. After a call it is one
 * conversation (DSK-7) with its true state (DSK-2). The text being written survives closing and
 * reload.
 */
import type { HelpKind, Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type Ref, useRef, useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { appealStatusTexts, threadStatusTexts } from '../../lib/i18n/thread-texts.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { TextArea } from '../../ui/field.tsx';
import { tooLongIn } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { Conversation } from './conversation.tsx';
import { QueuedNotice } from './queued-notice.tsx';
import { ReplyRow } from './reply-row.tsx';
import styles from './support.module.css';
import { useSupport } from './support-context.ts';
import { isCallForHelp } from './thread-status.ts';
import { helpDraftKey, helpRequest } from './unsent-call.ts';

/** The thread of the calls of this person; at most one is open. */
export const currentCall = (threads: readonly Thread[]): Thread | undefined =>
  threads.findLast((each) => isCallForHelp(each) && each.state !== 'closed') ??
  threads.findLast(isCallForHelp);

export function HelpLine() {
  const { threads, isSending } = useSupport();
  const call = currentCall(threads);
  const others = threads.filter((each) => each !== call && !isCallForHelp(each));
  return (
    <section className={styles.part} aria-labelledby="help-line">
      <h3 id="help-line">
        {call ? (
          <Trans>You and the facilitators</Trans>
        ) : (
          <Trans>The facilitators of this circle</Trans>
        )}
      </h3>
      {others.map((thread) => (
        <ThreadView key={thread.id} thread={thread} canReply />
      ))}
      {call ? (
        <>
          <ThreadView thread={call} />
          {call.help !== 'unsafe' && <UnsafeButton />}
        </>
      ) : (
        <HelpRequestForm />
      )}
      {isSending && (
        <SpokenText className={styles.state}>
          <Trans>Sending… It goes as soon as you’re connected.</Trans>
        </SpokenText>
      )}
      {isSending && <QueuedNotice />}
    </section>
  );
}

/** Before the first call: an optional text and two buttons to send it. */
function HelpRequestForm() {
  const { t } = useLingui();
  const { circle, isSending } = useSupport();
  const [text, setText, forget] = useTabState(helpDraftKey(circle ?? ''), '');
  const words = useRef<HTMLDivElement>(null);
  const command = useCommand();
  const send = async (kind: HelpKind) => {
    // Said below the field: by how much it is too long (TXT-3).
    const tooLong = words.current && tooLongIn(words.current);
    if (tooLong) return tooLong.focus();
    if (!(await command.run(helpRequest(kind, text.trim())))) return;
    forget(text);
    announce(t`Sent to the facilitators.`);
  };
  return (
    <>
      <div ref={words}>
        <TextArea
          label={t`Message (optional)`}
          hint={t`Only the facilitators read this. The circle doesn’t know you wrote.`}
          value={text}
          rows={2}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <CommandError command={command} />
      <div className={styles.asks}>
        <Button kind="primary" size="m" busy={isSending} onClick={() => send('word')}>
          <Trans>Send privately to facilitators</Trans>
        </Button>
        <Button kind="danger" size="m" busy={isSending} onClick={() => send('unsafe')}>
          <Trans>I am not safe right now</Trans>
        </Button>
      </div>
    </>
  );
}

/** Turns a quiet word into a call for help in the same conversation. */
function UnsafeButton() {
  const { isSending } = useSupport();
  const command = useCommand();
  return (
    <div className={styles.asks}>
      <CommandError command={command} />
      <Button
        kind="danger"
        size="m"
        busy={isSending}
        onClick={() => command.run(helpRequest('unsafe', ''))}
      >
        <Trans>I am not safe right now</Trans>
      </Button>
    </div>
  );
}

interface ThreadReplyProps {
  readonly thread: Thread;
  readonly field?: Ref<HTMLTextAreaElement> | undefined;
}

/** The next entry in a thread of this person. It opens a closed thread again. */
export function ThreadReply({ thread, field }: ThreadReplyProps) {
  const { t } = useLingui();
  const { canAnswer, isSending } = useSupport();
  const command = useCommand();
  if (!canAnswer) return null;
  return (
    <ReplyRow
      label={t`Your message to the facilitators`}
      storageKey={`help:${thread.id}`}
      field={field}
      busy={isSending}
      command={command}
      send={async (text) => {
        const done = await command.run({ do: 'answer', thread: thread.id, text });
        if (done) announce(t`Sent to the facilitators.`);
        return done;
      }}
    />
  );
}

interface ThreadViewProps {
  readonly thread: Thread;
  /** With a field for the next entry. */
  readonly canReply?: boolean | undefined;
}

/** One thread, oldest word first, and its state at the end. */
export function ThreadView({ thread, canReply: answers }: ThreadViewProps) {
  const { i18n, t } = useLingui();
  const { me, nameOf } = useSupport();
  const [writing, setWriting] = useState(false);
  const state = (thread.kind === 'appeal' ? appealStatusTexts : threadStatusTexts)[thread.state];
  return (
    <div className={styles.entries}>
      <Conversation
        thread={thread}
        isMine={({ by }) => by === me}
        nameOf={({ by, organiser, name }) =>
          by === me ? t`You` : organiser ? t`An organiser` : (name ?? nameOf(by))
        }
      />
      {thread.state === 'unseen' ? (
        <Notice tone="honey">{i18n._(state)}</Notice>
      ) : (
        <p className={styles.state}>{i18n._(state)}</p>
      )}
      {answers &&
        (writing ? (
          <ThreadReply thread={thread} />
        ) : (
          <Button kind="plain" onClick={() => setWriting(true)}>
            <Trans>Write back</Trans>
          </Button>
        ))}
    </div>
  );
}
