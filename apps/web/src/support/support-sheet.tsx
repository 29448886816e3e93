/**
 * What helps now, the same in every state (DSK-1): first whom one can reach without anybody
 * here and without a connection, then the help line, coming to the ground, stepping away.
 */
import { Trans } from '@lingui/react/macro';
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSupport } from './context.ts';
import { Grounding } from './grounding.tsx';
import { HelpLine } from './help-line.tsx';
import { Resources } from './resources.tsx';
import styles from './support.module.css';

const CarriesAlone = lazyOwn((own) => own.CarriesAlone);
const OwnReports = lazyOwn((own) => own.OwnReports);

interface SupportSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SupportSheet({ open, onClose }: SupportSheetProps) {
  const { resources, ask, stepOut, reports } = useSupport();
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>Support</Trans>}>
      <Resources own={resources} />
      {ask && <HelpLine ask={ask} />}
      <details className={styles.part}>
        <summary>
          <Trans>Take a minute to calm down</Trans>
        </summary>
        <Grounding />
      </details>
      {stepOut && (
        <div className={styles.part}>
          <Suspense fallback={null}>
            <CarriesAlone />
          </Suspense>
          <Button
            wide
            onClick={async () => {
              if (await stepOut()) onClose();
            }}
          >
            <Trans>Step out for a bit</Trans>
          </Button>
        </div>
      )}
      {reports.length > 0 && (
        <div className={styles.part}>
          <Suspense fallback={null}>
            <OwnReports reports={reports} />
          </Suspense>
        </div>
      )}
    </Sheet>
  );
}
