/** Day, time and length of a meeting, always in the organiser's own zone, which is named. */

import { Trans, useLingui } from '@lingui/react/macro';
import { useNow } from '../lib/now.ts';
import { Field, Select } from '../ui/field.tsx';
import { clock, dayOf } from '../words/times.ts';
import { type Draft, dateOf, startOf } from './draft.ts';
import { long } from './lengths.ts';
import type { Faults } from './new-circle.tsx';
import styles from './organiser.module.css';

export type WhenDraft = Pick<Draft, 'date' | 'time' | 'minutes'>;

interface WhenFieldsProps {
  readonly when: WhenDraft;
  readonly faults: Faults;
  readonly onChange: (some: Partial<WhenDraft>) => void;
}

const lengths = [30, 45, 60, 75, 90, 120];

export function WhenFields({ when, faults, onChange }: WhenFieldsProps) {
  const { t } = useLingui();
  const start = startOf(when);
  const now = useNow();
  return (
    <>
      <div className={styles.two}>
        <Field
          label={t`Day`}
          type="date"
          min={dateOf(new Date(now))}
          error={faults['start']}
          value={when.date}
          onChange={(event) => onChange({ date: event.target.value })}
        />
        <Field
          label={t`Time`}
          type="time"
          value={when.time}
          onChange={(event) => onChange({ time: event.target.value })}
        />
      </div>
      <Select
        label={t`How long`}
        error={faults['minutes']}
        value={when.minutes}
        onChange={(event) => onChange({ minutes: event.target.value })}
      >
        {lengths.map((minutes) => (
          <option key={minutes} value={minutes}>
            {long(minutes)}
          </option>
        ))}
      </Select>
      {start && (
        <p className={styles.said}>
          <Trans>
            {dayOf(start.getTime())}, {clock(start.getTime())} to{' '}
            {clock(start.getTime() + Number(when.minutes) * 60_000)}
          </Trans>
          <br />
          <span className={styles.quiet}>
            <Trans>
              Times are in your time zone: {zoneName(start)}. Everyone else sees their own.
            </Trans>
          </span>
        </p>
      )}
      {start && start.getTime() < now - 60_000 && (
        <p className={styles.honey}>
          <Trans>This is in the past. The doors would open at once.</Trans>
        </p>
      )}
    </>
  );
}

/** `Central European Standard Time (Europe/Berlin)` */
function zoneName(at: Date): string {
  const language = document.documentElement.lang || 'en';
  const zone = new Intl.DateTimeFormat(language).resolvedOptions().timeZone;
  const name = new Intl.DateTimeFormat(language, { timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return name && name !== zone ? `${name} (${zone})` : zone;
}
