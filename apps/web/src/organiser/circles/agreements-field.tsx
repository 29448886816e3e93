/**
 * The agreements of a circle as an organiser writes them: one field for each clause, which can be
 * moved, removed and added (AGR-1).
 */
import { maxAgreementLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import styles from './agreements-field.module.css';

const maxAgreements = 12;

/** A clause as it is typed; without an id it is a new one. */
export interface ClauseDraft {
  readonly id?: string;
  readonly text: string;
}

interface AgreementsFieldProps {
  readonly clauses: readonly ClauseDraft[];
  readonly hint: string;
  readonly errors: FieldErrors;
  readonly onChange: (clauses: readonly ClauseDraft[]) => void;
}

export function AgreementsField({ clauses, hint, errors, onChange }: AgreementsFieldProps) {
  const { t } = useLingui();
  const move = (from: number, to: number) => {
    const moved = clauses[from];
    if (!moved) return;
    onChange(clauses.toSpliced(from, 1).toSpliced(to, 0, moved));
    announce(t`Agreement ${from + 1} is now number ${to + 1}.`);
  };
  return (
    <fieldset className={styles.agreements}>
      <legend>
        <Trans>Group agreements</Trans>
      </legend>
      <p className={layout.muted}>{hint}</p>
      {clauses.map((clause, at) => (
        <ClauseField
          key={clause.id ?? at}
          at={at}
          isLast={at === clauses.length - 1}
          text={clause.text}
          error={errors[`agreements.${at}.text`] ?? errors[`agreements.${at}`]}
          onText={(text) => onChange(clauses.with(at, { ...clause, text }))}
          onMove={(to) => move(at, to)}
          onRemove={() => onChange(clauses.toSpliced(at, 1))}
        />
      ))}
      {clauses.length < maxAgreements && (
        <Button
          kind="plain"
          onClick={() => onChange([...clauses, { text: '' }])}
          icon={<Plus size={18} aria-hidden="true" />}
        >
          <Trans>Add an agreement</Trans>
        </Button>
      )}
    </fieldset>
  );
}

interface ClauseFieldProps {
  readonly at: number;
  readonly isLast: boolean;
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function ClauseField({ at, isLast, text, error, onText, onMove, onRemove }: ClauseFieldProps) {
  const { t } = useLingui();
  const n = at + 1;
  return (
    <div className={styles.agreement}>
      <TextArea
        label={
          <span className="hidden">
            <Trans>Agreement {n}</Trans>
          </span>
        }
        error={error}
        rows={2}
        value={text}
        limit={maxAgreementLength}
        onChange={(event) => onText(event.target.value)}
      />
      <div className={styles.tools}>
        <Button
          kind="plain"
          aria-label={t`Move agreement ${n} up`}
          aria-disabled={at === 0 || undefined}
          onClick={() => at > 0 && onMove(at - 1)}
          icon={<ChevronUp size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          aria-label={t`Move agreement ${n} down`}
          aria-disabled={isLast || undefined}
          onClick={() => !isLast && onMove(at + 1)}
          icon={<ChevronDown size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          aria-label={t`Remove agreement ${n}`}
          onClick={onRemove}
          icon={<X size={20} aria-hidden="true" />}
        />
      </div>
    </div>
  );
}
