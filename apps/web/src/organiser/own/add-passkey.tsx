/** A button that makes a passkey on this device. Its name is that of the device, until it is changed. */
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { deviceLabel } from '../passkeys/device-label.ts';
import { createPasskey } from '../passkeys/passkey-ceremonies.ts';
import { preloadWebAuthn } from '../passkeys/web-authn.lazy.ts';
import { useStaffRequest } from '../proof/proof-context.ts';

interface AddPasskeyProps {
  readonly kind?: ButtonKind;
  readonly onAdded: () => void;
}

export function AddPasskey({ kind, onAdded }: AddPasskeyProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  useEffect(preloadWebAuthn, []);
  const add = async () => {
    const name = deviceLabel();
    if (!(await request.run((api) => createPasskey(api, name)))?.ok) return;
    announce(t`Your passkey is saved.`);
    onAdded();
  };
  return (
    <>
      <CommandError command={request} />
      <div>
        <Button
          kind={kind}
          busy={request.busy}
          onClick={() => void add()}
          icon={<KeyRound size={18} aria-hidden="true" />}
        >
          <Trans>Make a passkey on this device</Trans>
        </Button>
      </div>
    </>
  );
}
