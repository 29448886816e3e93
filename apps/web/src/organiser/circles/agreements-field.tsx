/**
 * The agreements of a circle as an organiser writes them: one field for each clause, which can be
 * moved, removed and added (AGR-1).
 */
import { maxAgreementLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, TextArea } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import styles from './agreements-field.module.css';

const maxAgreements = 12;

/** A clause as it is typed; without an id it is a new one. */
export interface ClauseDraft {
  readonly id?: string;
  readonly text: string;
  /** It belongs to the safety of the organisation: members cannot vote it away (AGR-3). */
  readonly safety?: boolean | undefined;
}

interface AgreementsFieldProps {
  readonly clauses: readonly ClauseDraft[];
  readonly hint: string;
  /** A heading above says what these are. */
  readonly titled?: boolean;
  readonly errors: FieldErrors;
  readonly onChange: (clauses: readonly ClauseDraft[]) => void;
}

export function AgreementsField(props: AgreementsFieldProps) {
  const { clauses, hint, titled, errors, onChange } = props;
  const { t } = useLingui();
  const { holder, focusNext } = useClauseFocus();
  const move = (from: number, to: number) => {
    const moved = clauses[from];
    if (!moved) return;
    onChange(clauses.toSpliced(from, 1).toSpliced(to, 0, moved));
    focusNext(to, to < from ? 'up' : 'down');
    announce(t`Agreement ${from + 1} is now number ${to + 1}.`);
  };
  const remove = (at: number) => {
    onChange(clauses.toSpliced(at, 1));
    if (clauses.length > 1) focusNext(Math.min(at, clauses.length - 2), 'remove');
    else focusNext(null, 'add');
  };
  return (
    <fieldset className={styles.agreements} ref={holder}>
      <legend className={titled ? 'hidden' : undefined}>
        <Trans>Group agreements</Trans>
      </legend>
      <p className={layout.muted}>{hint}</p>
      {clauses.map((clause, at) => (
        <ClauseField
          // biome-ignore lint/suspicious/noArrayIndexKey: a new clause has no id but its place
          key={at}
          at={at}
          isLast={at === clauses.length - 1}
          clause={clause}
          error={errors[`agreements.${at}.text`] ?? errors[`agreements.${at}`]}
          onChange={(changes) => onChange(clauses.with(at, { ...clause, ...changes }))}
          onMove={(to) => move(at, to)}
          onRemove={() => remove(at)}
        />
      ))}
      {clauses.length < maxAgreements && (
        <Button
          kind="plain"
          data-press="add"
          onClick={() => {
            onChange([...clauses, { text: '' }]);
            focusNext(clauses.length, 'text');
          }}
          icon={<Plus size={18} aria-hidden="true" />}
        >
          <Trans>Add an agreement</Trans>
        </Button>
      )}
    </fieldset>
  );
}

type ClausePress = 'up' | 'down' | 'remove' | 'add' | 'text';

/** Moves the focus with a clause that has moved, to what is there when one was removed or added. */
function useClauseFocus() {
  const holder = useRef<HTMLFieldSetElement>(null);
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    holder.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = null;
  });
  const focusNext = (at: number | null, press: ClausePress) => {
    const what = press === 'text' ? 'textarea' : `[data-press="${press}"]`;
    next.current = at === null ? what : `[data-clause="${at}"] ${what}`;
  };
  return { holder, focusNext };
}

interface ClauseFieldProps {
  readonly at: number;
  readonly isLast: boolean;
  readonly clause: ClauseDraft;
  readonly error: string | undefined;
  readonly onChange: (changes: Partial<ClauseDraft>) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function ClauseField(props: ClauseFieldProps) {
  const { at, isLast, clause, error, onChange, onMove, onRemove } = props;
  const { t } = useLingui();
  const n = at + 1;
  return (
    <div className={styles.agreement} data-clause={at}>
      <TextArea
        label={
          <span className="hidden">
            <Trans>Agreement {n}</Trans>
          </span>
        }
        error={error}
        rows={2}
        value={clause.text}
        limit={maxAgreementLength}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <div className={styles.tools}>
        <Button
          kind="plain"
          data-press="up"
          aria-label={t`Move agreement ${n} up`}
          aria-disabled={at === 0 || undefined}
          onClick={() => at > 0 && onMove(at - 1)}
          icon={<ChevronUp size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          data-press="down"
          aria-label={t`Move agreement ${n} down`}
          aria-disabled={isLast || undefined}
          onClick={() => !isLast && onMove(at + 1)}
          icon={<ChevronDown size={20} aria-hidden="true" />}
        />
        <Button
          kind="plain"
          data-press="remove"
          aria-label={t`Remove agreement ${n}`}
          onClick={onRemove}
          icon={<X size={20} aria-hidden="true" />}
        />
      </div>
      <Check
        label={
          <>
            <span className="hidden">
              <Trans>Agreement {n}:</Trans>{' '}
            </span>
            <Trans>for safety, members can’t vote it away</Trans>
          </>
        }
        checked={clause.safety === true}
        onChange={(safety) => onChange({ safety })}
      />
    </div>
  );
}
