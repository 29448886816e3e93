/** Opens the doors; long before the start it asks first and names the day (LEAD-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDay, formatSpan, formatTime } from '../../lib/i18n/dates.ts';
import { useNow } from '../../lib/time/now.ts';
import { SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import { TwoStepButton } from '../console/two-step-button.tsx';

export function OpenDoorsButton() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = useNow();
  if (now >= view.doorsAt) {
    return (
      <SendCommandButton command={{ do: 'open-doors' }} kind="primary" wide>
        <Trans>Open the doors</Trans>
      </SendCommandButton>
    );
  }
  const day = `${formatDay(view.start, now)}, ${formatTime(view.start)}`;
  const left = formatSpan(view.start - now);
  return (
    <TwoStepButton
      command={{ do: 'open-doors' }}
      label={t`Open the doors…`}
      confirmLabel={t`Open them now`}
      hint={t`This meeting begins ${day}: in ${left}. If you open the doors now, it starts now. You can’t undo this, and people who come at the planned time may miss it.`}
      kind="quiet"
      wide
    />
  );
}
