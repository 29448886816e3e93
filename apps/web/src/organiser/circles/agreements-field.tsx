/** The group agreements of a new circle: one field for each, which can be removed and added. */
import { maxAgreementLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import styles from './agreements-field.module.css';

const maxAgreements = 12;

interface AgreementsFieldProps {
  readonly agreements: readonly string[];
  readonly errors: FieldErrors;
  readonly onChange: (changes: { readonly agreements: readonly string[] }) => void;
}

export function AgreementsField({ agreements, errors, onChange }: AgreementsFieldProps) {
  const { t } = useLingui();
  const setOne = (at: number, words: string) =>
    onChange({ agreements: agreements.with(at, words) });
  return (
    <fieldset className={styles.agreements}>
      <legend>
        <Trans>Group agreements</Trans>
      </legend>
      <p className={layout.muted}>
        <Trans>Five to start with. Put them in your own words.</Trans>
      </p>
      {agreements.map((words, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an agreement has no id but its place
        <div key={at} className={styles.agreement}>
          <TextArea
            label={
              <span className="hidden">
                <Trans>Agreement {at + 1}</Trans>
              </span>
            }
            error={errors[`agreements.${at}`]}
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
  );
}
