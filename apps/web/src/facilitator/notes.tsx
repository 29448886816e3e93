/**
 * Notes from people to the facilitators: seen when somebody says so, never by arriving
 * (DSK-2). What is begun as an answer is kept.
 */
import type { Thread, ThreadState } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { clock } from '../words/times.ts';
import { AskButton, Panel, Press, Said, useAsk, useConsole, useFind } from './console.tsx';
import styles from './facilitator.module.css';

const stateWords: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`nobody has seen it yet`,
  unseen: msg`nobody has seen it yet`,
  seen: msg`seen`,
  answering: msg`being answered`,
  answered: msg`answered`,
};

export const isNew = ({ state }: Thread): boolean => state === 'sent' || state === 'unseen';

export function Notes() {
  const { view } = useConsole();
  const { t } = useLingui();
  const threads = view.desk?.threads ?? [];
  const open = threads.filter(({ state }) => state !== 'answered');
  const done = threads.filter(({ state }) => state === 'answered');
  return (
    <Panel title={t`Notes from people`} count={threads.filter(isNew).length} waits>
      {threads.length === 0 && (
        <p className={styles.quiet}>
          <Trans>No notes. Only facilitators see them.</Trans>
        </p>
      )}
      {open.map((thread) => (
        <Note key={thread.id} thread={thread} />
      ))}
      {done.length > 0 && (
        <details className={styles.details}>
          <summary>
            <Trans>Answered ({done.length})</Trans>
          </summary>
          {done.map((thread) => (
            <Note key={thread.id} thread={thread} />
          ))}
        </details>
      )}
    </Panel>
  );
}

function Note({ thread }: { readonly thread: Thread }) {
  const { view } = useConsole();
  const { i18n } = useLingui();
  const find = useFind();
  const id = useId();
  const [answering, setAnswering] = useState(false);
  const holder = useSwap<HTMLDivElement>(answering);
  const nameOf = (by: Thread['by']) =>
    find(by)?.name ?? view.waiting?.find((one) => one.id === by)?.name;
  return (
    <article className={styles.note} data-new={isNew(thread) || undefined} aria-labelledby={id}>
      <h3 id={id} className={styles.noteHead}>
        <bdi>{nameOf(thread.by) ?? <Trans>Somebody who is not here now</Trans>}</bdi>
        <span className={styles.state}>{i18n._(stateWords[thread.state])}</span>
      </h3>
      {thread.entries.map((entry) => (
        <p key={`${entry.at} ${entry.by}`} className={styles.entry} dir="auto">
          {entry.by !== thread.by && (
            <strong>
              <Trans>{nameOf(entry.by) ?? ''}:</Trans>{' '}
            </strong>
          )}
          {entry.text} <span className={styles.at}>{clock(entry.at)}</span>
        </p>
      ))}
      <div ref={holder} className={styles.group}>
        {answering ? (
          <Answer thread={thread} onClose={() => setAnswering(false)} />
        ) : (
          <div className={styles.row}>
            {isNew(thread) && (
              <AskButton asks={{ do: 'see', thread: thread.id }}>
                <Trans>I have seen it</Trans>
              </AskButton>
            )}
            <Press name="answer" onPress={() => setAnswering(true)}>
              <Trans>Answer…</Trans>
            </Press>
          </div>
        )}
      </div>
    </article>
  );
}

function Answer({ thread, onClose }: { readonly thread: Thread; readonly onClose: () => void }) {
  const { circle } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [text, setText, forget] = useKept(`facilitator:${circle}:answer:${thread.id}`, '');
  const submit = async () => {
    if (!(await ask({ do: 'answer', thread: thread.id, text: text.trim() }))) return;
    forget();
    onClose();
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
        label={t`Your answer`}
        hint={t`Only this person and the facilitators read it.`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Said words={said} />
      <div className={styles.pair}>
        <Button type="submit" busy={busy}>
          <Trans>Send</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Later</Trans>
        </Button>
      </div>
    </form>
  );
}
