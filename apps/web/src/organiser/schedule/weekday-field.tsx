/** The days of a week as check boxes side by side; screen readers hear the whole name. */
import type { Weekday } from '@holdspace/protocol';
import { useId } from 'react';
import { weekdayName, weekdays } from './rhythm-text.ts';
import styles from './schedule.module.css';

interface WeekdayFieldProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly chosen: readonly Weekday[];
  readonly onChange: (chosen: readonly Weekday[]) => void;
}

export function WeekdayField({ label, error, chosen, onChange }: WeekdayFieldProps) {
  const id = useId();
  return (
    <fieldset className={styles.weekdays}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.days}>
        {weekdays.map((weekday) => (
          <label key={weekday} className={styles.day}>
            <input
              type="checkbox"
              aria-label={weekdayName(weekday)}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? id : undefined}
              checked={chosen.includes(weekday)}
              onChange={({ target }) =>
                onChange(
                  weekdays.filter((each) =>
                    each === weekday ? target.checked : chosen.includes(each),
                  ),
                )
              }
            />
            <span aria-hidden="true">{weekdayName(weekday, 'short')}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id={id} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
