/**
 * The turn that is offered or held, with more time, skipping and a kind end. Time alone never ends
 * a turn; only a person does, with a kind sentence (TRN-5).
 */
import type { TurnPace, ViewPerson } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useNow } from '../../lib/time/now.ts';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { Stone } from '../../ui/stone.tsx';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import styles from './current-turn.module.css';
import { turnDuration } from './turn-duration.ts';

const extraSeconds = 60;
/** How long the confirmation of more time stays on the screen, ms. */
const confirmationMs = 8000;

interface TurnAction {
  readonly action: 'nudge' | 'stop';
  readonly who: ViewPerson;
}

export function CurrentTurn() {
  const { view } = useConsole();
  const person = useFindPerson()(view.holder ?? view.offered);
  // The form stays open, and about the same person, when the turn changes meanwhile (RND-18).
  const [opened, setOpened] = useState<TurnAction | null>(null);
  return (
    <>
      {person && (
        <div className={layout.current}>
          <TurnHeadline person={person} />
          {view.holder === person.id && !view.frozen ? (
            <HeldTurnControls
              person={person}
              onAction={(action) => setOpened({ action, who: person })}
            />
          ) : (
            <WaitingControls person={person} />
          )}
        </div>
      )}
      {opened && <ModerationForm {...opened} onClose={() => setOpened(null)} />}
    </>
  );
}

interface TurnProps {
  /** Who holds the piece or has been offered it. */
  readonly person: ViewPerson;
}

function TurnHeadline({ person: { id, name } }: TurnProps) {
  const { view } = useConsole();
  const isHeld = view.holder === id;
  return (
    <div className={styles.headline}>
      <Stone size={18} />
      <p>
        {isHeld && view.frozen ? (
          <Trans>
            <bdi>{name}</bdi> lost connection. Their place is held.
          </Trans>
        ) : isHeld ? (
          <Trans>
            <b>
              <bdi>{name}</bdi>
            </b>{' '}
            has the piece
          </Trans>
        ) : (
          <Trans>
            The piece is offered to{' '}
            <b>
              <bdi>{name}</bdi>
            </b>
          </Trans>
        )}
        {isHeld && view.pace && <TurnDurationText pace={view.pace} />}
      </p>
    </div>
  );
}

interface HeldTurnControlsProps extends TurnProps {
  readonly onAction: (action: TurnAction['action']) => void;
}

/** A person speaks: a private message or the end of the turn, each with a form. */
function HeldTurnControls({ person, onAction }: HeldTurnControlsProps) {
  const { view } = useConsole();
  if (person.id === view.mine.person || person.role !== 'participant') return null;
  return (
    <div className={layout.pair}>
      <CommandButton name="nudge" onPress={() => onAction('nudge')}>
        <Trans>Private message…</Trans>
      </CommandButton>
      <CommandButton name="stop-turn" onPress={() => onAction('stop')}>
        <Trans>End the turn…</Trans>
      </CommandButton>
    </div>
  );
}

/** The piece is offered, or its holder lost connection: more time, or skip. */
function WaitingControls({ person: { id, name } }: TurnProps) {
  const { view } = useConsole();
  const isHeld = view.holder === id;
  const [extensions, setExtensions] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the confirmation is about this turn
  useEffect(() => setExtensions(0), [view.turn, view.frozen]);
  useEffect(() => {
    if (extensions === 0) return;
    const timer = setTimeout(() => setExtensions(0), confirmationMs);
    return () => clearTimeout(timer);
  }, [extensions]);
  return (
    <>
      <div className={layout.pair}>
        <SendCommandButton
          onDone={() => setExtensions((count) => count + 1)}
          command={
            isHeld
              ? { do: 'wait-longer', seconds: extraSeconds }
              : { do: 'extend-offer', seconds: extraSeconds }
          }
        >
          {isHeld ? <Trans>Wait one more minute</Trans> : <Trans>More time</Trans>}
        </SendCommandButton>
        <SendCommandButton command={{ do: 'set-aside', who: id }}>
          <Trans>Skip for now</Trans>
        </SendCommandButton>
      </div>
      <SpokenText className={styles.hint}>
        {extensions > 0 &&
          (isHeld ? (
            <Trans>Waiting one more minute.</Trans>
          ) : (
            <Trans>They have one more minute to answer.</Trans>
          ))}
      </SpokenText>
      {isHeld && (
        <p className={styles.hint}>
          {view.round === null ? (
            <Trans>
              If you skip, the piece moves on. <bdi>{name}</bdi> can raise a hand again.
            </Trans>
          ) : (
            <Trans>
              If you skip, the piece moves on. <bdi>{name}</bdi> is asked again later.
            </Trans>
          )}
        </p>
      )}
    </>
  );
}

/** `· 2 min`, `· over by 2 min` */
function TurnDurationText({ pace }: { readonly pace: TurnPace }) {
  const now = useNow(pace.since !== null);
  const { minutes, over } = turnDuration(pace, now);
  if (over !== null) {
    return (
      <>
        {' · '}
        <span className={styles.overTime}>
          <Plural value={over} one="over by # min" other="over by # min" />
        </span>
      </>
    );
  }
  if (minutes < 1) return null;
  return (
    <>
      {' · '}
      <Plural value={minutes} one="# min" other="# min" />
    </>
  );
}
