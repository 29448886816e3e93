/** From which date a rhythm holds, and whether it ends by itself. */
import { useLingui } from '@lingui/react/macro';
import { Field, Select } from '../../ui/field.tsx';
import type { RhythmEnd } from './rhythm-draft.ts';
import type { RhythmFieldsProps } from './rhythm-fields-props.ts';
import styles from './schedule.module.css';

const rhythmEnds: readonly RhythmEnd[] = ['open', 'until', 'count'];

export function RhythmEndFields({ draft, errors, onChange }: RhythmFieldsProps) {
  const { t } = useLingui();
  const texts: Readonly<Record<RhythmEnd, string>> = {
    open: t`No end for now`,
    until: t`On a date`,
    count: t`After … times`,
  };
  return (
    <>
      <div className={styles.fields}>
        <Field
          label={t`Starting from`}
          type="date"
          error={errors['rhythm.from']}
          value={draft.from}
          onChange={(event) => onChange({ from: event.target.value })}
        />
        <Select
          label={t`Ends`}
          value={draft.ends}
          onChange={(event) => {
            const ends = rhythmEnds.find((each) => each === event.target.value);
            if (ends) onChange({ ends });
          }}
        >
          {rhythmEnds.map((end) => (
            <option key={end} value={end}>
              {texts[end]}
            </option>
          ))}
        </Select>
      </div>
      {draft.ends === 'until' && (
        <Field
          label={t`Last possible date`}
          type="date"
          min={draft.from}
          error={errors['rhythm.until']}
          value={draft.until}
          onChange={(event) => onChange({ until: event.target.value })}
        />
      )}
      {draft.ends === 'count' && (
        <Field
          label={t`How many times`}
          type="number"
          inputMode="numeric"
          min={1}
          error={errors['rhythm.count']}
          value={draft.count}
          onChange={(event) => onChange({ count: event.target.value })}
        />
      )}
    </>
  );
}
