/** Day, time and length of a meeting in the organiser's time zone, which the form names. */

import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import { useNow } from '../../lib/time/now.ts';
import { Field } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import { draftStart, type ScheduleDraft, toDateInput } from './date-inputs.ts';
import { DurationField } from './duration-field.tsx';
import styles from './schedule.module.css';
import { browserZone, zoneLongName } from './zones.ts';

interface ScheduleFieldsProps {
  readonly schedule: ScheduleDraft;
  readonly errors: FieldErrors;
  /** In place of the chosen time: what becomes of it. */
  readonly shown?: ReactNode;
  readonly onChange: (changes: Partial<ScheduleDraft>) => void;
}

export function ScheduleFields({ schedule, errors, shown, onChange }: ScheduleFieldsProps) {
  const { t } = useLingui();
  const start = draftStart(schedule);
  const now = useNow();
  return (
    <>
      <div className={styles.fields}>
        <Field
          label={t`Day`}
          type="date"
          min={toDateInput(new Date(now))}
          error={errors['start']}
          value={schedule.date}
          onChange={(event) => onChange({ date: event.target.value })}
        />
        <Field
          label={t`Time`}
          type="time"
          value={schedule.time}
          onChange={(event) => onChange({ time: event.target.value })}
        />
      </div>
      <DurationField
        error={errors['minutes']}
        value={schedule.minutes}
        onChange={(minutes) => onChange({ minutes })}
      />
      {start && (
        <p className={styles.chosen}>
          {shown ?? (
            <Trans>
              {formatDay(start.getTime())}, {formatTime(start.getTime())} to{' '}
              {formatTime(start.getTime() + Number(schedule.minutes) * 60_000)}
            </Trans>
          )}
          <br />
          <span className={layout.muted}>
            <Trans>
              Times are in your time zone: {timeZoneName(start)}. Everyone else sees their own.
            </Trans>
          </span>
        </p>
      )}
      {start && start.getTime() < now - 60_000 && (
        <p className={layout.warning}>
          <Trans>This is in the past. The doors would open at once.</Trans>
        </p>
      )}
    </>
  );
}

/** `Central European Standard Time (Europe/Berlin)` */
function timeZoneName(at: Date): string {
  const zone = browserZone();
  const name = zoneLongName(zone, at.getTime());
  return name === null ? zone : `${name} (${zone})`;
}
