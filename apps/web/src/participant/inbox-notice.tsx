/**
 * News about this person's threads with the facilitators, on every screen until they are read: an
 * answer, the closing of a call, and that it is unseen (DSK-2, DSK-7). Reading hides the
 * notice only; the conversation stays under Support. circle/speech/rules-personal.ts speaks them.
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './inbox-notice.module.css';
import { useReadIds } from './use-read-ids.ts';

interface UnreadEntry {
  readonly key: string;
  readonly thread: Thread;
  readonly last: Thread['entries'][number];
}

/** Threads whose last entry is by another person; the newest is last. */
const unreadEntries = (threads: readonly Thread[]): readonly UnreadEntry[] =>
  threads
    .flatMap((thread) => {
      const last = thread.entries.at(-1);
      if (!last || last.by === thread.by) return [];
      return [{ key: `${thread.id}.${thread.entries.length}`, thread, last }];
    })
    .toSorted((a, b) => a.last.at - b.last.at);

const isUnseen = ({ kind, state }: Thread): boolean => kind === 'help' && state === 'unseen';

export function InboxNotice() {
  const { circle, view } = useCircle();
  const { threads } = view.mine;
  const [read, setRead] = useReadIds(`news.${circle}`);
  const news = unreadEntries(threads).findLast(({ key }) => !read.includes(key));
  return (
    <>
      {threads.some(isUnseen) && (
        <div className={styles.news}>
          <Notice
            tone="honey"
            action={
              <Button onClick={openSupport}>
                <Trans>Who can help right now</Trans>
              </Button>
            }
          >
            <Trans>No one has seen your request yet. Please don’t wait: contact someone now.</Trans>
          </Notice>
        </div>
      )}
      {news && <UnreadAnswer news={news} onRead={() => setRead([...read, news.key])} />}
    </>
  );
}

function UnreadAnswer({
  news,
  onRead,
}: {
  readonly news: UnreadEntry;
  readonly onRead: () => void;
}) {
  const who = useAuthorName()(news.last);
  const { last } = news;
  return (
    <div className={styles.news}>
      <Notice
        stacked
        tone="plum"
        action={
          <>
            <Button
              kind="primary"
              onClick={() => {
                onRead();
                openSupport();
              }}
            >
              {last.closes ? <Trans>Write again</Trans> : <Trans>Answer</Trans>}
            </Button>
            <Button onClick={onRead}>
              <Trans>OK</Trans>
            </Button>
          </>
        }
      >
        <p>
          <b>
            {last.closes ? (
              <Trans>
                <bdi>{who}</bdi> closed your call. You can write again at any time.
              </Trans>
            ) : (
              <Trans>
                <bdi>{who}</bdi> wrote to you privately
              </Trans>
            )}
          </b>
        </p>
        {last.text && (
          <p dir="auto" className={styles.text}>
            {last.text}
          </p>
        )}
      </Notice>
    </div>
  );
}

function useAuthorName(): (entry: Thread['entries'][number]) => string {
  const { t } = useLingui();
  const { nameOf } = useCircle();
  return ({ by, organiser, name }) => (organiser ? t`An organiser` : (name ?? nameOf(by)));
}
