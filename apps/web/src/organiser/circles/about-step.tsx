/** The first step of a new circle: its name, what it is for, and what everybody agrees to. */
import { maxNameLength, maxPurposeLength } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Field, TextArea } from '../../ui/field.tsx';
import { KitChoice } from '../kits/kit-choice.tsx';
import layout from '../page/layout.module.css';
import { AgreementsField } from './agreements-field.tsx';
import { draftWithKit } from './kit-in-draft.ts';
import type { NewCircleStepProps } from './new-circle-step-props.ts';

export function AboutStep({ draft, errors, onChange }: NewCircleStepProps) {
  const { t } = useLingui();
  const isFaulty = Object.keys(errors).some((field) => field.startsWith('agreements'));
  return (
    <>
      <KitChoice
        chosen={draft.kit}
        onChoose={(kit, preview) => onChange(draftWithKit(draft, kit, preview))}
        onRemove={() => onChange({ kit: null })}
      />
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
      <details className={layout.disclosure} open={isFaulty || undefined}>
        <summary>
          <Plural
            value={draft.agreements.length}
            one="Group agreements: # to start with"
            other="Group agreements: # to start with"
          />
        </summary>
        <AgreementsField
          clauses={draft.agreements}
          hint={t`Put them in your own words.`}
          titled
          errors={errors}
          onChange={(agreements) => onChange({ agreements })}
        />
      </details>
      <p className={layout.muted}>
        <Trans>You can change all of this later.</Trans>
      </p>
    </>
  );
}
