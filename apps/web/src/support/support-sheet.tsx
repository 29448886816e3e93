/** What helps now: people to call, a note to a facilitator, a way to step away. */
import { Trans } from '@lingui/react/macro';
import { Sheet } from '../ui/sheet.tsx';

interface SupportSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SupportSheet({ open, onClose }: SupportSheetProps) {
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>Support</Trans>}>
      <p>
        <Trans>
          If you or somebody is in danger now, call the emergency number of your country.
        </Trans>
      </p>
    </Sheet>
  );
}
