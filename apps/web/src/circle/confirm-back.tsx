/** Asks the holder of the piece before Back leaves the circle (PAGE-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { paths } from '../lib/paths.ts';
import { ensureEntryBelow, goBack, useBackConfirms } from '../ui/back-button.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useCircle } from './model/circle-context.ts';

export function ConfirmBack() {
  const { t } = useLingui();
  const { view } = useCircle();
  const [open, setOpen] = useState(false);
  const holds = view.holder === view.mine.person;
  useEffect(() => ensureEntryBelow(paths.home), []);
  useBackConfirms(holds, () => setOpen(true));
  return (
    <Sheet open={open && holds} onClose={() => setOpen(false)} title={t`It’s your turn`}>
      <p>
        <Trans>
          If you go back now, you leave this page. Your turn is held for a little while, and what
          you wrote stays in this tab.
        </Trans>
      </p>
      <Button kind="primary" size="m" wide onClick={() => setOpen(false)}>
        <Trans>Stay</Trans>
      </Button>
      <Button size="m" wide onClick={goBack}>
        <Trans>Leave this page</Trans>
      </Button>
    </Sheet>
  );
}
