/**
 * The turn when it is one's own, just above where one writes: offered with three answers of the
 * same size, and held with all the time one needs. Where there is little height it is one line.
 * No clock is shown to the holder, ever; a private word says when most of the time has gone
 * (TRN-5).
 */
import type { PendingMessages } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { tabStorage } from '../lib/storage.ts';
import { Button } from '../ui/button.tsx';
import { focusAfter, focusHome } from '../ui/focus-table.ts';
import { keepsFocus } from '../ui/keeps-focus.ts';
import { Spoken } from '../ui/spoken.tsx';
import { Stone } from '../ui/stone.tsx';
import { useHere } from './context.ts';
import { Fit } from './fit.tsx';
import { TheAsk } from './turn-ask.tsx';
import styles from './turn-card.module.css';
import { Unsent } from './turn-unsent.tsx';
import { type Ending, useFinishing } from './use-finishing.ts';
import type { Saying } from './use-saying.ts';

interface TurnCardProps {
  readonly saying: Pick<Saying, 'draft' | 'sayAll'>;
  /** What is on its way. */
  readonly pending: PendingMessages;
}

export function TurnCard(props: TurnCardProps) {
  const { view } = useHere();
  if (view.offered === view.mine.person) return <Offered key={view.turn} />;
  if (view.holder === view.mine.person) return <Held {...props} />;
  return null;
}

function Offered() {
  const { view, card, act } = useHere();
  const { t } = useLingui();
  const piece = card?.piece ?? t`talking piece`;
  const { before, note } = useAnswered();
  const answer = (how: 'pass' | 'later') => {
    // First: the next offer may be here before the answer is.
    note(how);
    void act({ do: how });
  };
  return (
    <section className={styles.card} aria-labelledby="offer" data-turn {...focusAfter('answer')}>
      <div className={styles.about}>
        <h2 id="offer" {...focusHome('own-turn')}>
          <Fit short={t`Your turn?`}>
            {before === 'pass' ? (
              <Trans>The round is nearly over</Trans>
            ) : before === 'later' ? (
              <Trans>The {piece} comes back to you</Trans>
            ) : (
              <Trans>The {piece} comes to you</Trans>
            )}
          </Fit>
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
          onClick={() => act({ do: 'take' })}
        >
          <Fit short={t`Share`}>
            <Trans>I’d like to share</Trans>
          </Fit>
        </Button>
        <Button size="m" onClick={() => answer('pass')}>
          <Fit short={t`Pass`}>
            <Trans>Pass this time</Trans>
          </Fit>
        </Button>
        {/* Always there, so that the bar does not grow once it is known that one may. */}
        <Button size="m" onClick={() => answer('later')}>
          <Fit short={t`Come back`}>
            <Trans>Come back to me</Trans>
          </Fit>
        </Button>
      </div>
    </section>
  );
}

/** RND-3: what this tab answered to an earlier offer in this very round. */
function useAnswered() {
  const { circle, view } = useHere();
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

function Held({ saying, pending }: TurnCardProps) {
  const { draft } = saying;
  const { view, card } = useHere();
  const { t } = useLingui();
  const [asking, setAsking] = useState<Ending | null>(null);
  const [more, setMore] = useState(false);
  const { sending, finish, stay } = useFinishing(saying, pending);
  const piece = card?.piece ?? t`talking piece`;
  const unsent = draft.text.trim() !== '';
  const end = (how: Ending) => (unsent ? setAsking(how) : finish(how));
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
          <Spoken>
            <Trans>Sending your words. Your turn ends once they have arrived.</Trans>
          </Spoken>
          <Button kind="plain" onClick={stay}>
            <Trans>Don’t finish yet</Trans>
          </Button>
        </div>
      ) : asking && unsent ? (
        <Unsent how={asking} finish={finish} onClose={() => setAsking(null)} />
      ) : (
        <>
          <Stone size={22} />
          <div className={styles.words}>
            <h2 id="held" {...focusHome('own-turn')}>
              <Fit short={t`Your turn`}>
                <Trans>The {piece} is with you</Trans>
              </Fit>
            </h2>
            <p className={styles.how}>
              <HowItIs />
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
            <TheAsk draft={draft} />
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

/** A word about the time, to the holder alone, and never a number. */
function HowItIs() {
  const { view } = useHere();
  if (view.frozen) return <Trans>We held your place.</Trans>;
  if (view.mine.time === 'near') {
    return <Trans>Most of the time for a turn has passed. No hurry.</Trans>;
  }
  if (view.mine.time === 'over') return <Trans>Take the time you need to finish.</Trans>;
  if (view.phase === 'closing') return <Trans>We’re closing. One word is enough.</Trans>;
  return <Trans>Take the time you need.</Trans>;
}
