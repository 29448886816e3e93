/** The three steps of a new circle: about, when, how. */
import { maxAgreement, maxName, maxPurpose } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Choice, Field, Select, TextArea } from '../ui/field.tsx';
import { span } from '../words/times.ts';
import type { Draft } from './draft.ts';
import type { Faults } from './new-circle.tsx';
import styles from './organiser.module.css';
import { WhenFields } from './when-fields.tsx';

interface StepProps {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (some: Partial<Draft>) => void;
}

const mostAgreements = 12;

export function About({ draft, faults, onChange }: StepProps) {
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
        limit={maxName}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextArea
        label={t`What it’s for`}
        hint={t`One or two sentences. Everyone reads them before they come in. You can leave this empty.`}
        error={faults['purpose']}
        value={draft.purpose}
        limit={maxPurpose}
        onChange={(event) => onChange({ purpose: event.target.value })}
      />
      <fieldset className={styles.agreements}>
        <legend>
          <Trans>Group agreements</Trans>
        </legend>
        <p className={styles.quiet}>
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
              limit={maxAgreement}
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
        {agreements.length < mostAgreements && (
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

export function When({ draft, faults, onChange }: StepProps) {
  return <WhenFields when={draft} faults={faults} onChange={onChange} />;
}

const hour = 3_600_000;
const keeping = [
  ['1h', hour],
  ['24h', 24 * hour],
  ['3d', 72 * hour],
  ['7d', 168 * hour],
  ['30d', 720 * hour],
] as const;

export function How({ draft, faults, onChange }: StepProps) {
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
        limit={maxName}
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
        {keeping.map(([value, length]) => (
          <option key={value} value={value}>
            {span(length)}
          </option>
        ))}
      </Select>
    </>
  );
}
