/**
 * The own turn of this person, above the composer: an offer with three answers of the same size,
 * or the held turn. On a low screen it is one line. It never shows a clock; a private text says
 * when most of the time has passed (TRN-5).
 */
import type { PendingMessages } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { Suspense, useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import { UnsentWarning } from '../../participant/participant.lazy.ts';
import { Button } from '../../ui/button.tsx';
import { focusAfter, focusTarget } from '../../ui/focus-table.ts';
import { keepsFocus } from '../../ui/keeps-focus.ts';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { Stone } from '../../ui/stone.tsx';
import { hasDraftText, useDraftPart } from '../composer/message-draft.ts';
import type { MessageSender } from '../composer/use-send-message.ts';
import { useCircle } from '../model/circle-context.ts';
import { ShortText } from './short-text.tsx';
import { TurnAskSelect } from './turn-ask.tsx';
import styles from './turn-card.module.css';
import { type TurnEnding, useFinishTurn } from './use-finish-turn.ts';

interface TurnCardProps {
  readonly sender: Pick<MessageSender, 'draft' | 'sendAll'>;
  /** The pending messages. */
  readonly pending: PendingMessages;
}

export function TurnCard(props: TurnCardProps) {
  const { view } = useCircle();
  if (view.offered === view.mine.person) return <OfferedTurn key={view.turn} />;
  if (view.holder === view.mine.person) return <HeldTurn {...props} />;
  return null;
}

function OfferedTurn() {
  const { view, card, command } = useCircle();
  const { t } = useLingui();
  const piece = card?.piece ?? t`talking piece`;
  const { before, note } = usePreviousAnswer();
  const answer = (how: 'pass' | 'later') => {
    // Set before the request: the next offer can arrive before the answer.
    note(how);
    void command.run({ do: how });
  };
  return (
    <section className={styles.card} aria-labelledby="offer" data-turn {...focusAfter('answer')}>
      <div className={styles.about}>
        <h2 id="offer" {...focusTarget('own-turn')}>
          <ShortText short={t`Your turn?`}>
            {before === 'pass' ? (
              <Trans>The round is nearly over</Trans>
            ) : before === 'later' ? (
              <Trans>The {piece} comes back to you</Trans>
            ) : (
              <Trans>The {piece} comes to you</Trans>
            )}
          </ShortText>
        </h2>
        {view.prompt && (
          <p className={styles.prompt} dir="auto">
            {view.prompt}
          </p>
        )}
        <p className={styles.aside}>
          {before === 'pass' ? (
            <Trans>Would you like to share something now?</Trans>
          ) : view.phase === 'closing' ? (
            <Trans>We’re closing. One word is enough, and no word is fine too.</Trans>
          ) : (
            <Trans>Take the time you need. No one can interrupt you.</Trans>
          )}
        </p>
      </div>
      <div className={styles.answers}>
        <Button
          kind="primary"
          size="m"
          {...focusAfter('share')}
          onClick={() => command.run({ do: 'take' })}
        >
          <ShortText short={t`Share`}>
            <Trans>I’d like to share</Trans>
          </ShortText>
        </Button>
        <Button size="m" onClick={() => answer('pass')}>
          <ShortText short={t`Pass`}>
            <Trans>Pass this time</Trans>
          </ShortText>
        </Button>
        {/* Always rendered, so that the bar does not grow when the button becomes available. */}
        <Button size="m" onClick={() => answer('later')}>
          <ShortText short={t`Come back`}>
            <Trans>Come back to me</Trans>
          </ShortText>
        </Button>
      </div>
    </section>
  );
}

/** RND-3: the answer of this tab to an earlier offer in the same round. */
function usePreviousAnswer() {
  const { circle, view } = useCircle();
  const key = `offer.${circle}`;
  const round = view.round === null ? null : `${view.start}.${view.round}`;
  const [known] = useState(() =>
    tabStorage.read<{ readonly round: string; readonly how: string }>(key),
  );
  return {
    before: known && known.round === round ? known.how : null,
    note: (how: 'pass' | 'later') => round && tabStorage.write(key, { round, how }),
  };
}

function HeldTurn({ sender, pending }: TurnCardProps) {
  const { draft } = sender;
  const { view, card } = useCircle();
  const { t } = useLingui();
  const [asking, setAsking] = useState<TurnEnding | null>(null);
  const [more, setMore] = useState(false);
  const { isSending: sending, finish, cancel: stay } = useFinishTurn(sender, pending);
  const piece = card?.piece ?? t`talking piece`;
  const unsent = useDraftPart(draft, hasDraftText);
  const end = (how: TurnEnding) => (unsent ? setAsking(how) : finish(how));
  return (
    <section
      className={styles.held}
      aria-labelledby="held"
      data-turn
      data-more={more || undefined}
      {...focusAfter('finish')}
    >
      {sending ? (
        <div className={styles.asking}>
          <SpokenText>
            <Trans>Sending your words. Your turn ends once they have arrived.</Trans>
          </SpokenText>
          <Button kind="plain" onClick={stay}>
            <Trans>Don’t finish yet</Trans>
          </Button>
        </div>
      ) : asking && unsent ? (
        <Suspense fallback={null}>
          <UnsentWarning ending={asking} finish={finish} onClose={() => setAsking(null)} />
        </Suspense>
      ) : (
        <>
          <Stone size={22} />
          <div className={styles.words}>
            <h2 id="held" {...focusTarget('own-turn')}>
              <ShortText short={t`Your turn`}>
                <Trans>The {piece} is with you</Trans>
              </ShortText>
            </h2>
            <p className={styles.how}>
              <TurnTimeText />
            </p>
          </div>
          <Button
            kind="plain"
            className={styles.opens}
            aria-expanded={more}
            aria-label={t`More for your turn`}
            icon={<Ellipsis size={20} aria-hidden="true" />}
            {...keepsFocus}
            onClick={() => setMore(!more)}
          />
          <Button kind="primary" size="m" {...keepsFocus} onClick={() => end('done')}>
            <Trans>Done</Trans>
          </Button>
          <div className={styles.more}>
            <TurnAskSelect draft={draft} />
            {view.mine.can.yield === true && (
              <Button kind="plain" onClick={() => end('yield')}>
                <Trans>End my turn early</Trans>
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** A sentence about the time, only for the holder, without a number. */
function TurnTimeText() {
  const { view } = useCircle();
  if (view.frozen) return <Trans>We held your place.</Trans>;
  if (view.mine.time === 'near') {
    return <Trans>Most of the time for a turn has passed. No hurry.</Trans>;
  }
  if (view.mine.time === 'over') return <Trans>Take the time you need to finish.</Trans>;
  if (view.phase === 'closing') return <Trans>We’re closing. One word is enough.</Trans>;
  return <Trans>Take the time you need.</Trans>;
}
