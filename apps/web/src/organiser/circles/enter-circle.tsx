/** The way into a circle for somebody of the staff who looks after it, as its facilitator (STF-1). */
import { Trans } from '@lingui/react/macro';
import { LogIn } from 'lucide-react';
import { useLocation } from 'wouter';
import { paths } from '../../lib/paths.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';

export function EnterCircle({ circle }: { readonly circle: string }) {
  const request = useStaffRequest();
  const [, navigate] = useLocation();
  const enter = async () => {
    const entered = await request.run((api) => api.enterCircle(circle));
    if (entered?.ok) navigate(paths.circle(circle));
  };
  return (
    <>
      <div>
        <Button
          kind="primary"
          size="m"
          busy={request.busy}
          onClick={() => void enter()}
          icon={<LogIn size={18} aria-hidden="true" />}
        >
          <Trans>Go into the circle</Trans>
        </Button>
      </div>
      <CommandError command={request} />
    </>
  );
}
