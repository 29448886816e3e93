/** The fields of a rhythm: which days, at what time, in which zone, from when and until when. */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Field, Select } from '../../ui/field.tsx';
import { DurationField } from './duration-field.tsx';
import { toMonthPlace } from './rhythm-draft.ts';
import { RhythmEndFields } from './rhythm-end-fields.tsx';
import type { RhythmFieldsProps } from './rhythm-fields-props.ts';
import { monthPlaces, monthPlaceText, weekdayName, weekdays } from './rhythm-text.ts';
import styles from './schedule.module.css';
import { WeekdayField } from './weekday-field.tsx';
import { ZoneField } from './zone-field.tsx';

export function RhythmFields({ draft, errors, onChange }: RhythmFieldsProps) {
  const { t } = useLingui();
  return (
    <>
      {draft.every === 'week' ? (
        <WeekFields {...{ draft, errors, onChange }} />
      ) : (
        <MonthFields {...{ draft, errors, onChange }} />
      )}
      <div className={styles.fields}>
        <Field
          label={t`Time`}
          type="time"
          error={errors['rhythm.at']}
          value={draft.at}
          onChange={(event) => onChange({ at: event.target.value })}
        />
        <DurationField
          error={errors['minutes']}
          value={draft.minutes}
          onChange={(minutes) => onChange({ minutes })}
        />
      </div>
      <ZoneField
        zone={draft.zone}
        error={errors['rhythm.zone']}
        onChange={(zone) => onChange({ zone })}
      />
      <RhythmEndFields {...{ draft, errors, onChange }} />
    </>
  );
}

const weekIntervals = [1, 2, 3, 4];
const monthIntervals = [1, 2, 3];

/** The usual intervals, and the one that stands already. */
const withOwn = (usual: readonly number[], own: number): readonly number[] =>
  usual.includes(own) || !(own > 0) ? usual : [...usual, own];

function WeekFields({ draft, errors, onChange }: RhythmFieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <WeekdayField
        label={t`On which days`}
        error={errors['rhythm.on']}
        chosen={draft.days}
        onChange={(days) => onChange({ days })}
      />
      <Select
        label={t`How often`}
        error={errors['rhythm.interval']}
        value={draft.interval}
        onChange={(event) => onChange({ interval: event.target.value })}
      >
        {withOwn(weekIntervals, Number(draft.interval)).map((interval) => (
          <option key={interval} value={interval}>
            {plural(interval, { one: 'Every week', other: 'Every # weeks' })}
          </option>
        ))}
      </Select>
    </>
  );
}

function MonthFields({ draft, errors, onChange }: RhythmFieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t`Which one`}
          error={errors['rhythm.on']}
          value={draft.nth}
          onChange={(event) => onChange({ nth: toMonthPlace(event.target.value) })}
        >
          {monthPlaces.map((place) => (
            <option key={place} value={place}>
              {t`The ${monthPlaceText(place)}`}
            </option>
          ))}
        </Select>
        <Select
          label={t`Day of the week`}
          value={draft.day}
          onChange={(event) => {
            const day = weekdays.find((each) => each === event.target.value);
            if (day) onChange({ day });
          }}
        >
          {weekdays.map((weekday) => (
            <option key={weekday} value={weekday}>
              {weekdayName(weekday)}
            </option>
          ))}
        </Select>
      </div>
      <Select
        label={t`How often`}
        error={errors['rhythm.interval']}
        value={draft.interval}
        onChange={(event) => onChange({ interval: event.target.value })}
      >
        {withOwn(monthIntervals, Number(draft.interval)).map((interval) => (
          <option key={interval} value={interval}>
            {plural(interval, { one: 'Every month', other: 'Every # months' })}
          </option>
        ))}
      </Select>
    </>
  );
}
