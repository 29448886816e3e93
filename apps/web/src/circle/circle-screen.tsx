/**
 * The circle itself, the same for everyone: bar, who is here, whose turn it is, what was
 * said, where one writes. Facilitators get panels beside it, or in a sheet on a phone.
 */
import type { PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useHeadingFocus } from '../app/shell/page.tsx';
import { TopBar } from '../app/shell/top-bar.tsx';
import { formatDateTime } from '../lib/i18n/dates.ts';
import { setTitle } from '../lib/preferences/document-title.ts';
import { lazyParticipant } from '../participant/participant.lazy.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useUnderBar } from '../ui/under-bar.ts';
import styles from './circle-screen.module.css';
import { Composer } from './composer/composer.tsx';
import { useSendMessage } from './composer/use-send-message.ts';
import { StateLine } from './floor/state-line.tsx';
import { TurnCard } from './floor/turn-card.tsx';
import { useTurnAlert } from './floor/use-turn-alert.ts';
import { useCircle } from './model/circle-context.ts';
import { waitingSummary } from './model/facilitation.ts';
import { isPaused } from './model/is-paused.ts';
import type { ConnectionInfo } from './notices/connection-notice.tsx';
import { Notices } from './notices/notices.tsx';
import { PeopleStrip } from './people/people-strip.tsx';
import { MessageList } from './timeline/message-list.tsx';
import { useUnreadMarker } from './timeline/use-unread-marker.ts';
import { useKeyboardInset } from './use-keyboard-inset.ts';

const PausedCard = lazyParticipant((own) => own.PausedCard);
const SavedReplyNotice = lazyParticipant((own) => own.SavedReplyNotice);

export interface CircleScreenProps {
  readonly connection: ConnectionInfo;
  readonly pending: PendingMessages;
  readonly hasEarlier: boolean;
  readonly loadEarlier: () => Promise<boolean>;
  /** Forgets a message on its way: its words are back in the draft. */
  readonly discardPending: (id: string) => void;
  /** A message that is asked about goes now. */
  readonly sendNow: (id: string) => void;
  /** For facilitators on a wide screen. */
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  /** For facilitators on a narrow one. */
  readonly sheet?: ReactNode;
}

export function CircleScreen(props: CircleScreenProps) {
  const {
    connection: reach,
    pending,
    hasEarlier: more,
    loadEarlier: earlier,
    discardPending: collect,
    sendNow: release,
    left,
    right,
    sheet,
  } = props;
  const { t } = useLingui();
  const { circle, card, view, command } = useCircle();
  const { timeline } = view;
  const heading = useHeadingFocus(circle);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const saying = useSendMessage({ pending, discardPending: collect });
  const lookedAway = useUnreadMarker(timeline);
  const [leading, setLeading] = useState(false);
  const name = card?.name ?? t`The circle`;
  const { page: under } = useUnderBar();
  useKeyboardInset();
  useTurnAlert(view);

  useEffect(() => {
    setTitle(name);
  }, [name]);

  const say = () => {
    lookedAway.clear();
    return saying.say();
  };
  const toComposer = () => field.current?.focus();
  const toMessages = () => {
    const stop = list.current?.querySelector<HTMLElement>('[data-message][tabindex="0"]');
    stop?.focus();
  };
  useLandmarks(heading, list, field);

  const over = view.phase === 'aftercare';
  const { count, most } = waitingSummary(view);

  return (
    <div className={styles.shell} data-panels={left || right ? true : undefined}>
      {left && (
        <aside className={styles.left} aria-label={t`People and order`}>
          <ErrorBoundary>{left}</ErrorBoundary>
        </aside>
      )}
      <div className={styles.middle}>
        <TopBar title={<bdi>{name}</bdi>} status={<StatusLine />} heading headingRef={heading} />
        <main className={styles.main}>
          <div className={styles.now}>
            <ErrorBoundary>
              <PeopleStrip>
                {sheet && (
                  <Button
                    className={styles.lead}
                    aria-haspopup="dialog"
                    onClick={() => setLeading(true)}
                  >
                    <Trans>Lead</Trans>
                    {most && (
                      <span className={styles.calls} data-help={most === 'help' || undefined}>
                        {most === 'help'
                          ? t`Asked for help`
                          : most === 'frozen'
                            ? t`Lost connection`
                            : plural(count, { one: '# waiting', other: '# waiting' })}
                      </span>
                    )}
                  </Button>
                )}
              </PeopleStrip>
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
          <div className={styles.under}>{under}</div>
          <ErrorBoundary>
            <MessageList
              listRef={list}
              pending={pending}
              hasEarlier={more}
              loadEarlier={earlier}
              unreadMarker={lookedAway}
              offline={reach.status !== 'live'}
              retry={saying.again}
              moveToDraft={saying.back}
              sendNow={release}
              focusComposer={toComposer}
            />
          </ErrorBoundary>
          <div className={styles.below}>
            <ErrorBoundary>{!over && <TurnCard sender={saying} pending={pending} />}</ErrorBoundary>
            <ErrorBoundary>
              <Notices
                connection={reach}
                onRefusalRead={() => {
                  command.reset();
                  toComposer();
                }}
              />
            </ErrorBoundary>
            {!over && (
              <ErrorBoundary>
                {saying.kept.reply && (
                  <Suspense fallback={null}>
                    <SavedReplyNotice
                      saved={saying.kept}
                      send={(words) => void saying.sayWords(words)}
                      moveToDraft={(words) => {
                        saying.draft.prepend(words);
                        toComposer();
                      }}
                    />
                  </Suspense>
                )}
                <Composer sender={{ ...saying, say }} field={field} onEscape={toMessages} />
              </ErrorBoundary>
            )}
          </div>
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

function StatusLine() {
  const { view } = useCircle();
  const until = formatDateTime(view.end);
  if (view.phase === 'doors' || view.phase === 'scheduled') {
    return <Trans>begins {formatDateTime(view.start)}</Trans>;
  }
  if (view.phase === 'aftercare') return <Trans>The meeting is over</Trans>;
  if (view.phase === 'closing') return <Trans>Closing · until {until}</Trans>;
  if (view.round !== null) {
    return (
      <Trans>
        Round {view.round} · until {until}
      </Trans>
    );
  }
  return <Trans>until {until}</Trans>;
}

/** F6 goes from the bar to the messages to where one writes, and around. */
function useLandmarks(
  heading: React.RefObject<HTMLElement | null>,
  list: React.RefObject<HTMLElement | null>,
  field: React.RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const stops = [
        heading.current,
        list.current?.querySelector<HTMLElement>('[data-message][tabindex="0"]') ?? null,
        field.current,
        document.querySelector<HTMLElement>('aside button, aside input'),
      ].filter((stop) => stop !== null);
      const at = stops.indexOf(document.activeElement as HTMLElement);
      stops.at((at + (event.shiftKey ? -1 : 1)) % stops.length)?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [heading, list, field]);
}
