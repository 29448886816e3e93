/**
 * Leaving the circle for good, without entering it (PRV-11). It asks twice: first what goes and what
 * stays, then whether it is to be done now.
 */
import { placeApi } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRequest } from '../lib/api/use-request.ts';
import { paths } from '../lib/paths.ts';
import { resetTabStorage } from '../lib/storage/storage.ts';
import { ForgetMeText } from '../participant/forget-me-text.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import styles from './place.module.css';

type Step = 'closed' | 'explained' | 'asked';

export function LeaveForGood({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step>('closed');
  const request = useRequest();
  const opened = useFocusSwap<HTMLDivElement>(step !== 'closed');
  const asked = useFocusSwap<HTMLDivElement>(step === 'asked');
  const leave = async () => {
    const result = await request.run(() => placeApi({}).leaveForGood(circle));
    if (!result?.ok) return;
    resetTabStorage();
    // Replaced, so that Back does not lead to a page that is closed to them now.
    window.location.replace(paths.left);
  };
  return (
    <div ref={opened}>
      {step === 'closed' ? (
        <Button kind="plain" wide onClick={() => setStep('explained')}>
          <Trans>Leave this circle for good…</Trans>
        </Button>
      ) : (
        <fieldset className={styles.leaving} aria-label={t`Leave this circle for good`}>
          <div data-first tabIndex={-1} className={styles.part}>
            <ForgetMeText />
          </div>
          <div ref={asked} className={styles.part}>
            {step === 'explained' ? (
              <Button onClick={() => setStep('asked')}>
                <Trans>I want to leave for good</Trans>
              </Button>
            ) : (
              <>
                <p data-first tabIndex={-1}>
                  <strong>
                    <Trans>
                      Shall we delete you now? There’s no way back, not even for the organiser.
                    </Trans>
                  </strong>
                </p>
                <Button kind="danger" busy={request.busy} onClick={() => void leave()}>
                  <Trans>Yes, delete me now</Trans>
                </Button>
              </>
            )}
          </div>
          <CommandError command={request} />
          <Button onClick={() => setStep('closed')}>
            <Trans>Stay in this circle</Trans>
          </Button>
        </fieldset>
      )}
    </div>
  );
}
