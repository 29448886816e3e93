/** The second step of a new circle: when it meets, in plain words and with its next dates (RHY-1). */
import { useLingui } from '@lingui/react/macro';
import { Choice } from '../../ui/field.tsx';
import { RhythmFields } from '../schedule/rhythm-fields.tsx';
import { RhythmOutlook } from '../schedule/rhythm-outlook.tsx';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import type { CircleRepeats } from './circle-draft.ts';
import type { NewCircleStepProps } from './new-circle-step-props.ts';

export function ScheduleStep({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  const { rhythm, repeats } = draft;
  const { minutes } = rhythm;
  return (
    <>
      <Choice<CircleRepeats>
        row
        label={t`Does it repeat?`}
        value={repeats}
        onChange={(chosen) =>
          onChange({
            repeats: chosen,
            rhythm: chosen === 'once' ? rhythm : { ...rhythm, every: chosen, interval: '1' },
          })
        }
        options={[
          { value: 'week', label: t`Weekly` },
          { value: 'month', label: t`Monthly` },
          { value: 'once', label: t`Once` },
        ]}
      />
      {repeats === 'once' ? (
        <ScheduleFields
          schedule={{ date: draft.date, time: draft.time, minutes }}
          errors={errors}
          onChange={({ minutes: changed = minutes, ...changes }) =>
            onChange({ ...changes, rhythm: { ...rhythm, minutes: changed } })
          }
        />
      ) : (
        <>
          <RhythmFields
            draft={rhythm}
            errors={errors}
            onChange={(changes) => onChange({ rhythm: { ...rhythm, ...changes } })}
          />
          <RhythmOutlook draft={rhythm} />
        </>
      )}
    </>
  );
}
