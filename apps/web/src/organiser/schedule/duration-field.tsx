/** How long a meeting is. A length that is none of the usual ones is offered too. */
import { useLingui } from '@lingui/react/macro';
import { Select } from '../../ui/field.tsx';
import { shortDuration } from './format-duration.ts';

const usualMinutes = [30, 45, 60, 75, 90, 120];

interface DurationFieldProps {
  /** In minutes, as it is typed. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (minutes: string) => void;
}

export function DurationField({ value, error, onChange }: DurationFieldProps) {
  const { t } = useLingui();
  const own = Number(value);
  const options = usualMinutes.includes(own) || !(own > 0) ? usualMinutes : [...usualMinutes, own];
  return (
    <Select
      label={t`How long`}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options
        .toSorted((one, other) => one - other)
        .map((minutes) => (
          <option key={minutes} value={minutes}>
            {shortDuration(minutes)}
          </option>
        ))}
    </Select>
  );
}
