/**
 * The phase of the meeting and the next one (PHA-1 to PHA-5). The next phase is the one main
 * button; during the body it is a quiet button, so that it does not urge.
 */
import type { Phase as PhaseName } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { TwoStepButton } from '../console/two-step-button.tsx';
import { ModerationLog } from '../moderation/moderation-log.tsx';
import { OpenDoorsButton } from './open-doors.tsx';

const phaseTexts: Readonly<Record<PhaseName, MessageDescriptor>> = {
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
export const isMeetingOver = ({ phase }: CircleView): boolean =>
  phase === 'aftercare' || phase === 'closed' || phase === 'purged';

export function PhasePanel() {
  const { view } = useConsole();
  const { t, i18n } = useLingui();
  const end = formatDateTime(view.end);
  const start = formatDateTime(view.start);
  const over = isMeetingOver(view);
  return (
    <Panel title={t`The meeting`}>
      <p className={layout.muted}>
        {i18n._(phaseTexts[view.phase])}
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
      <NextPhaseButton />
    </Panel>
  );
}

/** Controls that are needed rarely; they are below the ones for every turn. */
export function OtherPhaseSteps() {
  const { view } = useConsole();
  return (
    <div>
      {!isMeetingOver(view) && view.phase !== 'scheduled' && (
        <details className={layout.disclosure}>
          <summary>
            <Trans>Time and other steps</Trans>
          </summary>
          <div className={layout.stack}>
            <p className={layout.subheading}>
              <Trans>Extend by</Trans>
            </p>
            <div className={layout.row}>
              <SendCommandButton command={{ do: 'extend', minutes: 5 }}>
                <Trans>5 minutes</Trans>
              </SendCommandButton>
              <SendCommandButton command={{ do: 'extend', minutes: 15 }}>
                <Trans>15 minutes</Trans>
              </SendCommandButton>
            </div>
            {view.phase === 'closing' && (
              <SendCommandButton command={{ do: 'set-phase', phase: 'body' }}>
                <Trans>Back to the main part</Trans>
              </SendCommandButton>
            )}
            {view.phase !== 'closing' && <CloseMeetingButton />}
          </div>
        </details>
      )}
      <ModerationLog />
    </div>
  );
}

function NextPhaseButton() {
  const { view } = useConsole();
  switch (view.phase) {
    case 'scheduled':
      return <OpenDoorsButton />;
    case 'doors':
      return (
        <SendCommandButton command={{ do: 'begin' }} kind="primary" wide>
          <Trans>Begin</Trans>
        </SendCommandButton>
      );
    case 'opening':
      return (
        <SendCommandButton command={{ do: 'set-phase', phase: 'body' }} kind="primary" wide>
          <Trans>Start main part</Trans>
        </SendCommandButton>
      );
    case 'body':
      return (
        <SendCommandButton command={{ do: 'set-phase', phase: 'closing' }} wide>
          <Trans>Start closing</Trans>
        </SendCommandButton>
      );
    case 'closing':
      return <CloseMeetingButton main />;
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

function CloseMeetingButton({ main }: { readonly main?: boolean }) {
  const { t } = useLingui();
  return (
    <TwoStepButton
      command={{ do: 'close' }}
      label={t`Close the circle…`}
      confirmLabel={t`Close it for everyone`}
      hint={t`After this, no one can write. Say your closing words first.`}
      kind={main ? 'primary' : 'quiet'}
      wide
    />
  );
}
