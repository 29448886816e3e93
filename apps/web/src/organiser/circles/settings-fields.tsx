/** The settings of a circle that most people leave as they are. */
import { maxNameLength } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { formatSpan } from '../../lib/i18n/dates.ts';
import { Choice, Field, Select } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import { type CircleSettingsDraft, retentionOptions } from './circle-settings-draft.ts';

interface SettingsFieldsProps {
  readonly draft: CircleSettingsDraft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<CircleSettingsDraft>) => void;
}

export function SeatsField({ draft, errors, onChange }: SettingsFieldsProps) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Seats for people who share`}
      hint={t`3 to 8 works well. Any number of people can listen too.`}
      error={errors['settings.seats']}
      type="number"
      inputMode="numeric"
      min={1}
      max={30}
      value={draft.seats}
      onChange={(event) => onChange({ seats: event.target.value })}
    />
  );
}

const carerCounts = ['1', '2', '3', '4'];

export function CarersField({ draft, errors, onChange }: SettingsFieldsProps) {
  const { t } = useLingui();
  const options = carerCounts.includes(draft.carers) ? carerCounts : [...carerCounts, draft.carers];
  return (
    <Choice
      row
      label={t`Facilitators for each meeting`}
      hint={t`With fewer, a meeting counts as half covered or uncovered.`}
      error={errors['settings.carers']}
      value={draft.carers}
      onChange={(carers) => onChange({ carers })}
      options={options.map((value) => ({ value, label: value }))}
    />
  );
}

export function SettingsFields({ draft, errors, onChange }: SettingsFieldsProps) {
  const { t } = useLingui();
  const isUsual = retentionOptions.some(([value]) => value === draft.retention);
  return (
    <>
      <Choice
        label={t`Who gets let in`}
        error={errors['settings.admit']}
        value={draft.admit}
        onChange={(admit) => onChange({ admit })}
        options={[
          {
            value: 'facilitator',
            label: t`The facilitator lets each person in`,
            hint: t`People wait until then and see nothing of the circle.`,
          },
          {
            value: 'members',
            label: t`People who’ve been here before can come straight in`,
            hint: t`Newcomers wait for the facilitator.`,
          },
          {
            value: 'everyone',
            label: t`Everyone with the link can come straight in`,
          },
        ]}
      />
      <Field
        label={t`Name of the talking piece`}
        hint={t`The person who has it can speak. A stone, a feather, the talking piece…`}
        error={errors['settings.piece']}
        value={draft.piece}
        limit={maxNameLength}
        autoComplete="off"
        onChange={(event) => onChange({ piece: event.target.value })}
      />
      <Select
        label={t`How long messages are kept after closing`}
        hint={t`Then they’re deleted for good. People are told this before they come in.`}
        error={errors['settings.retention']}
        value={draft.retention}
        onChange={(event) => onChange({ retention: event.target.value })}
      >
        {!isUsual && <option value={draft.retention}>{draft.retention}</option>}
        {retentionOptions.map(([value, length]) => (
          <option key={value} value={value}>
            {formatSpan(length)}
          </option>
        ))}
      </Select>
    </>
  );
}
