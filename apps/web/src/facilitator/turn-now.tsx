/**
 * The turn that is offered or held, and what helps it along: time, waiting, setting aside.
 * Time never cuts anybody off; only a person ends a turn, with a kind sentence (TRN-5).
 */

import type { Pace } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useNow } from '../lib/now.ts';
import { Spoken } from '../ui/spoken.tsx';
import { Stone } from '../ui/stone.tsx';
import { AskButton, Press, useConsole, useFind } from './console.tsx';
import styles from './facilitator.module.css';
import { Moderate } from './moderate.tsx';
import { lasted } from './pace.ts';

const longer = 60;
/** So long it stays said that one waits, in ms. */
const saidFor = 8000;

export function TurnNow() {
  const { view } = useConsole();
  const find = useFind();
  const [act, setAct] = useState<'nudge' | 'stop' | null>(null);
  const [waited, setWaited] = useState(0);
  const { turn, frozen } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it was said about this turn, as it was
  useEffect(() => setWaited(0), [turn, frozen]);
  useEffect(() => {
    if (waited === 0) return;
    const timer = setTimeout(() => setWaited(0), saidFor);
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
          {held && view.pace && <Lasts pace={view.pace} />}
        </p>
      </div>
      {held && !view.frozen ? (
        others && (
          <div className={styles.pair}>
            <Press name="nudge" onPress={() => setAct('nudge')}>
              <Trans>Private message…</Trans>
            </Press>
            <Press name="stop-turn" onPress={() => setAct('stop')}>
              <Trans>End the turn…</Trans>
            </Press>
          </div>
        )
      ) : (
        <div className={styles.pair}>
          <AskButton
            onDone={() => setWaited((times) => times + 1)}
            asks={
              held
                ? { do: 'wait-longer', seconds: longer }
                : { do: 'extend-offer', seconds: longer }
            }
          >
            {held ? <Trans>Wait one more minute</Trans> : <Trans>More time</Trans>}
          </AskButton>
          <AskButton asks={{ do: 'set-aside', who: id }}>
            <Trans>Skip for now</Trans>
          </AskButton>
        </div>
      )}
      <Spoken className={styles.hint}>
        {waited > 0 &&
          (held ? (
            <Trans>Waiting one more minute.</Trans>
          ) : (
            <Trans>They have one more minute to answer.</Trans>
          ))}
      </Spoken>
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
      {act && <Moderate act={act} who={person} onClose={() => setAct(null)} />}
    </div>
  );
}

/** `· 2 min`, `· over by 2 min` */
function Lasts({ pace }: { readonly pace: Pace }) {
  const now = useNow(pace.since !== null);
  const { minutes, over } = lasted(pace, now);
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
