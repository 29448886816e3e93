/**
 * All of a thread, oldest first, the same words for both sides (DSK-7): what its person wrote,
 * the answers, and where it was closed.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import styles from './conversation.module.css';

type ConversationThread = Pick<Thread, 'by' | 'help' | 'kind' | 'entries'>;
export type ThreadEntry = Thread['entries'][number];

interface ConversationProps {
  readonly thread: ConversationThread;
  /** The reader; their own words stand at the end of the line. */
  readonly isMine: (entry: ThreadEntry) => boolean;
  readonly nameOf: (entry: ThreadEntry) => ReactNode;
  readonly when?: ((at: number) => string) | undefined;
}

export function Conversation({ thread, isMine, nameOf, when = formatTime }: ConversationProps) {
  return (
    <ol className={styles.entries}>
      {thread.entries.map((entry, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          key={at}
          className={entry.closes ? styles.closing : styles.entry}
          data-own={isMine(entry) || undefined}
        >
          <p className={styles.who}>
            <b>
              <bdi>{nameOf(entry)}</bdi>
            </b>{' '}
            {entry.closes && <Trans>closed this call</Trans>} <span>{when(entry.at)}</span>
          </p>
          <EntryText thread={thread} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function EntryText({
  thread,
  entry,
}: {
  readonly thread: ConversationThread;
  readonly entry: ThreadEntry;
}) {
  if (entry.text !== '') {
    return (
      <p className={styles.text} dir="auto">
        {entry.text}
      </p>
    );
  }
  if (entry.closes) return null;
  if (entry.by !== thread.by || thread.kind !== 'help') {
    return (
      <p className={styles.text}>
        <Trans>These words have been deleted.</Trans>
      </p>
    );
  }
  return (
    <p className={styles.text}>
      {thread.help === 'unsafe' ? (
        <Trans>I am not safe right now</Trans>
      ) : thread.help === 'affected' ? (
        <Trans>This affected me, and I’d like to talk</Trans>
      ) : (
        <Trans>I’d like to talk privately</Trans>
      )}
    </p>
  );
}
