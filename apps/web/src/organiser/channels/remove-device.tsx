/** Turns alerts off for another device of one's own; it stays signed in. */
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';

interface RemoveDeviceProps {
  readonly device: string;
  readonly name: string;
  readonly onChanged: () => void;
}

export function RemoveDevice({ device, name, onChanged }: RemoveDeviceProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const remove = async () => {
    if (!(await request.run((api) => api.removePushDevice(device)))?.ok) return;
    announce(t`Alerts are off for that device.`);
    onChanged();
  };
  return (
    <div>
      <Button busy={request.busy} onClick={() => void remove()}>
        <Trans>Turn off</Trans>
        <span className="hidden"> {name}</span>
      </Button>
      <CommandError command={request} look="line" />
    </div>
  );
}
