/** Turns on push or e-mail for the house; each person then does it for themselves. */
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';
import { channelTitle } from './channel-texts.ts';

interface PlainSetupProps {
  readonly kind: 'push' | 'email';
  readonly onChanged: () => void;
}

export function PlainSetup({ kind, onChanged }: PlainSetupProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const setUp = async () => {
    if (!(await request.run((api) => api.setUpChannel({ kind })))?.ok) return;
    announce(
      kind === 'push'
        ? t`It’s on. Each person turns it on at their own devices, under “You”.`
        : t`It’s on. Each person gives their own address, under “You”.`,
    );
    onChanged();
  };
  return (
    <>
      <div>
        <Button kind="primary" busy={request.busy} onClick={() => void setUp()}>
          <Trans>Turn on</Trans>
          <span className="hidden"> {channelTitle(kind)}</span>
        </Button>
      </div>
      <CommandError command={request} look="line" />
    </>
  );
}
