/** What of somebody's sign-in is shown among other things: news, the return code, the way there. */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { Button } from '../ui/button.tsx';
import { SignInNews } from './news.tsx';
import { CodeLine, ReturnCode } from './return-code.tsx';

export function OwnSignIn({ slim }: { readonly slim: boolean }) {
  return (
    <>
      <SignInNews />
      {slim ? <CodeLine /> : <ReturnCode />}
    </>
  );
}

export function ToDevices() {
  const { openAside } = useHere();
  return (
    <Button kind="plain" onClick={() => openAside({ what: 'devices' })}>
      <Trans>Your devices and return code</Trans>
    </Button>
  );
}
