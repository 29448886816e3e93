/** A call for help on the desk, in short; the sheet of the call shows all of it (DSK-7). */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import { useOpenCalls } from '../../circle/model/open-calls.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import { formatTime } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import styles from './call-card.module.css';
import { CallItem } from './call-item.tsx';
import { CallerText } from './caller-text.tsx';

export function CallCard({ thread }: { readonly thread: Thread }) {
  const { i18n } = useLingui();
  const { show } = useOpenCalls();
  const id = useId();
  const last = thread.entries.findLast(({ text }) => text !== '');
  return (
    <CallItem as="article" thread={thread} labelledBy={id}>
      <p>
        <b id={id}>
          <CallerText thread={thread} />
        </b>
      </p>
      <Button kind={isUnseenThread(thread) ? 'primary' : 'quiet'} onClick={() => show(thread.id)}>
        <Trans>
          Open <span className="hidden">the call {thread.name}</span>
        </Trans>
      </Button>
      <p className={styles.state}>{i18n._(callStatusText(thread))}</p>
      {last && (
        <p className={styles.last} dir="auto">
          <bdi>{last.text}</bdi> <span className={styles.time}>{formatTime(last.at)}</span>
        </p>
      )}
    </CallItem>
  );
}
