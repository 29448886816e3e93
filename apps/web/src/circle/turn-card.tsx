/**
 * The turn when it is one's own: offered with three answers of the same size, and held
 * with all the time one needs. No clock is shown to the holder, ever (TRN-5).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Stone } from '../ui/stone.tsx';
import { useHere } from './context.ts';
import type { Draft } from './draft.ts';
import styles from './turn-card.module.css';

interface TurnCardProps {
  readonly draft: Draft;
  /** Sends what is written; true when it may be finished then. */
  readonly say: () => void;
}

export function TurnCard({ draft, say }: TurnCardProps) {
  const { view } = useHere();
  if (view.offered === view.mine.person) return <Offered />;
  if (view.holder === view.mine.person) return <Held draft={draft} say={say} />;
  return null;
}

function Offered() {
  const { view, card, act } = useHere();
  const { t } = useLingui();
  const piece = card?.piece ?? t`talking piece`;
  const { can } = view.mine;
  return (
    <section className={styles.card} aria-labelledby="offer">
      <span className={styles.stone}>
        <Stone size={40} glow />
      </span>
      <h2 id="offer">
        <Trans>The {piece} comes to you</Trans>
      </h2>
      {view.prompt && (
        <p className={styles.prompt} dir="auto">
          {view.prompt}
        </p>
      )}
      <p className={styles.aside}>
        <Trans>Take the time you need. Nobody can write over you.</Trans>
      </p>
      <div className={styles.answers}>
        <Button kind="primary" size="m" wide onClick={() => act({ do: 'take' })}>
          <Trans>I’d like to share</Trans>
        </Button>
        <Button size="m" wide onClick={() => act({ do: 'pass' })}>
          <Trans>Pass this time</Trans>
        </Button>
        {can.later === true && (
          <Button size="m" wide onClick={() => act({ do: 'later' })}>
            <Trans>Come back to me</Trans>
          </Button>
        )}
      </div>
    </section>
  );
}

function Held({ draft, say }: TurnCardProps) {
  const { view, card, act } = useHere();
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const piece = card?.piece ?? t`talking piece`;
  const unsent = draft.text.trim() !== '';
  const finish = () => {
    setAsking(false);
    void act({ do: 'done' });
  };
  return (
    <section className={styles.held} aria-labelledby="held">
      <Stone size={26} />
      <div className={styles.words}>
        <h2 id="held">
          <Trans>The {piece} is with you</Trans>
        </h2>
        <p>
          <Trans>Take the time you need.</Trans>
        </p>
        {view.prompt && (
          <p className={styles.prompt} dir="auto">
            {view.prompt}
          </p>
        )}
      </div>
      {asking && unsent ? (
        <fieldset className={styles.asking} aria-label={t`Words you have not sent`}>
          <p>
            <Trans>There are words you have not sent yet.</Trans>
          </p>
          <Button
            kind="primary"
            onClick={() => {
              say();
              finish();
            }}
          >
            <Trans>Send them and finish</Trans>
          </Button>
          <Button onClick={finish}>
            <Trans>Finish, keep them for me</Trans>
          </Button>
        </fieldset>
      ) : (
        <Button kind="quiet" size="m" onClick={() => (unsent ? setAsking(true) : finish())}>
          <Trans>Done</Trans>
        </Button>
      )}
    </section>
  );
}
