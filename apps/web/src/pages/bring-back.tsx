/** A link that needs no questions: an organiser's, or somebody coming back to their circle. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRedeem } from '../join/redeeming.ts';
import { Ring } from '../join/ring.tsx';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

interface BringBackProps {
  readonly token: string;
  readonly kind: 'organiser' | 'member';
}

/** Says nothing about the person or the circle before the press (PRV-8). */
export function BringBack({ token, kind }: BringBackProps) {
  const { t } = useLingui();
  const { busy, problem, redeem } = useRedeem();
  const [sharedDevice, setSharedDevice] = useState(false);
  return (
    <Page
      title={kind === 'member' ? t`Come back` : t`Your circles`}
      lead={
        kind === 'member'
          ? t`This brings you back, under the same name.`
          : t`This link signs you in as the organiser on this device.`
      }
      above={<Ring />}
      dawn
      centred
    >
      {problem && (
        <Notice tone="brick" spoken>
          {problem}
        </Notice>
      )}
      <Check
        label={t`This is a shared device`}
        hint={t`Then this browser forgets you when it is closed.`}
        checked={sharedDevice}
        onChange={setSharedDevice}
      />
      <Button
        kind="primary"
        size="l"
        wide
        busy={busy}
        onClick={() => redeem({ token, sharedDevice })}
      >
        {kind === 'member' ? <Trans>Go to the circle</Trans> : <Trans>Sign in</Trans>}
      </Button>
    </Page>
  );
}
