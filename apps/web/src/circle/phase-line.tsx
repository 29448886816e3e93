/** When the meeting begins or until when it lasts, below its name. */
import { Trans } from '@lingui/react/macro';
import { formatDateTime } from '../lib/i18n/dates.ts';
import { useCircle } from './model/circle-context.ts';

export function PhaseLine() {
  const { view } = useCircle();
  const until = formatDateTime(view.end);
  if (view.phase === 'doors' || view.phase === 'scheduled') {
    return <Trans>begins {formatDateTime(view.start)}</Trans>;
  }
  if (view.phase === 'aftercare') return <Trans>The meeting is over</Trans>;
  if (view.phase === 'closing') return <Trans>Closing · until {until}</Trans>;
  if (view.round !== null) {
    return (
      <Trans>
        Round {view.round} · until {until}
      </Trans>
    );
  }
  return <Trans>until {until}</Trans>;
}
