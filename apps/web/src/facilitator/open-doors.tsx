/** Opening the doors; long before their time it is asked about first, with the day (LEAD-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useNow } from '../lib/now.ts';
import { clock, dayOf, span } from '../words/times.ts';
import { AskButton, useConsole } from './console.tsx';
import { TwoSteps } from './two-steps.tsx';

export function OpenDoors() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = useNow();
  if (now >= view.doorsAt) {
    return (
      <AskButton asks={{ do: 'open-doors' }} kind="primary" wide>
        <Trans>Open the doors</Trans>
      </AskButton>
    );
  }
  const day = `${dayOf(view.start, now)}, ${clock(view.start)}`;
  const left = span(view.start - now);
  return (
    <TwoSteps
      asks={{ do: 'open-doors' }}
      first={t`Open the doors…`}
      then={t`Open them now`}
      hint={t`This meeting begins ${day}: in ${left}. If you open the doors now, it starts now. You can’t undo this, and people who come at the planned time may miss it.`}
      kind="quiet"
      wide
    />
  );
}
