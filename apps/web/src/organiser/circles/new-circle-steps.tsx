/** The three steps of a new circle: about, when, how. */
import { maxNameLength, maxPurposeLength } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { formatSpan } from '../../lib/i18n/dates.ts';
import { Choice, Field, Select, TextArea } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import { AgreementsField } from './agreements-field.tsx';
import type { CircleDraft } from './circle-draft.ts';
import { ScheduleFields } from './schedule-fields.tsx';

interface NewCircleStepProps {
  readonly draft: CircleDraft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<CircleDraft>) => void;
}

export function AboutStep({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  return (
    <>
      <Field
        label={t`Name of the circle`}
        hint={t`For example: Tuesday evening circle.`}
        error={errors['name']}
        value={draft.name}
        limit={maxNameLength}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextArea
        label={t`What it’s for`}
        hint={t`One or two sentences. Everyone reads them before they come in. You can leave this empty.`}
        error={errors['purpose']}
        value={draft.purpose}
        limit={maxPurposeLength}
        onChange={(event) => onChange({ purpose: event.target.value })}
      />
      <AgreementsField
        clauses={draft.agreements.map((text) => ({ text }))}
        hint={t`Five to start with. Put them in your own words.`}
        errors={errors}
        onChange={(clauses) => onChange({ agreements: clauses.map(({ text }) => text) })}
      />
    </>
  );
}

export function ScheduleStep({ draft, errors, onChange }: NewCircleStepProps) {
  return <ScheduleFields schedule={draft} errors={errors} onChange={onChange} />;
}

const hour = 3_600_000;
const retentionOptions = [
  ['1h', hour],
  ['24h', 24 * hour],
  ['3d', 72 * hour],
  ['7d', 168 * hour],
  ['30d', 720 * hour],
] as const;

export function SettingsStep({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  return (
    <>
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
        {retentionOptions.map(([value, length]) => (
          <option key={value} value={value}>
            {formatSpan(length)}
          </option>
        ))}
      </Select>
    </>
  );
}
