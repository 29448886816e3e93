/** The fields for the length of a mute and of an exclusion (VOI-1). */
import { useLingui } from '@lingui/react/macro';
import { Choice, Field } from '../../ui/field.tsx';
import type { ExcludeLength, MuteLength } from './moderation-actions.ts';

interface MuteDurationProps {
  readonly value: MuteLength;
  readonly onChange: (length: MuteLength) => void;
}

export function MuteDuration({ value, onChange }: MuteDurationProps) {
  const { t } = useLingui();
  return (
    <Choice
      row
      label={t`How long`}
      value={value}
      onChange={onChange}
      options={[
        { value: '5m', label: t`5 minutes` },
        { value: '15m', label: t`15 minutes` },
        { value: 'meeting', label: t`This meeting` },
        { value: 'lifted', label: t`Until I unmute` },
      ]}
    />
  );
}

interface ExclusionDurationProps {
  readonly value: ExcludeLength;
  readonly onChange: (length: ExcludeLength) => void;
  /** The value of the date field, `2026-05-12`; '' while none is chosen. */
  readonly date: string;
  readonly onDate: (date: string) => void;
  readonly error: string | undefined;
}

export function ExclusionDuration({
  value,
  onChange,
  date,
  onDate,
  error,
}: ExclusionDurationProps) {
  const { t } = useLingui();
  return (
    <>
      <Choice
        row
        label={t`How long`}
        value={value}
        onChange={onChange}
        options={[
          { value: 'week', label: t`1 week` },
          { value: 'month', label: t`4 weeks` },
          { value: 'date', label: t`Until a day` },
          { value: 'lifted', label: t`Until an organiser lifts it` },
        ]}
      />
      {value === 'date' && (
        <Field
          type="date"
          label={t`Until the end of`}
          value={date}
          error={error}
          onChange={(event) => onDate(event.target.value)}
        />
      )}
    </>
  );
}
