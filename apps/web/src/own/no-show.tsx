/** The start has come and no facilitator has: said as it is, with what one can do (FAC-6). */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { openSupport } from '../support/open.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { when } from '../words/times.ts';

export function NoShow() {
  const { view } = useHere();
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
        We planned to begin at {when(view.start)}, but no facilitator has come. We’re sorry. The
        stand-ins and the organiser can see this. You can wait here or leave; either is fine.
      </Trans>
    </Notice>
  );
}
