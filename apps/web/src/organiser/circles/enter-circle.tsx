/** The way into a circle for somebody of the staff who looks after it, as its facilitator (STF-1). */
import { Trans } from '@lingui/react/macro';
import { LogIn } from 'lucide-react';
import { useLocation } from 'wouter';
import { paths } from '../../lib/paths.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
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

/** The same for an organiser, who enters only the circles that they look after too (STF-6). */
export function OwnEntrance({ circle }: { readonly circle: string }) {
  const [own] = useStaffQuery((api) => api.ownStaff());
  if (own.state !== 'there') return null;
  const { roles, circles } = own.value;
  if (!roles.includes('facilitator') || !circles.includes(circle)) return null;
  return <EnterCircle circle={circle} />;
}
