/**
 * All of a thread, oldest first, the same words for both sides (DSK-7): what its person wrote,
 * the answers, and where it was closed.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { clock } from '../words/times.ts';
import styles from './conversation.module.css';

type Shown = Pick<Thread, 'by' | 'help' | 'kind' | 'entries'>;
export type Entry = Thread['entries'][number];

interface ConversationProps {
  readonly thread: Shown;
  /** The reader; their own words stand at the end of the line. */
  readonly isMine: (entry: Entry) => boolean;
  readonly nameOf: (entry: Entry) => ReactNode;
  readonly when?: ((at: number) => string) | undefined;
}

export function Conversation({ thread, isMine, nameOf, when = clock }: ConversationProps) {
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
          <Words thread={thread} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Words({ thread, entry }: { readonly thread: Shown; readonly entry: Entry }) {
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
