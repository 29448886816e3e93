/** What of somebody's sign-in is shown among other things: news, the return code, the way there. */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { ReturnCode, ReturnCodeHint } from './return-code.tsx';
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
  const { openPersonalSheet } = useCircle();
  return (
    <Button kind="plain" onClick={() => openPersonalSheet({ what: 'devices' })}>
      <Trans>Your devices and return code</Trans>
    </Button>
  );
}
