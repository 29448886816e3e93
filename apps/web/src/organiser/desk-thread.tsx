/** A call for help or an appeal, as the organiser sees and answers it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { ReceiptWords } from '../words/receipt.tsx';
import { clock, dayOf } from '../words/times.ts';
import type { DeskProps, DeskThread } from './desk.tsx';
import styles from './organiser.module.css';
import { Problem } from './problem.tsx';
import { useTelling } from './use-telling.ts';

type RowProps = Omit<DeskProps, 'desk'> & {
  readonly thread: DeskThread;
  readonly alerts: readonly string[];
};

export function ThreadRow({ circle, thread, alerts, onChanged }: RowProps) {
  const id = useId();
  const [answering, setAnswering] = useState(false);
  const holder = useSwap<HTMLDivElement>(answering);
  const { busy, problem, tell } = useTelling();
  const { name, kind, help, state, entries, receipt } = thread;
  const fresh = state === 'sent' || state === 'unseen';
  const see = (writing: boolean) =>
    tell((server) => server.seeThread(circle, thread.id, writing)).then(onChanged);
  return (
    <article className={styles.waits} data-help={kind === 'help' || undefined} aria-labelledby={id}>
      <h3 id={id}>
        <bdi>{name}</bdi>{' '}
        {kind === 'appeal' ? (
          <Trans>asks to look at it again</Trans>
        ) : help === 'unsafe' ? (
          <Trans>is not safe right now</Trans>
        ) : (
          <Trans>would like a quiet word</Trans>
        )}
      </h3>
      <p className={styles.small}>
        {state === 'answered' ? (
          <Trans>answered</Trans>
        ) : state === 'answering' ? (
          <Trans>being answered</Trans>
        ) : !fresh ? (
          <Trans>seen, not answered yet</Trans>
        ) : alerts.includes(thread.id) ? (
          <Trans>nobody has seen it, and it waits too long</Trans>
        ) : (
          <Trans>nobody has seen it yet</Trans>
        )}
      </p>
      {receipt && (
        <details className={styles.more}>
          <summary>
            <Trans>What it is about</Trans>
          </summary>
          <ReceiptWords receipt={receipt} />
        </details>
      )}
      {entries.map((entry) => (
        <p key={`${entry.at} ${entry.by}`} className={styles.entry} dir="auto">
          {entry.by !== thread.by && (
            <strong>
              {entry.organiser ? <Trans>An organiser:</Trans> : <Trans>A facilitator:</Trans>}{' '}
            </strong>
          )}
          {entry.text || <Trans>(without words)</Trans>}{' '}
          <span className={styles.small}>
            {dayOf(entry.at)}, {clock(entry.at)}
          </span>
        </p>
      ))}
      <Problem words={problem} />
      <div ref={holder}>
        {answering ? (
          <Answer
            circle={circle}
            thread={thread}
            onSent={() => {
              setAnswering(false);
              onChanged();
            }}
            onLeave={() => {
              setAnswering(false);
              void see(false);
            }}
          />
        ) : (
          <div className={styles.row}>
            <Button
              kind={fresh ? 'primary' : 'quiet'}
              onClick={() => {
                setAnswering(true);
                if (state !== 'answered') void see(true);
              }}
            >
              <Trans>
                Answer… <span className="hidden">{name}</span>
              </Trans>
            </Button>
            {fresh && (
              <Button busy={busy} onClick={() => void see(false)}>
                <Trans>I have seen it</Trans>
              </Button>
            )}
          </div>
        )}
      </div>
    </article>
  );
}

interface AnswerProps {
  readonly circle: string;
  readonly thread: DeskThread;
  readonly onSent: () => void;
  readonly onLeave: () => void;
}

function Answer({ circle, thread, onSent, onLeave }: AnswerProps) {
  const { t } = useLingui();
  const { busy, problem, tell } = useTelling();
  const [text, setText, forget] = useKept(`organiser:${circle}:answer:${thread.id}`, '');
  const submit = async () => {
    if (!(await tell((server) => server.answerThread(circle, thread.id, text.trim())))) return;
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
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Problem words={problem} />
      <div className={styles.row}>
        <Button type="submit" kind="primary" busy={busy} aria-disabled={!text.trim() || undefined}>
          <Trans>Send to them</Trans>
        </Button>
        <Button onClick={onLeave}>
          <Trans>Later</Trans>
        </Button>
      </div>
    </form>
  );
}
