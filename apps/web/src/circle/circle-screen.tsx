/**
 * The circle itself, the same for everyone: bar, people, turn, messages, composer. Facilitators
 * get panels beside it, or in a sheet on a phone.
 */
import type { PendingMessages } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useHeadingFocus } from '../app/shell/page.tsx';
import { TopBar } from '../app/shell/top-bar.tsx';
import { setTitle } from '../lib/preferences/document-title.ts';
import { PausedCard } from '../participant/participant.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useUnderBar } from '../ui/under-bar.ts';
import styles from './circle-screen.module.css';
import { useSendMessage } from './composer/use-send-message.ts';
import { ComposerArea } from './composer-area.tsx';
import { StateLine } from './floor/state-line.tsx';
import { useTurnAlert } from './floor/use-turn-alert.ts';
import { LeadButton } from './lead-button.tsx';
import { useCircle } from './model/circle-context.ts';
import { isPaused } from './model/is-paused.ts';
import type { ConnectionInfo } from './notices/connection-notice.tsx';
import { PeopleStrip } from './people/people-strip.tsx';
import { PhaseLine } from './phase-line.tsx';
import { MessageList } from './timeline/message-list.tsx';
import { focusableMessageIn } from './timeline/use-message-focus.ts';
import { useUnreadMarker } from './timeline/use-unread-marker.ts';
import { useKeyboardInset } from './use-keyboard-inset.ts';
import { useLandmarkKeys } from './use-landmark-keys.ts';

export interface CircleScreenProps {
  readonly connection: ConnectionInfo;
  readonly pending: PendingMessages;
  readonly hasEarlier: boolean;
  readonly loadEarlier: () => Promise<boolean>;
  /** Removes a pending message: its text is back in the draft. */
  readonly discardPending: (id: string) => void;
  /** Sends a pending message that waits for the writer's confirmation. */
  readonly sendNow: (id: string) => void;
  /** For facilitators on a wide screen. */
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  /** For facilitators on a narrow one. */
  readonly sheet?: ReactNode;
}

export function CircleScreen(props: CircleScreenProps) {
  const { connection, pending, hasEarlier, loadEarlier, sendNow, left, right, sheet } = props;
  const { t } = useLingui();
  const { circle, card, view } = useCircle();
  const heading = useHeadingFocus(circle);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const sender = useSendMessage({ pending, discardPending: props.discardPending });
  const unreadMarker = useUnreadMarker();
  const [leading, setLeading] = useState(false);
  const name = card?.name ?? t`The circle`;
  const { page: underBar } = useUnderBar();
  useKeyboardInset();
  useTurnAlert(view);
  useLandmarkKeys(heading, list, field);
  useEffect(() => {
    setTitle(name);
  }, [name]);

  const send = () => {
    unreadMarker.clear();
    return sender.send();
  };
  const focusComposer = () => field.current?.focus();

  return (
    <div className={styles.shell} data-panels={left || right ? true : undefined}>
      {left && (
        <aside className={styles.left} aria-label={t`People and order`}>
          <ErrorBoundary>{left}</ErrorBoundary>
        </aside>
      )}
      <div className={styles.middle}>
        <TopBar title={<bdi>{name}</bdi>} status={<PhaseLine />} heading headingRef={heading} />
        <main className={styles.main}>
          <div className={styles.now}>
            <ErrorBoundary>
              <PeopleStrip>{sheet && <LeadButton onClick={() => setLeading(true)} />}</PeopleStrip>
            </ErrorBoundary>
            <ErrorBoundary>
              {isPaused(view) ? (
                <Suspense fallback={null}>
                  <PausedCard />
                </Suspense>
              ) : (
                <StateLine />
              )}
            </ErrorBoundary>
          </div>
          <div className={styles.under}>{underBar}</div>
          <ErrorBoundary>
            <MessageList
              listRef={list}
              offline={connection.status !== 'live'}
              retry={sender.retry}
              moveToDraft={sender.moveToDraft}
              {...{ pending, hasEarlier, loadEarlier, unreadMarker, sendNow, focusComposer }}
            />
          </ErrorBoundary>
          <ComposerArea
            className={styles.below}
            sender={{ ...sender, send }}
            focusMessages={() => list.current && focusableMessageIn(list.current)?.focus()}
            {...{ connection, pending, field, focusComposer }}
          />
        </main>
      </div>
      {right && (
        <aside className={styles.right} aria-label={t`Facilitator tools`}>
          <ErrorBoundary>{right}</ErrorBoundary>
        </aside>
      )}
      {sheet && (
        <Sheet open={leading} onClose={() => setLeading(false)} title={<Trans>Lead</Trans>}>
          {sheet}
        </Sheet>
      )}
    </div>
  );
}
