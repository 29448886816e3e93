/** Enters a circle that one looks after, as its facilitator, without a link (STF-1). */
import { Trans } from '@lingui/react/macro';
import { DoorOpen } from 'lucide-react';
import { useLocation } from 'wouter';
import { paths } from '../../lib/paths.ts';
import { claimTabStorage } from '../../lib/storage/circle-storage.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';

interface EnterCircleProps {
  readonly circle: string;
  readonly name: string;
  readonly kind?: ButtonKind;
}

export function EnterCircle({ circle, name, kind = 'primary' }: EnterCircleProps) {
  const request = useStaffRequest();
  const [, navigate] = useLocation();
  const enter = async () => {
    const entered = await request.run((api) => api.enterCircle(circle));
    if (!entered?.ok) return;
    claimTabStorage(circle, entered.value.member);
    navigate(paths.circle(circle));
  };
  return (
    <>
      <CommandError command={request} />
      <Button
        kind={kind}
        busy={request.busy}
        onClick={() => void enter()}
        icon={<DoorOpen size={18} aria-hidden="true" />}
      >
        <Trans>Enter the circle</Trans>
        <span className="hidden"> {name}</span>
      </Button>
    </>
  );
}
