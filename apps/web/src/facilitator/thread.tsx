/**
 * One thread with a person: a call for help, a note, an appeal. It is seen when somebody says
 * so, never by arriving (DSK-2), and being answered from the moment the form is opened. What is
 * begun as an answer is kept.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { ReceiptWords } from '../words/receipt.tsx';
import { clock } from '../words/times.ts';
import { AskButton, Press, Said, useAsk, useConsole, useFind } from './console.tsx';
import { isNew, sinceOf } from './desk.ts';
import styles from './facilitator.module.css';

export function ThreadCard({ thread }: { readonly thread: Thread }) {
  const { send, view } = useConsole();
  const { t } = useLingui();
  const find = useFind();
  const id = useId();
  const [answering, setAnswering] = useState(false);
  const holder = useSwap<HTMLDivElement>(answering);
  const { by, name, kind, help, state } = thread;
  const begin = () => {
    setAnswering(true);
    if (state !== 'answered') void send({ do: 'see', thread: thread.id, answering: true });
  };
  const leave = () => {
    setAnswering(false);
    if (state !== 'answered') void send({ do: 'see', thread: thread.id });
  };
  const nameOf = (entry: Thread['entries'][number]) => {
    if (entry.organiser) return t`An organiser`;
    return entry.by === view.mine.person ? t`You` : (find(entry.by)?.name ?? t`A facilitator`);
  };
  return (
    <article
      className={styles.note}
      data-help={kind === 'help' && state !== 'answered' ? help : undefined}
      data-new={isNew(thread) || undefined}
      aria-labelledby={id}
    >
      <h3 id={id} className={styles.noteHead}>
        <bdi>{name}</bdi>
        <span className={styles.what}>
          <Kind thread={thread} />
        </span>
        <span className={styles.state}>
          <State thread={thread} />
        </span>
      </h3>
      {thread.receipt && (
        <details className={styles.details}>
          <summary>
            <Trans>What it is about</Trans>
          </summary>
          <ReceiptWords receipt={thread.receipt} />
        </details>
      )}
      {thread.entries
        .filter(({ text }) => text !== '')
        .map((entry) => (
          <p key={`${entry.at} ${entry.by}`} className={styles.entry} dir="auto">
            {entry.by !== by && (
              <strong>
                <Trans>{nameOf(entry)}:</Trans>{' '}
              </strong>
            )}
            {entry.text} <span className={styles.at}>{clock(entry.at)}</span>
          </p>
        ))}
      <div ref={holder} className={styles.group}>
        {answering ? (
          <Answer thread={thread} onLeave={leave} onSent={() => setAnswering(false)} />
        ) : (
          <div className={styles.row}>
            <Press name="answer" kind={isNew(thread) ? 'primary' : 'quiet'} onPress={begin}>
              <Trans>
                Answer… <span className="hidden">{name}</span>
              </Trans>
            </Press>
            {isNew(thread) && (
              <AskButton asks={{ do: 'see', thread: thread.id }}>
                <Trans>I have seen it</Trans>
              </AskButton>
            )}
          </div>
        )}
      </div>
    </article>
  );
}

function Kind({ thread: { kind, help } }: { readonly thread: Thread }) {
  if (kind === 'appeal') return <Trans>asks to look at it again</Trans>;
  if (kind === 'note') return <Trans>wrote a note</Trans>;
  return help === 'unsafe' ? (
    <Trans>is not safe right now</Trans>
  ) : (
    <Trans>would like a quiet word</Trans>
  );
}

/** As it truly is (DSK-2). */
function State({ thread }: { readonly thread: Thread }) {
  const { view } = useConsole();
  const since = clock(sinceOf(thread));
  switch (thread.state) {
    case 'sent':
    case 'unseen':
      return view.desk?.alerts.includes(thread.id) ? (
        <Trans>nobody has seen it since {since}, others were alerted</Trans>
      ) : (
        <Trans>nobody has seen it yet, since {since}</Trans>
      );
    case 'seen':
      return <Trans>seen, not answered yet</Trans>;
    case 'answering':
      return <Trans>being answered</Trans>;
    case 'answered':
      return <Trans>answered</Trans>;
  }
}

interface AnswerProps {
  readonly thread: Thread;
  readonly onLeave: () => void;
  readonly onSent: () => void;
}

function Answer({ thread, onLeave, onSent }: AnswerProps) {
  const { circle } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [text, setText, forget] = useKept(`facilitator:${circle}:answer:${thread.id}`, '');
  const submit = async () => {
    if (!(await ask({ do: 'answer', thread: thread.id, text: text.trim() }))) return;
    forget();
    onSent();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label={t`Your answer to ${thread.name}`}
        hint={t`Only this person and the facilitators read it.`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Said words={said} />
      <div className={styles.pair}>
        <Button type="submit" kind="primary" busy={busy}>
          <Trans>Send to them</Trans>
        </Button>
        <Button onClick={onLeave}>
          <Trans>Later</Trans>
        </Button>
      </div>
    </form>
  );
}
