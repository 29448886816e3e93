/** Who waits to be let in, and the doors themselves (PHA-1, PHA-2). */
import type { Waiting } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { Pebble } from '../ui/pebble.tsx';
import { GuardedList } from '../ui/press/guarded-list.tsx';
import { when } from '../words/times.ts';
import { AskButton, Panel, Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { JoiningPaused, SeatsLeft } from './joining.tsx';
import { Moderate } from './moderate.tsx';

export function WaitingRoom() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [turning, setTurning] = useState<Waiting | null>(null);
  const waiting = view.waiting ?? [];
  const asking = waiting.filter((one) => !one.admitted);
  return (
    <Panel title={t`Waiting room`} count={waiting.length} waits action={<Doors />}>
      <JoiningPaused />
      <SeatsLeft />
      {waiting.length === 0 && (
        <p className={styles.quiet}>
          {view.locked ? (
            <Trans>Locked: newcomers can’t ask to come in.</Trans>
          ) : (
            <Trans>No one is waiting.</Trans>
          )}
        </p>
      )}
      <GuardedList
        className={styles.list}
        items={waiting}
        idOf={({ id }) => id}
        rowProps={() => ({ className: styles.guest })}
        gone={({ name }) => (
          <Trans>
            <bdi>{name}</bdi> isn’t waiting any more
          </Trans>
        )}
        row={(one) => <Guest one={one} onTurnAway={() => setTurning(one)} />}
      />
      {asking.length > 1 && (
        <AskButton asks={{ do: 'admit', who: 'all' }} wide>
          <Trans>Let everyone in</Trans>
        </AskButton>
      )}
      {turning && <Moderate act="turn-away" who={turning} onClose={() => setTurning(null)} />}
    </Panel>
  );
}

interface GuestProps {
  readonly one: Waiting;
  readonly onTurnAway: () => void;
}

function Guest({ one, onTurnAway }: GuestProps) {
  return (
    <>
      <div className={styles.who}>
        <Pebble id={one.id} size={36} />
        <div className={styles.words}>
          <bdi className={styles.name}>{one.name}</bdi>
          <WaitingState one={one} />
        </div>
      </div>
      {!one.admitted && (
        <div className={styles.pair}>
          <AskButton asks={{ do: 'admit', who: one.id }} kind="primary">
            <Trans>Let in</Trans>
            <span className="hidden">{one.name}</span>
          </AskButton>
          <Press name="turn-away" onPress={onTurnAway}>
            <Trans>Not today…</Trans>
            <span className="hidden">{one.name}</span>
          </Press>
        </div>
      )}
    </>
  );
}

function Doors() {
  const { view } = useConsole();
  const { t } = useLingui();
  return view.locked ? (
    <AskButton
      asks={{ do: 'unlock' }}
      kind="plain"
      label={t`Unlock for newcomers`}
      icon={<Lock size={18} aria-hidden="true" />}
    >
      <Trans>Unlock</Trans>
    </AskButton>
  ) : (
    <AskButton
      asks={{ do: 'lock' }}
      kind="plain"
      label={t`Lock to newcomers`}
      icon={<LockOpen size={18} aria-hidden="true" />}
    >
      <Trans>Lock</Trans>
    </AskButton>
  );
}

function WaitingState({ one }: { readonly one: Waiting }) {
  const { t } = useLingui();
  const since = when(one.since);
  const { link, came } = one;
  const words = [
    one.likeness && t`name similar to someone else’s here`,
    one.known ? t`was here before` : t`new here`,
    link && came !== null && came > 1 && t`came by “${link}”, like ${came} people so far`,
    link && (came === null || came <= 1) && t`came by “${link}”`,
    one.admitted ? t`comes in when this turn ends` : t`waiting since ${since}`,
    one.away && t`not connected right now`,
    one.firstTime && t`first time`,
    one.seat === 'listener' && t`would like to listen`,
  ].filter((word) => typeof word === 'string');
  return <p className={styles.state}>{words.join(' · ')}</p>;
}
