/**
 * A link that needs no questions: an organiser's, or one that brings somebody back to their
 * circle. It names neither the person nor the circle.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRedeem } from '../join/redeeming.ts';
import { Ring } from '../join/ring.tsx';
import { WhatStandsInTheWay } from '../join/what-stands-in-the-way.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { SharedDevice } from '../ui/shared-device.tsx';

interface BringBackProps {
  readonly token: string;
  readonly kind: 'organiser' | 'member';
}

export function BringBack({ token, kind }: BringBackProps) {
  const { t } = useLingui();
  const redeeming = useRedeem();
  const { busy, waiting, redeem } = redeeming;
  const [sharedDevice, setSharedDevice] = useState(false);
  const organises = kind === 'organiser';
  return (
    <Page
      title={organises ? t`Your circles` : t`Good to see you again`}
      lead={
        organises
          ? t`This link signs you in as the organiser on this device.`
          : t`This brings you back to your circle under the same name.`
      }
      above={<Ring />}
      dawn
      centred
    >
      <WhatStandsInTheWay redeeming={redeeming} />
      <SharedDevice checked={sharedDevice} onChange={setSharedDevice} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={busy && !waiting}
        onClick={() => redeem({ token, sharedDevice })}
      >
        {organises ? <Trans>Sign in</Trans> : <Trans>Go to the circle</Trans>}
      </Button>
    </Page>
  );
}
