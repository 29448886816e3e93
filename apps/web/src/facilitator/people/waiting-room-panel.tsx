/** The people who wait to be let in, and the lock for newcomers (PHA-1, PHA-2). */
import type { WaitingAttendee } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { Pebble } from '../../ui/pebble.tsx';
import { StableList } from '../../ui/press/stable-list.tsx';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { PersonText } from '../console/person-text.tsx';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import { JoiningPaused, SeatsLeft } from './joining-limits.tsx';
import styles from './waiting-room-panel.module.css';

export function WaitingRoomPanel() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [turnedAway, setTurnedAway] = useState<WaitingAttendee | null>(null);
  const waiting = view.waiting ?? [];
  const toDecide = waiting.filter(({ admitted }) => !admitted);
  return (
    <Panel title={t`Waiting room`} count={waiting.length} needsAction action={<LockButton />}>
      <JoiningPaused />
      <SeatsLeft />
      {waiting.length === 0 && (
        <p className={layout.muted}>
          {view.locked ? (
            <Trans>Locked: newcomers can’t ask to come in.</Trans>
          ) : (
            <Trans>No one is waiting.</Trans>
          )}
        </p>
      )}
      <StableList
        className={layout.list}
        items={waiting}
        idOf={({ id }) => id}
        rowProps={() => ({ className: layout.entry })}
        renderGone={({ name }) => (
          <Trans>
            <bdi>{name}</bdi> isn’t waiting any more
          </Trans>
        )}
        renderRow={(person) => (
          <WaitingPerson person={person} onTurnAway={() => setTurnedAway(person)} />
        )}
      />
      {toDecide.length > 1 && (
        <SendCommandButton command={{ do: 'admit', who: 'all' }} wide>
          <Trans>Let everyone in</Trans>
        </SendCommandButton>
      )}
      {turnedAway && (
        <ModerationForm action="turn-away" who={turnedAway} onClose={() => setTurnedAway(null)} />
      )}
    </Panel>
  );
}

interface WaitingPersonProps {
  readonly person: WaitingAttendee;
  readonly onTurnAway: () => void;
}

function WaitingPerson({ person, onTurnAway }: WaitingPersonProps) {
  return (
    <>
      <div className={styles.person}>
        <Pebble id={person.id} size={36} />
        <PersonText name={person.name} state={<WaitingPersonState person={person} />} />
      </div>
      {!person.admitted && (
        <div className={layout.pair}>
          <SendCommandButton command={{ do: 'admit', who: person.id }} kind="primary">
            <Trans>Let in</Trans>
            <span className="hidden">{person.name}</span>
          </SendCommandButton>
          <CommandButton name="turn-away" onPress={onTurnAway}>
            <Trans>Not today…</Trans>
            <span className="hidden">{person.name}</span>
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

function WaitingPersonState({ person }: { readonly person: WaitingAttendee }) {
  const { t } = useLingui();
  const since = formatDateTime(person.since);
  const { link, came } = person;
  const words = [
    person.likeness && t`name similar to someone else’s here`,
    person.known ? t`was here before` : t`new here`,
    link && came !== null && came > 1 && t`came by “${link}”, like ${came} people so far`,
    link && (came === null || came <= 1) && t`came by “${link}”`,
    person.admitted ? t`comes in when this turn ends` : t`waiting since ${since}`,
    person.away && t`not connected right now`,
    person.firstTime && t`first time`,
    person.seat === 'listener' && t`would like to listen`,
  ].filter((word) => typeof word === 'string');
  return words.join(' · ');
}
