/**
 * Where the meeting is and what comes next (PHA-1 to PHA-5). What is next is the one main
 * button; in the middle of a circle it steps back, so that nothing urges.
 */
import type { Phase as PhaseName, View } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { when } from '../words/times.ts';
import { AskButton, Panel, useConsole } from './console.tsx';
import { Done } from './done.tsx';
import styles from './facilitator.module.css';
import { OpenDoors } from './open-doors.tsx';
import { TwoSteps } from './two-steps.tsx';

const phaseWords: Readonly<Record<PhaseName, MessageDescriptor>> = {
  scheduled: msg`Not open yet`,
  doors: msg`The doors are open`,
  opening: msg`Opening`,
  body: msg`In the circle`,
  closing: msg`Closing`,
  aftercare: msg`Afterwards`,
  closed: msg`Closed`,
  purged: msg`Closed`,
};

/** No one can write any more. */
export const isOver = ({ phase }: View): boolean =>
  phase === 'aftercare' || phase === 'closed' || phase === 'purged';

export function Phase() {
  const { view } = useConsole();
  const { t, i18n } = useLingui();
  const end = when(view.end);
  const start = when(view.start);
  const over = isOver(view);
  return (
    <Panel title={t`The meeting`}>
      <p className={styles.quiet}>
        {i18n._(phaseWords[view.phase])}
        {!over && (
          <>
            {' · '}
            {view.phase === 'scheduled' ? (
              <Trans>begins {start}</Trans>
            ) : (
              <Trans>until {end}</Trans>
            )}
          </>
        )}
      </p>
      <Next />
    </Panel>
  );
}

/** What is wanted now and then; it stands below what is wanted at every turn. */
export function OtherSteps() {
  const { view } = useConsole();
  return (
    <div>
      {!isOver(view) && view.phase !== 'scheduled' && (
        <details className={styles.details}>
          <summary>
            <Trans>Time and other steps</Trans>
          </summary>
          <div className={styles.form}>
            <p className={styles.sub}>
              <Trans>Extend by</Trans>
            </p>
            <div className={styles.row}>
              <AskButton asks={{ do: 'extend', minutes: 5 }}>
                <Trans>5 minutes</Trans>
              </AskButton>
              <AskButton asks={{ do: 'extend', minutes: 15 }}>
                <Trans>15 minutes</Trans>
              </AskButton>
            </div>
            {view.phase === 'closing' && (
              <AskButton asks={{ do: 'set-phase', phase: 'body' }}>
                <Trans>Back to the main part</Trans>
              </AskButton>
            )}
            {view.phase !== 'closing' && <Close />}
          </div>
        </details>
      )}
      <Done />
    </div>
  );
}

function Next() {
  const { view } = useConsole();
  switch (view.phase) {
    case 'scheduled':
      return <OpenDoors />;
    case 'doors':
      return (
        <AskButton asks={{ do: 'begin' }} kind="primary" wide>
          <Trans>Begin</Trans>
        </AskButton>
      );
    case 'opening':
      return (
        <AskButton asks={{ do: 'set-phase', phase: 'body' }} kind="primary" wide>
          <Trans>Start main part</Trans>
        </AskButton>
      );
    case 'body':
      return (
        <AskButton asks={{ do: 'set-phase', phase: 'closing' }} wide>
          <Trans>Start closing</Trans>
        </AskButton>
      );
    case 'closing':
      return <Close main />;
    case 'aftercare':
    case 'closed':
    case 'purged':
      return (
        <p>
          <Trans>No one can write any more. Notes still reach you.</Trans>
        </p>
      );
  }
}

function Close({ main }: { readonly main?: boolean }) {
  const { t } = useLingui();
  return (
    <TwoSteps
      asks={{ do: 'close' }}
      first={t`Close the circle…`}
      then={t`Close it for everyone`}
      hint={t`After this, no one can write. Say your closing words first.`}
      kind={main ? 'primary' : 'quiet'}
      wide
    />
  );
}
