/**
 * The turn when it is one's own: offered with three answers of the same size, and held
 * with all the time one needs. No clock is shown to the holder, ever; a private word says
 * when most of the time has gone (TRN-5).
 */
import type { PendingMessages } from '@holdspace/client';
import type { Ask } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { tabStorage } from '../lib/storage.ts';
import { Button } from '../ui/button.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { Stone } from '../ui/stone.tsx';
import { useHere } from './context.ts';
import type { Draft } from './draft.ts';
import styles from './turn-card.module.css';
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
  const { can } = view.mine;
  const { before, note } = useAnswered();
  const answer = (how: 'pass' | 'later') => {
    // First: the next offer may be here before the answer is.
    note(how);
    void act({ do: how });
  };
  return (
    <section className={styles.card} aria-labelledby="offer">
      <span className={styles.stone}>
        <Stone size={40} glow />
      </span>
      <h2 id="offer">
        {before === 'pass' ? (
          <Trans>The round is nearly over</Trans>
        ) : before === 'later' ? (
          <Trans>The {piece} comes back to you</Trans>
        ) : (
          <Trans>The {piece} comes to you</Trans>
        )}
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
      <div className={styles.answers}>
        <Button kind="primary" size="m" wide onClick={() => act({ do: 'take' })}>
          <Trans>I’d like to share</Trans>
        </Button>
        <Button size="m" wide onClick={() => answer('pass')}>
          <Trans>Pass this time</Trans>
        </Button>
        {can.later === true && (
          <Button size="m" wide onClick={() => answer('later')}>
            <Trans>Come back to me</Trans>
          </Button>
        )}
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
  const { view, card, act } = useHere();
  const { t } = useLingui();
  const [asking, setAsking] = useState<Ending | null>(null);
  const { sending, finish, stay } = useFinishing(saying, pending);
  const piece = card?.piece ?? t`talking piece`;
  const unsent = draft.text.trim() !== '';
  return (
    <section className={styles.held} aria-labelledby="held">
      <Stone size={26} />
      <div className={styles.words}>
        <h2 id="held">
          <Trans>The {piece} is with you</Trans>
        </h2>
        <p>
          <HowItIs />
        </p>
        {view.prompt && (
          <p className={styles.prompt} dir="auto">
            {view.prompt}
          </p>
        )}
      </div>
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
        <fieldset className={styles.asking} aria-label={t`You have unsent words`}>
          <p>
            <Trans>You haven’t sent what you wrote.</Trans>
          </p>
          {asking === 'done' && (
            <Button
              kind="primary"
              onClick={() => {
                setAsking(null);
                finish('done');
              }}
            >
              <Trans>Send and finish</Trans>
            </Button>
          )}
          <Button
            onClick={() => {
              setAsking(null);
              void act({ do: asking });
            }}
          >
            <Trans>Finish without sending</Trans>
          </Button>
          <Button kind="plain" onClick={() => setAsking(null)}>
            <Trans>Continue</Trans>
          </Button>
        </fieldset>
      ) : (
        <>
          <Button
            kind="quiet"
            size="m"
            onClick={() => (unsent ? setAsking('done') : finish('done'))}
          >
            <Trans>Done</Trans>
          </Button>
          <div className={styles.more}>
            <TheAsk draft={draft} />
            {view.mine.can.yield === true && (
              <Button kind="plain" onClick={() => (unsent ? setAsking('yield') : finish('yield'))}>
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

/** TRN-4: what the holder would like from the others afterwards. */
function TheAsk({ draft }: { readonly draft: Draft }) {
  const { view, act } = useHere();
  const { t } = useLingui();
  const asks: readonly [Ask, string][] = [
    ['listen', t`I’d like people to just listen`],
    ['know', t`Tell me if you know this too`],
    ['ideas', t`Ideas are welcome`],
  ];
  if (view.mine.can['set-ask'] !== true) return null;
  return (
    <select
      className={styles.ask}
      aria-label={t`What you’d like from the others afterwards`}
      value={draft.ask ?? view.ask ?? 'listen'}
      onChange={(event) => {
        const ask = event.target.value as Ask;
        // Kept with the words, so that neither a reload nor a lost connection parts them.
        draft.setAsk(ask);
        void act({ do: 'set-ask', ask });
      }}
    >
      {asks.map(([ask, words]) => (
        <option key={ask} value={ask}>
          {words}
        </option>
      ))}
    </select>
  );
}
