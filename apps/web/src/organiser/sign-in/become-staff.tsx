/**
 * Offers a sign-in of their own to a facilitator who came by a link before there was staff (STF-7).
 * Who is signed in already has the circle beside their others afterwards.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import type { GuestCircle } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';

interface BecomeStaffProps {
  readonly circles: readonly GuestCircle[];
  readonly onDone: () => void;
}

export function BecomeStaff({ circles, onDone }: BecomeStaffProps) {
  return circles.map((circle) => (
    <BecomeStaffCard key={circle.circle} circle={circle} onDone={onDone} />
  ));
}

interface BecomeStaffCardProps extends Pick<BecomeStaffProps, 'onDone'> {
  readonly circle: GuestCircle;
}

function BecomeStaffCard({ circle: { circle, circleName }, onDone }: BecomeStaffCardProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const become = async () => {
    if ((await request.run((api) => api.becomeStaff(circle)))?.ok) onDone();
  };
  return (
    <Card tone="sky" title={t`You lead a circle here by a link`}>
      <p>
        <Trans>
          You facilitate “<bdi>{circleName}</bdi>”. With a sign-in of your own you come in by a
          passkey on any device, and find your circles in one place. Your name and what you wrote
          there stay.
        </Trans>
      </p>
      <CommandError command={request} />
      <div>
        <Button kind="primary" busy={request.busy} onClick={() => void become()}>
          <Trans>Give me a sign-in of my own</Trans>
          <span className="hidden"> {circleName}</span>
        </Button>
      </div>
    </Card>
  );
}
