/** When a circle meets, in plain words, with changing it and with planning by hand instead. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { emptyRhythmDraft, toRhythmDraft } from '../schedule/rhythm-draft.ts';
import { rhythmEndText, rhythmText } from '../schedule/rhythm-text.ts';
import { ChangeRhythm } from './change-rhythm.tsx';
import type { CircleScheduleProps } from './circle-schedule.ts';
import styles from './meetings.module.css';

const usualMinutes = 75;

export function RhythmLine({ circle, schedule, onChanged }: CircleScheduleProps) {
  const [isOpen, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isOpen);
  const { rhythm, minutes } = schedule.rhythm;
  const close = () => setOpen(false);
  if (isOpen) {
    const first =
      rhythm === null ? emptyRhythmDraft() : toRhythmDraft(rhythm, minutes ?? usualMinutes);
    return (
      <div ref={holder} className={layout.stack}>
        <ChangeRhythm circle={circle} first={first} onChanged={onChanged} onClose={close} />
        {rhythm !== null && <EndRhythm circle={circle} schedule={schedule} onChanged={onChanged} />}
      </div>
    );
  }
  return (
    <div ref={holder} className={layout.entry}>
      {rhythm !== null && (
        <p className={styles.when}>
          {rhythmText(rhythm, minutes ?? usualMinutes)}
          {rhythmEndText(rhythm) !== '' && (
            <>
              <br />
              <span className={layout.muted}>{rhythmEndText(rhythm)}</span>
            </>
          )}
        </p>
      )}
      <div>
        <Button onClick={() => setOpen(true)} icon={<CalendarClock size={18} aria-hidden="true" />}>
          {rhythm === null ? (
            <Trans>Let it meet regularly</Trans>
          ) : (
            <Trans>Change when it meets</Trans>
          )}
        </Button>
      </div>
    </div>
  );
}

function EndRhythm({ circle, schedule, onChanged }: CircleScheduleProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const falling = schedule.meetings.filter(
    ({ state, date }) => state === 'planned' && date !== undefined,
  ).length;
  const end = async () => {
    if (!(await request.run((api) => api.endRhythm(circle)))?.ok) return false;
    announce(t`From now on you plan each meeting by hand.`);
    onChanged();
    return true;
  };
  return (
    <ConfirmButton
      label={t`Plan each meeting by hand instead…`}
      confirmLabel={t`Stop repeating`}
      cancelLabel={t`Leave it`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={end}
    >
      <Plural
        value={falling}
        one="The circle stays, and # planned meeting falls away. Those you moved or added stay."
        other="The circle stays, and # planned meetings fall away. Those you moved or added stay."
      />
    </ConfirmButton>
  );
}
