/**
 * A link that needs no questions: one of staff, or one that brings a person back to their
 * circle. It names neither the person nor the circle.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Page } from '../app/shell/page.tsx';
import { RedeemProblem } from '../join/invitation/redeem-problem.tsx';
import { Ring } from '../join/invitation/ring.tsx';
import { SharedDevice } from '../join/invitation/shared-device.tsx';
import { useRedeem } from '../join/link/use-redeem.ts';
import { Button } from '../ui/button.tsx';

interface RedeemPageProps {
  readonly token: string;
  readonly kind: 'organiser' | 'member';
}

export function RedeemPage({ token, kind }: RedeemPageProps) {
  const { t } = useLingui();
  const redeeming = useRedeem();
  const { busy, waiting, redeem } = redeeming;
  const [sharedDevice, setSharedDevice] = useState(false);
  const isOfStaff = kind === 'organiser';
  return (
    <Page
      title={isOfStaff ? t`Welcome` : t`Good to see you again`}
      lead={
        isOfStaff
          ? t`This link signs you in on this device, to the pages of those who carry the circles. It works once.`
          : t`This brings you back to your circle under the same name.`
      }
      above={<Ring />}
      dawn
      centred
    >
      <RedeemProblem redeeming={redeeming} />
      <SharedDevice checked={sharedDevice} onChange={setSharedDevice} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={busy && !waiting}
        onClick={() => redeem({ token, sharedDevice })}
      >
        {isOfStaff ? <Trans>Sign in</Trans> : <Trans>Go to the circle</Trans>}
      </Button>
    </Page>
  );
}
