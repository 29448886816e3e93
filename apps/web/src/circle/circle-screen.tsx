/**
 * The circle itself, the same for everyone: bar, who is here, whose turn it is, what was
 * said, where one writes. Facilitators get panels beside it, or in a sheet on a phone.
 */
import type { PendingMessage, PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { setTitle } from '../settings/title.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { useHeadingFocus } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { clock } from '../words/times.ts';
import { atRest } from './at-rest.ts';
import styles from './circle-screen.module.css';
import { Composer } from './composer.tsx';
import { useHere } from './context.ts';
import { useDraft } from './draft.ts';
import { callsIn } from './leading.ts';
import { MessageList } from './message-list.tsx';
import { Notices, type Reach } from './notices.tsx';
import { PeopleStrip } from './people-strip.tsx';
import { mayKeep, useReply } from './reply.ts';
import { StateLine } from './state-line.tsx';
import { TurnCard } from './turn-card.tsx';
import { useAnnouncements } from './use-announcements.ts';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import { useLookedAway } from './use-looked-away.ts';

const CalmCard = lazyOwn((own) => own.CalmCard);
const ReplyKept = lazyOwn((own) => own.ReplyKept);

export interface CircleScreenProps {
  readonly reach: Reach;
  readonly pending: PendingMessages;
  readonly more: boolean;
  readonly earlier: () => Promise<boolean>;
  /** Forgets a message that was not sent: its words are back in the draft. */
  readonly collect: (id: string) => void;
  /** For facilitators on a wide screen. */
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  /** For facilitators on a narrow one. */
  readonly sheet?: ReactNode;
}

export function CircleScreen(props: CircleScreenProps) {
  const { reach, pending, more, earlier, collect, left, right, sheet } = props;
  const { t } = useLingui();
  const { circle, card, view, nameOf, send, refusal, setRefusal } = useHere();
  const { mine, timeline } = view;
  const heading = useHeadingFocus(circle);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft({ circle, me: mine.person, timeline, pending });
  const lookedAway = useLookedAway(timeline);
  const [leading, setLeading] = useState(false);
  const name = card?.name ?? t`The circle`;
  useKeyboardRoom();
  useAnnouncements({ view, status: reach.status, piece: card?.piece ?? t`talking piece`, nameOf });

  useEffect(() => {
    setTitle(name);
  }, [name]);

  // The content notes of what is on its way, so that they come back together (FLR-3).
  const notes = useRef(new Map<string, string>());
  const sayText = useCallback(
    async (text: string, note?: string) => {
      setRefusal(null);
      if (note) notes.current.set(text, note);
      const answer = await send({ do: 'say', text, ...(note && { note }) });
      if ('ok' in answer) notes.current.delete(text);
      if ('refused' in answer) setRefusal(answer.refused);
    },
    [send, setRefusal],
  );
  const say = () => {
    const text = draft.text.trim();
    const note = draft.note?.trim();
    draft.set('');
    draft.setNote(null);
    lookedAway.clear();
    void sayText(text, note);
  };
  const kept = useReply(circle, view);
  const keep = () => {
    kept.keep(draft.text.trim());
    draft.set('');
    announce(t`Saved for later. Only you can see it.`);
  };
  const mayKeepNow = kept.reply === null && mayKeep(view);

  // FLR-3: what was refused is back in the draft, unless something newer is there.
  const { text: written, add, setNote } = draft;
  useEffect(() => {
    if (written !== '') return;
    for (const { id, text } of pending.filter((each) => each.state === 'not-sent')) {
      add(text);
      setNote(notes.current.get(text) ?? null);
      notes.current.delete(text);
      collect(id);
    }
  }, [pending, written, add, setNote, collect]);

  const take = (id: string, use: (message: PendingMessage) => void) => {
    const message = pending.find((each) => each.id === id);
    if (!message) return;
    collect(id);
    use(message);
  };
  const toComposer = () => field.current?.focus();
  const toMessages = () => {
    const stop = list.current?.querySelector<HTMLElement>('[data-message][tabindex="0"]');
    stop?.focus();
  };
  useLandmarks(heading, list, field);

  const own = view.offered === mine.person || view.holder === mine.person;
  const over = view.phase === 'aftercare';
  const { count, most } = callsIn(view);

  return (
    <div className={styles.shell} data-panels={left || right ? true : undefined}>
      {left && (
        <aside className={styles.left} aria-label={t`People and order`}>
          {left}
        </aside>
      )}
      <div className={styles.middle}>
        <TopBar title={<bdi>{name}</bdi>} status={<StatusLine />} heading headingRef={heading} />
        <main className={styles.main}>
          <div className={styles.now}>
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
                          : plural(count, { one: '# waits', other: '# wait' })}
                    </span>
                  )}
                </Button>
              )}
            </PeopleStrip>
            {own ? (
              <TurnCard draft={draft} say={say} />
            ) : atRest(view) ? (
              <Suspense fallback={null}>
                <CalmCard />
              </Suspense>
            ) : (
              <StateLine />
            )}
          </div>
          <MessageList
            listRef={list}
            pending={pending}
            more={more}
            earlier={earlier}
            lookedAway={lookedAway}
            again={(id) => take(id, ({ text }) => void sayText(text, notes.current.get(text)))}
            back={(id) => take(id, ({ text }) => draft.add(text))}
            toComposer={toComposer}
          />
          <div>
            <Notices
              reach={reach}
              refusal={refusal}
              onRefusalRead={() => {
                setRefusal(null);
                toComposer();
              }}
            />
            {!over && (
              <>
                {kept.reply && (
                  <Suspense fallback={null}>
                    <ReplyKept
                      kept={kept}
                      say={(text) => void sayText(text)}
                      toDraft={(text) => {
                        draft.add(text);
                        toComposer();
                      }}
                    />
                  </Suspense>
                )}
                <Composer
                  draft={draft}
                  say={say}
                  keep={mayKeepNow ? keep : null}
                  field={field}
                  onEscape={toMessages}
                />
              </>
            )}
          </div>
        </main>
      </div>
      {right && (
        <aside className={styles.right} aria-label={t`Facilitator tools`}>
          {right}
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
  const until = clock(view.end);
  if (view.phase === 'doors' || view.phase === 'scheduled') {
    return <Trans>begins {clock(view.start)}</Trans>;
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
