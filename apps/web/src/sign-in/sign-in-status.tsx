/** The sign-in of a person on other screens: the latest notice, the return code, a way to the devices. */
import { Trans } from '@lingui/react/macro';
import { useMembership } from '../circle/model/membership-context.ts';
import { Button } from '../ui/button.tsx';
import { ReturnCode } from './return-code.tsx';
import { ReturnCodeHint } from './return-code-hint.tsx';
import { LatestSecurityNotice } from './security-notices.tsx';

export function SignInStatus({ slim }: { readonly slim: boolean }) {
  return (
    <>
      <LatestSecurityNotice />
      {slim ? <ReturnCodeHint /> : <ReturnCode />}
    </>
  );
}

export function DevicesButton() {
  const { openDevices } = useMembership();
  return (
    <Button kind="plain" onClick={openDevices}>
      <Trans>Your devices and return code</Trans>
    </Button>
  );
}
