/**
 * The circle itself, the same for everyone: bar, who is here, whose turn it is, what was
 * said, where one writes. Facilitators get panels beside it, or in a sheet on a phone.
 */
import type { PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { setTitle } from '../settings/title.ts';
import { Button } from '../ui/button.tsx';
import { useHeadingFocus } from '../ui/page.tsx';
import { Part } from '../ui/part.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { useUnderBar } from '../ui/under-bar.ts';
import { when } from '../words/times.ts';
import { atRest } from './at-rest.ts';
import styles from './circle-screen.module.css';
import { Composer } from './composer.tsx';
import { useHere } from './context.ts';
import { callsIn } from './leading.ts';
import { MessageList } from './message-list.tsx';
import { Notices } from './notices.tsx';
import { PeopleStrip } from './people-strip.tsx';
import type { Reach } from './reach.tsx';
import { StateLine } from './state-line.tsx';
import { TurnCard } from './turn-card.tsx';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import { useLookedAway } from './use-looked-away.ts';
import { useSaying } from './use-saying.ts';
import { useTurnAlert } from './use-turn-alert.ts';

const CalmCard = lazyOwn((own) => own.CalmCard);
const ReplyKept = lazyOwn((own) => own.ReplyKept);

export interface CircleScreenProps {
  readonly reach: Reach;
  readonly pending: PendingMessages;
  readonly more: boolean;
  readonly earlier: () => Promise<boolean>;
  /** Forgets a message on its way: its words are back in the draft. */
  readonly collect: (id: string) => void;
  /** A message that is asked about goes now. */
  readonly release: (id: string) => void;
  /** For facilitators on a wide screen. */
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  /** For facilitators on a narrow one. */
  readonly sheet?: ReactNode;
}

export function CircleScreen(props: CircleScreenProps) {
  const { reach, pending, more, earlier, collect, release, left, right, sheet } = props;
  const { t } = useLingui();
  const { circle, card, view, refusal, setRefusal } = useHere();
  const { timeline } = view;
  const heading = useHeadingFocus(circle);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const saying = useSaying({ pending, collect });
  const lookedAway = useLookedAway(timeline);
  const [leading, setLeading] = useState(false);
  const name = card?.name ?? t`The circle`;
  const { page: under } = useUnderBar();
  useKeyboardRoom();
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
  const { count, most } = callsIn(view);

  return (
    <div className={styles.shell} data-panels={left || right ? true : undefined}>
      {left && (
        <aside className={styles.left} aria-label={t`People and order`}>
          <Part>{left}</Part>
        </aside>
      )}
      <div className={styles.middle}>
        <TopBar title={<bdi>{name}</bdi>} status={<StatusLine />} heading headingRef={heading} />
        <main className={styles.main}>
          <div className={styles.now}>
            <Part>
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
            </Part>
            <Part>
              {atRest(view) ? (
                <Suspense fallback={null}>
                  <CalmCard />
                </Suspense>
              ) : (
                <StateLine />
              )}
            </Part>
          </div>
          <div className={styles.under}>{under}</div>
          <Part>
            <MessageList
              listRef={list}
              pending={pending}
              more={more}
              earlier={earlier}
              lookedAway={lookedAway}
              offline={reach.status !== 'live'}
              again={saying.again}
              back={saying.back}
              release={release}
              toComposer={toComposer}
            />
          </Part>
          <div className={styles.below}>
            <Part>{!over && <TurnCard saying={saying} pending={pending} />}</Part>
            <Part>
              <Notices
                reach={reach}
                refusal={refusal}
                onRefusalRead={() => {
                  setRefusal(null);
                  toComposer();
                }}
              />
            </Part>
            {!over && (
              <Part>
                {saying.kept.reply && (
                  <Suspense fallback={null}>
                    <ReplyKept
                      kept={saying.kept}
                      say={(words) => void saying.sayWords(words)}
                      toDraft={(words) => {
                        saying.draft.add(words);
                        toComposer();
                      }}
                    />
                  </Suspense>
                )}
                <Composer saying={{ ...saying, say }} field={field} onEscape={toMessages} />
              </Part>
            )}
          </div>
        </main>
      </div>
      {right && (
        <aside className={styles.right} aria-label={t`Facilitator tools`}>
          <Part>{right}</Part>
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
  const { view } = useHere();
  const until = when(view.end);
  if (view.phase === 'doors' || view.phase === 'scheduled') {
    return <Trans>begins {when(view.start)}</Trans>;
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
