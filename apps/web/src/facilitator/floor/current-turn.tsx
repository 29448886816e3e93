/**
 * The turn that is offered or held, and what helps it along: time, waiting, setting aside.
 * Time never cuts anybody off; only a person ends a turn, with a kind sentence (TRN-5).
 */

import type { TurnPace } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useNow } from '../../lib/time/now.ts';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { Stone } from '../../ui/stone.tsx';
import {
  CommandButton,
  SendCommandButton,
  useConsole,
  useFindPerson,
} from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import { turnDuration } from './turn-duration.ts';

const extraSeconds = 60;
/** So long it stays said that one waits, in ms. */
const confirmationMs = 8000;

export function CurrentTurn() {
  const { view } = useConsole();
  const find = useFindPerson();
  const [act, setAct] = useState<'nudge' | 'stop' | null>(null);
  const [waited, setWaited] = useState(0);
  const { turn, frozen } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it was said about this turn, as it was
  useEffect(() => setWaited(0), [turn, frozen]);
  useEffect(() => {
    if (waited === 0) return;
    const timer = setTimeout(() => setWaited(0), confirmationMs);
    return () => clearTimeout(timer);
  }, [waited]);
  const person = find(view.holder ?? view.offered);
  if (!person) return null;
  const { id, name } = person;
  const held = view.holder === id;
  const others = id !== view.mine.person && person.role === 'participant';
  return (
    <div className={styles.now}>
      <div className={styles.nowLine}>
        <Stone size={18} />
        <p>
          {held && view.frozen ? (
            <Trans>
              <bdi>{name}</bdi> lost connection. Their place is held.
            </Trans>
          ) : held ? (
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
          {held && view.pace && <TurnDurationText pace={view.pace} />}
        </p>
      </div>
      {held && !view.frozen ? (
        others && (
          <div className={styles.pair}>
            <CommandButton name="nudge" onPress={() => setAct('nudge')}>
              <Trans>Private message…</Trans>
            </CommandButton>
            <CommandButton name="stop-turn" onPress={() => setAct('stop')}>
              <Trans>End the turn…</Trans>
            </CommandButton>
          </div>
        )
      ) : (
        <div className={styles.pair}>
          <SendCommandButton
            onDone={() => setWaited((times) => times + 1)}
            command={
              held
                ? { do: 'wait-longer', seconds: extraSeconds }
                : { do: 'extend-offer', seconds: extraSeconds }
            }
          >
            {held ? <Trans>Wait one more minute</Trans> : <Trans>More time</Trans>}
          </SendCommandButton>
          <SendCommandButton command={{ do: 'set-aside', who: id }}>
            <Trans>Skip for now</Trans>
          </SendCommandButton>
        </div>
      )}
      <SpokenText className={styles.hint}>
        {waited > 0 &&
          (held ? (
            <Trans>Waiting one more minute.</Trans>
          ) : (
            <Trans>They have one more minute to answer.</Trans>
          ))}
      </SpokenText>
      {held && view.frozen && (
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
      {act && <ModerationForm action={act} who={person} onClose={() => setAct(null)} />}
    </div>
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
        <span className={styles.over}>
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
