/** Says that no facilitator came to the start, and what people can do (FAC-6). */
import { Trans } from '@lingui/react/macro';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { formatDateTime } from '../lib/i18n/dates.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export function NoShow() {
  const { view } = useCircle();
  return (
    <Notice
      tone="honey"
      action={
        <Button onClick={openSupport}>
          <Trans>Get support now</Trans>
        </Button>
      }
    >
      <Trans>
        We planned to begin at {formatDateTime(view.start)}, but no facilitator has come. We’re
        sorry. The stand-ins and the organiser can see this. You can wait here or leave; either is
        fine.
      </Trans>
    </Notice>
  );
}
