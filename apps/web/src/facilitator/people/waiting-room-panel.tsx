/** Who waits to be let in, and the doors themselves (PHA-1, PHA-2). */
import type { WaitingAttendee } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { Pebble } from '../../ui/pebble.tsx';
import { StableList } from '../../ui/press/stable-list.tsx';
import { CommandButton, Panel, SendCommandButton, useConsole } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import { JoiningPaused, SeatsLeft } from './joining-limits.tsx';

export function WaitingRoomPanel() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [turning, setTurning] = useState<WaitingAttendee | null>(null);
  const waiting = view.waiting ?? [];
  const asking = waiting.filter((one) => !one.admitted);
  return (
    <Panel title={t`Waiting room`} count={waiting.length} needsAction action={<LockButton />}>
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
      <StableList
        className={styles.list}
        items={waiting}
        idOf={({ id }) => id}
        rowProps={() => ({ className: styles.guest })}
        renderGone={({ name }) => (
          <Trans>
            <bdi>{name}</bdi> isn’t waiting any more
          </Trans>
        )}
        renderRow={(one) => <WaitingPerson person={one} onTurnAway={() => setTurning(one)} />}
      />
      {asking.length > 1 && (
        <SendCommandButton command={{ do: 'admit', who: 'all' }} wide>
          <Trans>Let everyone in</Trans>
        </SendCommandButton>
      )}
      {turning && (
        <ModerationForm action="turn-away" who={turning} onClose={() => setTurning(null)} />
      )}
    </Panel>
  );
}

interface WaitingPersonProps {
  readonly person: WaitingAttendee;
  readonly onTurnAway: () => void;
}

function WaitingPerson({ person: one, onTurnAway }: WaitingPersonProps) {
  return (
    <>
      <div className={styles.who}>
        <Pebble id={one.id} size={36} />
        <div className={styles.words}>
          <bdi className={styles.name}>{one.name}</bdi>
          <WaitingPersonState one={one} />
        </div>
      </div>
      {!one.admitted && (
        <div className={styles.pair}>
          <SendCommandButton command={{ do: 'admit', who: one.id }} kind="primary">
            <Trans>Let in</Trans>
            <span className="hidden">{one.name}</span>
          </SendCommandButton>
          <CommandButton name="turn-away" onPress={onTurnAway}>
            <Trans>Not today…</Trans>
            <span className="hidden">{one.name}</span>
          </CommandButton>
        </div>
      )}
    </>
  );
}

function LockButton() {
  const { view } = useConsole();
  const { t } = useLingui();
  return view.locked ? (
    <SendCommandButton
      command={{ do: 'unlock' }}
      kind="plain"
      label={t`Unlock for newcomers`}
      icon={<Lock size={18} aria-hidden="true" />}
    >
      <Trans>Unlock</Trans>
    </SendCommandButton>
  ) : (
    <SendCommandButton
      command={{ do: 'lock' }}
      kind="plain"
      label={t`Lock to newcomers`}
      icon={<LockOpen size={18} aria-hidden="true" />}
    >
      <Trans>Lock</Trans>
    </SendCommandButton>
  );
}

function WaitingPersonState({ one }: { readonly one: WaitingAttendee }) {
  const { t } = useLingui();
  const since = formatDateTime(one.since);
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
