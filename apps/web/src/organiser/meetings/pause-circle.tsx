/** Pauses a circle until a date, or until it is resumed (RHY-4). */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { now } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Choice, Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../page/form-end.tsx';
import { useSpoken } from '../page/use-spoken.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import { toDateInput } from '../schedule/date-inputs.ts';
import { type CircleScheduleProps, isChangeable } from './circle-schedule.ts';
import styles from './meetings.module.css';

interface PauseCircleProps extends CircleScheduleProps {
  readonly onClose: () => void;
}

type PauseEnd = 'date' | 'open';
const day = 24 * 60 * 60_000;

export function PauseCircle({ circle, schedule, onChanged, onClose }: PauseCircleProps) {
  const { t } = useLingui();
  const [ends, setEnds] = useState<PauseEnd>('date');
  const [until, setUntil] = useState(() => toDateInput(new Date(now() + 14 * day)));
  const [isTried, setTried] = useState(false);
  const request = useStaffRequest();
  const isMissing = ends === 'date' && until === '';
  const pause = async () => {
    setTried(true);
    if (isMissing) return;
    const body = ends === 'date' ? { until } : {};
    if (!(await request.run((api) => api.pauseCircle(circle, body)))?.ok) return;
    announce(t`The circle is paused.`);
    onChanged();
    onClose();
  };
  const left = schedule.meetings.filter(
    (meeting) =>
      isChangeable(meeting) &&
      (ends === 'open' || (meeting.local ?? meeting.start).slice(0, 10) < until),
  ).length;
  const leftOut = plural(left, {
    0: 'No planned meeting lies in the pause.',
    one: '# planned meeting is left out. Members see that the circle is paused.',
    other: '# planned meetings are left out. Members see that the circle is paused.',
  });
  useSpoken(leftOut);
  return (
    <Form className={styles.form} onSend={() => void pause()} noValidate>
      <Choice<PauseEnd>
        label={t`How long`}
        value={ends}
        onChange={(chosen) => {
          request.reset();
          setEnds(chosen);
        }}
        options={[
          { value: 'date', label: t`Until a date` },
          { value: 'open', label: t`Until I resume it` },
        ]}
      />
      {ends === 'date' && (
        <Field
          label={t`Meetings again from`}
          type="date"
          min={toDateInput(new Date(now() + day))}
          error={isTried && isMissing ? t`Choose a date.` : request.problem?.fields?.['until']}
          value={until}
          onChange={(event) => {
            request.reset();
            setUntil(event.target.value);
          }}
        />
      )}
      <p>{leftOut}</p>
      <FormEnd request={request} onLeave={onClose} send={<Trans>Pause the circle</Trans>} />
    </Form>
  );
}
