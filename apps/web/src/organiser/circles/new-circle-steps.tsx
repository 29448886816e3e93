/** The three steps of a new circle: about, when, how. */
import { maxAgreementLength, maxNameLength, maxPurposeLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { formatSpan } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Field, Select, TextArea } from '../../ui/field.tsx';
import layout from '../page/layout.module.css';
import styles from './new-circle-steps.module.css';
import type { CircleDraft } from './circle-draft.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { ScheduleFields } from './schedule-fields.tsx';

interface NewCircleStepProps {
  readonly draft: CircleDraft;
  readonly faults: FieldErrors;
  readonly onChange: (some: Partial<CircleDraft>) => void;
}

const maxAgreements = 12;

export function AboutStep({ draft, faults, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  const { agreements } = draft;
  const setOne = (at: number, words: string) =>
    onChange({ agreements: agreements.with(at, words) });
  return (
    <>
      <Field
        label={t`Name of the circle`}
        hint={t`For example: Tuesday evening circle.`}
        error={faults['name']}
        value={draft.name}
        limit={maxNameLength}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextArea
        label={t`What it’s for`}
        hint={t`One or two sentences. Everyone reads them before they come in. You can leave this empty.`}
        error={faults['purpose']}
        value={draft.purpose}
        limit={maxPurposeLength}
        onChange={(event) => onChange({ purpose: event.target.value })}
      />
      <fieldset className={styles.agreements}>
        <legend>
          <Trans>Group agreements</Trans>
        </legend>
        <p className={layout.muted}>
          <Trans>Five to start with. Put them in your own words.</Trans>
        </p>
        {agreements.map((words, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are told apart by their place only
          <div key={at} className={styles.agreement}>
            <TextArea
              label={
                <span className="hidden">
                  <Trans>Agreement {at + 1}</Trans>
                </span>
              }
              error={faults[`agreements.${at}`]}
              rows={1}
              value={words}
              limit={maxAgreementLength}
              onChange={(event) => setOne(at, event.target.value)}
            />
            <Button
              kind="plain"
              aria-label={t`Remove agreement ${at + 1}`}
              onClick={() => onChange({ agreements: agreements.toSpliced(at, 1) })}
              icon={<X size={20} aria-hidden="true" />}
            />
          </div>
        ))}
        {agreements.length < maxAgreements && (
          <Button
            kind="plain"
            onClick={() => onChange({ agreements: [...agreements, ''] })}
            icon={<Plus size={18} aria-hidden="true" />}
          >
            <Trans>Add an agreement</Trans>
          </Button>
        )}
      </fieldset>
    </>
  );
}

export function ScheduleStep({ draft, faults, onChange }: NewCircleStepProps) {
  return <ScheduleFields schedule={draft} faults={faults} onChange={onChange} />;
}

const hour = 3_600_000;
const retentionOptions = [
  ['1h', hour],
  ['24h', 24 * hour],
  ['3d', 72 * hour],
  ['7d', 168 * hour],
  ['30d', 720 * hour],
] as const;

export function SettingsStep({ draft, faults, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  return (
    <>
      <Field
        label={t`Seats for people who share`}
        hint={t`3 to 8 works well. Any number of people can listen too.`}
        error={faults['settings.seats']}
        type="number"
        inputMode="numeric"
        min={1}
        max={30}
        value={draft.seats}
        onChange={(event) => onChange({ seats: event.target.value })}
      />
      <Choice
        label={t`Who gets let in`}
        error={faults['settings.admit']}
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
        error={faults['settings.piece']}
        value={draft.piece}
        limit={maxNameLength}
        autoComplete="off"
        onChange={(event) => onChange({ piece: event.target.value })}
      />
      <Select
        label={t`How long messages are kept after closing`}
        hint={t`Then they’re deleted for good. People are told this before they come in.`}
        error={faults['settings.retention']}
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
