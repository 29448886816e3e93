/**
 * A note to the facilitators, and how it stands, truthfully: sent, seen, answered, or not
 * seen by anybody yet (DSK-2). What is being written stays through closing and reload.
 */
import type { Thread, ThreadState } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import type { SupportHere } from './context.ts';
import styles from './support.module.css';

const states: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`Sent. Nobody has seen it yet.`,
  seen: msg`Seen by a facilitator.`,
  answering: msg`A facilitator is answering.`,
  answered: msg`Answered.`,
  unseen: msg`Nobody has seen this yet. If it cannot wait, please use the numbers below.`,
};
const key = 'note';

interface NoteFormProps {
  readonly note: NonNullable<SupportHere['note']>;
  readonly threads: readonly Thread[];
  readonly me: SupportHere['me'];
}

export function NoteForm({ note, threads, me }: NoteFormProps) {
  const { t, i18n } = useLingui();
  const [text, setText] = useState(read);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const keep = (value: string) => {
    setText(value);
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Storage may be forbidden.
    }
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setFailed(false);
    const sent = await note(text.trim());
    setBusy(false);
    setFailed(!sent);
    if (!sent) return;
    keep('');
    announce(t`Sent to the facilitators.`);
  };
  return (
    <div className={styles.entries}>
      {threads.map((thread) => (
        <div key={thread.id} className={styles.entries}>
          {thread.entries.map((entry) => (
            <p
              key={`${entry.at} ${entry.by}`}
              className={styles.entry}
              data-own={entry.by === me || undefined}
              dir="auto"
            >
              {entry.text}
            </p>
          ))}
          <p className={styles.state}>{i18n._(states[thread.state])}</p>
        </div>
      ))}
      <form onSubmit={send} className={styles.entries}>
        <TextArea
          label={t`A quiet word with a facilitator`}
          hint={t`Only the facilitators read it. The circle does not know that you wrote.`}
          value={text}
          maxLength={4000}
          rows={2}
          onChange={(event) => keep(event.target.value)}
        />
        {failed && (
          <Notice tone="brick" spoken>
            <Trans>
              It was not sent. Your words are kept here; press again when you are ready.
            </Trans>
          </Notice>
        )}
        <Button
          type="submit"
          kind="primary"
          size="m"
          busy={busy}
          aria-disabled={text.trim() === '' || undefined}
        >
          {busy ? <Trans>Sending…</Trans> : <Trans>Send to the facilitators</Trans>}
        </Button>
      </form>
    </div>
  );
}

function read(): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
