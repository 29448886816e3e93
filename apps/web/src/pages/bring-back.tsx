/** A link that needs no questions: an organiser's, or somebody coming back to their circle. */
import type { Card } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRedeem } from '../join/redeeming.ts';
import { Ring } from '../join/ring.tsx';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

type BringBackProps =
  | { readonly token: string; readonly kind: 'organiser' }
  | {
      readonly token: string;
      readonly kind: 'member';
      readonly card: Card;
      readonly name: string;
    };

export function BringBack(props: BringBackProps) {
  const { t } = useLingui();
  const { busy, problem, redeem } = useRedeem();
  const [sharedDevice, setSharedDevice] = useState(false);
  const member = props.kind === 'member' ? props : null;
  return (
    <Page
      title={member ? t`Good to see you, ${member.name}` : t`Your circles`}
      lead={
        member
          ? t`This opens “${member.card.name}” for you again, under the same name.`
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
        onClick={() => redeem({ token: props.token, sharedDevice }, member?.card)}
      >
        {member ? <Trans>Go to the circle</Trans> : <Trans>Sign in</Trans>}
      </Button>
    </Page>
  );
}
