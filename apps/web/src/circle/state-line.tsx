/**
 * One line that says in words whose turn it is, who is next, one's own place, and why one
 * can or cannot write (FLR-6).
 */
import type { View } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Stone } from '../ui/stone.tsx';
import { useHere } from './context.ts';
import styles from './state-line.module.css';

export function StateLine() {
  const { view } = useHere();
  const withStone = view.holder !== null || view.offered !== null;
  return (
    <div className={styles.line} data-tone={toneOf(view)}>
      {withStone && <Stone size={18} />}
      <div className={styles.words}>
        <p>
          <Words />
        </p>
        {view.prompt && (
          <p className={styles.prompt} dir="auto">
            {view.prompt}
          </p>
        )}
      </div>
    </div>
  );
}

function toneOf({ holder, offered, onHold, mode }: View): 'clay' | 'sky' | 'plain' {
  if (onHold || mode === 'quiet') return 'sky';
  return holder || offered ? 'clay' : 'plain';
}

function Words() {
  const { view, card, nameOf } = useHere();
  const { t } = useLingui();
  const { mine, holder, offered, mode } = view;
  const piece = card?.piece ?? t`talking piece`;
  const named = (id: typeof holder) => (
    <b>
      <bdi>{nameOf(id)}</bdi>
    </b>
  );
  if (view.phase === 'doors' || view.phase === 'scheduled') {
    return <Trans>We have not begun yet. Take your time to arrive.</Trans>;
  }
  if (view.phase === 'aftercare') {
    return <Trans>The circle is closed. Nobody can write any more.</Trans>;
  }
  if (view.onHold) {
    return <Trans>We rest until a facilitator is here. What you write is kept.</Trans>;
  }
  if (mode === 'quiet') return <Trans>A time of quiet. What you write is kept.</Trans>;
  if (holder && view.frozen) {
    return holder === mine.person ? (
      <Trans>The {piece} is with you. We held the space for you.</Trans>
    ) : (
      <>
        <Trans>We hold the space for {named(holder)}, who will be right back.</Trans> <Place />
      </>
    );
  }
  if (holder === mine.person) {
    return <Trans>The {piece} is with you. Take the time you need.</Trans>;
  }
  if (offered === mine.person) return <Trans>The {piece} comes to you.</Trans>;
  if (holder) {
    return (
      <>
        <Trans>
          {named(holder)} has the {piece}
        </Trans>
        <Next />
        <Place />
      </>
    );
  }
  if (offered) {
    return (
      <>
        <Trans>
          The {piece} goes to {named(offered)}
        </Trans>
        <Next />
        <Place />
      </>
    );
  }
  if (mode === 'open') return <Open />;
  if (mode === 'hands') {
    return (
      <>
        <Trans>Raise your hand to speak. The {piece} is free.</Trans> <Place />
      </>
    );
  }
  return (
    <>
      <Trans>The {piece} rests for a moment.</Trans> <Place />
    </>
  );
}

function Open() {
  const { view } = useHere();
  if (view.mine.seat === 'listener' && view.mine.role === 'participant') {
    return <Trans>The floor is open. You are listening today; raise your hand to speak.</Trans>;
  }
  if (view.mine.mutedUntil !== undefined) {
    return <Trans>The floor is open. You are listening for now.</Trans>;
  }
  if (view.slow !== null) {
    return (
      <Plural
        value={view.slow}
        one="The floor is open, one thought each second."
        other="The floor is open, one thought each # seconds."
      />
    );
  }
  return <Trans>The floor is open. Everyone may write.</Trans>;
}

/** `· then you`, `· then Soft Hill` */
function Next(): ReactNode {
  const { view, nameOf } = useHere();
  const [next] = view.next;
  if (!next) return null;
  if (next === view.mine.person) return <Trans> · then you</Trans>;
  return (
    <Trans>
      {' '}
      · then <bdi>{nameOf(next)}</bdi>
    </Trans>
  );
}

/** One's own place, told to nobody else. */
function Place(): ReactNode {
  const { view } = useHere();
  const { mine } = view;
  if (view.next[0] === mine.person) return null;
  const before = mine.place !== null ? mine.place - 1 : (mine.handPlace ?? 0) - 1;
  if (mine.place === null && mine.handPlace === null) return null;
  if (before <= 0) return mine.handPlace === 1 ? <Trans> · your hand is first</Trans> : null;
  return (
    <>
      {' · '}
      <Plural value={before} one="one person before you" other="# people before you" />
    </>
  );
}
