/** Pausing and ending a circle (RHY-4). */
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import type { CircleSchedule } from './circle-schedule.ts';
import { EndCircle } from './end-circle.tsx';
import { PauseCircle } from './pause-circle.tsx';

interface CircleLifeSectionProps extends CircleDetailProps {
  readonly schedule: CircleSchedule;
}

/** Nothing once the circle ends: its notice above has the way back. */
export function CircleLifeSection({ detail, schedule, onChanged }: CircleLifeSectionProps) {
  const [open, setOpen] = useState<'pause' | 'end' | null>(null);
  const holder = useFocusSwap<HTMLElement>(open !== null);
  const { state } = schedule.rhythm;
  if (state === 'ending' || state === 'ended') return null;
  const close = () => setOpen(null);
  return (
    <section className={layout.stack} ref={holder}>
      <h2>
        <Trans>Pause or end</Trans>
      </h2>
      {open === 'pause' && (
        <PauseCircle circle={detail.id} schedule={schedule} onChanged={onChanged} onClose={close} />
      )}
      {open === 'end' && (
        <EndCircle detail={detail} schedule={schedule} onChanged={onChanged} onClose={close} />
      )}
      {open === null && (
        <div className={layout.row}>
          {state === 'open' && (
            <Button onClick={() => setOpen('pause')}>
              <Trans>Pause it…</Trans>
            </Button>
          )}
          <Button onClick={() => setOpen('end')}>
            <Trans>End this circle…</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}
