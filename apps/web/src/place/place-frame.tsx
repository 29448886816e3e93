/**
 * Around the place page: Support, with the way to the facilitators, and the sheet of one's devices.
 * It has no live connection; asking for help opens one (DSK-1).
 */
import { Trans } from '@lingui/react/macro';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { resourcesOnly, SupportProvider } from '../app/support/support-context.ts';
import { openSupport } from '../app/support/support-state.ts';
import { MembershipProvider } from '../circle/model/membership-context.ts';
import { paths } from '../lib/paths.ts';
import { DevicesPanel } from '../sign-in/sign-in.lazy.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Sheet } from '../ui/sheet.tsx';

interface PlaceFrameProps {
  readonly circle: string;
  readonly resources: Parameters<typeof resourcesOnly>[0];
  readonly children: ReactNode;
}

export function PlaceFrame({ circle, resources, children }: PlaceFrameProps) {
  const [showsDevices, setShowsDevices] = useState(false);
  const membership = useMemo(
    () => ({ circle, openDevices: () => setShowsDevices(true) }),
    [circle],
  );
  const support = useMemo(
    () => ({ ...resourcesOnly(resources), circle, elsewhere: <AskFacilitators circle={circle} /> }),
    [circle, resources],
  );
  return (
    <MembershipProvider value={membership}>
      <SupportProvider value={support}>
        {children}
        {showsDevices && (
          <ErrorBoundary>
            <Sheet
              open
              onClose={() => setShowsDevices(false)}
              title={<Trans>Your devices and return code</Trans>}
            >
              <Suspense fallback={null}>
                <DevicesPanel />
              </Suspense>
            </Sheet>
          </ErrorBoundary>
        )}
      </SupportProvider>
    </MembershipProvider>
  );
}

/** The live page of the circle has the help line; Support stays open on the way there. */
function AskFacilitators({ circle }: { readonly circle: string }) {
  const [, navigate] = useLocation();
  const go = () => {
    openSupport();
    navigate(paths.circle(circle), { replace: true, state: history.state });
  };
  return (
    <Button size="l" wide onClick={go}>
      <Trans>Write privately to the facilitators</Trans>
    </Button>
  );
}
