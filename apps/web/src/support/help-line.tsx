/**
 * The help line (DSK-1): two presses that work with or without words, and how what one asked
 * stands, truthfully (DSK-2). What is being written stays through closing and reload.
 */
import type { HelpKind, Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Queued } from '../circle/queued.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { useKept } from '../ui/use-kept.ts';
import { refusals } from '../words/refusals.ts';
import { appealWords, threadWords } from '../words/threads.ts';
import { type SupportHere, useSupport } from './context.ts';
import styles from './support.module.css';

export function HelpLine({ ask }: { readonly ask: NonNullable<SupportHere['ask']> }) {
  const { t, i18n } = useLingui();
  const { threads, underWay } = useSupport();
  const [text, setText, forget] = useKept('help', '');
  const [failed, setFailed] = useState<string | null>(null);
  const send = async (kind: HelpKind) => {
    setFailed(null);
    const answer = await ask(kind, text.trim());
    if ('ok' in answer) {
      forget();
      announce(t`Sent to the facilitators.`);
    } else if ('refused' in answer) setFailed(i18n._(refusals[answer.refused]));
    else setFailed(t`It wasn’t sent. Your words are saved here. Press again when you’re ready.`);
  };
  return (
    <section className={styles.part} aria-labelledby="help-line">
      <h3 id="help-line">
        <Trans>Someone in this circle</Trans>
      </h3>
      {threads.map((thread) => (
        <Asked key={thread.id} thread={thread} />
      ))}
      <TextArea
        label={t`Message (optional)`}
        hint={t`Only the facilitators read this. The circle doesn’t know you wrote.`}
        value={text}
        rows={2}
        onChange={(event) => setText(event.target.value)}
      />
      {failed && (
        <Notice tone="honey" spoken>
          {failed}
        </Notice>
      )}
      {underWay && (
        <Spoken className={styles.state}>
          <Trans>Sending… It goes as soon as you’re connected.</Trans>
        </Spoken>
      )}
      <div className={styles.asks}>
        <Button kind="primary" size="m" busy={underWay} onClick={() => send('word')}>
          <Trans>Send privately to facilitators</Trans>
        </Button>
        {underWay && <Queued />}
        <Button kind="danger" size="m" busy={underWay} onClick={() => send('unsafe')}>
          <Trans>I am not safe right now</Trans>
        </Button>
      </div>
    </section>
  );
}

/** One thread, oldest word first, and its state at the end. */
export function Asked({ thread }: { readonly thread: Thread }) {
  const { i18n } = useLingui();
  const { me, nameOf } = useSupport();
  const unseen = thread.state === 'unseen';
  const state = (thread.kind === 'appeal' ? appealWords : threadWords)[thread.state];
  return (
    <div className={styles.entries}>
      {thread.entries.map((entry, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          key={at}
          className={styles.entry}
          data-own={entry.by === me || undefined}
        >
          {entry.by !== me && (
            <b>{entry.organiser ? <Trans>An organiser</Trans> : <bdi>{nameOf(entry.by)}</bdi>}</b>
          )}
          {entry.text ? (
            <p dir="auto">{entry.text}</p>
          ) : (
            <p>
              {thread.help === 'unsafe' ? (
                <Trans>I am not safe right now</Trans>
              ) : thread.help === 'affected' ? (
                <Trans>This affected me, and I’d like to talk</Trans>
              ) : (
                <Trans>I’d like to talk privately</Trans>
              )}
            </p>
          )}
        </div>
      ))}
      {unseen ? (
        <Notice tone="honey">{i18n._(state)}</Notice>
      ) : (
        <p className={styles.state}>{i18n._(state)}</p>
      )}
    </div>
  );
}
