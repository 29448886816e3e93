/**
 * The page of staff on a device that is not signed in: a passkey, or a one-time link (STF-2).
 * No name is typed; the passkey knows whose it is.
 */
import { staffApi } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { SharedDevice } from '../../join/invitation/shared-device.tsx';
import { useRequest } from '../../lib/api/use-request.ts';
import { paths } from '../../lib/paths.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../page/layout.module.css';
import type { GuestCircle } from '../page/staff-session.ts';
import { deviceLabel } from '../passkeys/device-label.ts';
import { signInWithPasskey } from '../passkeys/passkey-ceremonies.ts';
import { preloadWebAuthn } from '../passkeys/web-authn.lazy.ts';
import { BecomeStaff } from './become-staff.tsx';

interface StaffSignInPageProps {
  /** Somebody was signed in on this page, and is not any more. */
  readonly hasEnded: boolean;
  readonly guestCircles: readonly GuestCircle[];
  readonly onSignedIn: () => void;
}

export function StaffSignInPage({ hasEnded, guestCircles, onSignedIn }: StaffSignInPageProps) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Sign in`}
      lead={t`For organisers, facilitators and people on call. There’s no password and no name to type.`}
    >
      {hasEnded && (
        <Notice>
          <Trans>You’re signed out on this device. Nothing you saved is lost.</Trans>
        </Notice>
      )}
      <BecomeStaff circles={guestCircles} onDone={onSignedIn} />
      <PasskeySignInForm onSignedIn={onSignedIn} />
      <Card title={t`First time, or your passkey isn’t here?`}>
        <p>
          <Trans>
            Then you come in by a one-time link. An organiser makes it for you on their page
            “People” and sends it to you. Just open it on this device.
          </Trans>
        </p>
        <p>
          <Trans>
            You are the only organiser? The person who runs this server makes one with this command:
          </Trans>
        </p>
        <p>
          <code className={layout.command}>npx holdspace organiser-link</code>
        </p>
        <div>
          <Button onClick={onSignedIn}>
            <Trans>I’ve opened the link. Check again</Trans>
          </Button>
        </div>
      </Card>
      <p>
        <Trans>
          You were invited to a circle to take part? Then the start page is your way in.
        </Trans>
      </p>
      <div>
        <ButtonLink to={paths.home}>
          <Trans>Go to the start page</Trans>
        </ButtonLink>
      </div>
    </Page>
  );
}

function PasskeySignInForm({ onSignedIn }: Pick<StaffSignInPageProps, 'onSignedIn'>) {
  const [sharedDevice, setSharedDevice] = useState(false);
  const request = useRequest({ isPublic: true });
  useEffect(preloadWebAuthn, []);
  const signIn = async () => {
    const device = { sharedDevice, label: deviceLabel() };
    if ((await request.run(() => signInWithPasskey(staffApi(), device)))?.ok) onSignedIn();
  };
  return (
    <div className={layout.stack}>
      <CommandError command={request} />
      <SharedDevice checked={sharedDevice} onChange={setSharedDevice} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={request.busy}
        onClick={() => void signIn()}
        icon={<KeyRound size={20} aria-hidden="true" />}
      >
        <Trans>Sign in with your passkey</Trans>
      </Button>
    </div>
  );
}
