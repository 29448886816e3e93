/**
 * Form fields: text field, text area, select, radio buttons, checkbox. Label, hint and error are
 * linked to the control for screen readers. The browser completes no text: with `autocomplete="off"` it keeps none in its form history or in its record of
 * open tabs (PRV-8). No text is cut: what is longer than its `limit` stays, and the field says by
 * how much (TXT-3). A form is not sent while one of its fields says so (form.tsx).
 */
import type {
  InputHTMLAttributes,
  ReactNode,
  Ref,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react';
import { useId } from 'react';
import styles from './field.module.css';
import { useTextLimit } from './text-limit.ts';

interface FieldTexts {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
}

/** Ids of error, hint and remaining room, for `aria-describedby`. */
function useFieldIds({ hint, error }: FieldTexts, room: ReactNode = null) {
  const id = useId();
  const described = [error && `${id}-error`, room && `${id}-room`, hint && `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    aria: {
      'aria-describedby': described || undefined,
      'aria-invalid': error ? true : undefined,
    },
  };
}

interface FieldHelpProps extends Pick<FieldTexts, 'hint' | 'error'> {
  readonly id: string;
  /** How much can still be written. */
  readonly remaining?: ReactNode;
}

function FieldHelp({ id, hint, error, remaining: room }: FieldHelpProps) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {room && (
        <p id={`${id}-room`} className={styles.hint}>
          {room}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </>
  );
}

interface TextLimitProps {
  /** In characters, as the server counts them. */
  readonly limit?: number;
}

/** The line below a text near its limit, and the mark of a text over it. */
function useLimitedField(around: FieldTexts, value: unknown, limit: number | undefined) {
  const { excess, text: words } = useTextLimit(typeof value === 'string' ? value : '', limit);
  const over = excess > 0;
  const error = (over && words) || around.error;
  const room = over ? null : words;
  const { id, aria } = useFieldIds({ ...around, error }, room);
  return { id, aria: { ...aria, 'data-too-long': over || undefined }, below: { id, error, room } };
}

type FieldProps = FieldTexts &
  TextLimitProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'maxLength'> & {
    /** A small button inside the field, at its end. */
    readonly after?: ReactNode;
    readonly ref?: Ref<HTMLInputElement> | undefined;
  };

export function Field({ label, hint, error, after, limit, ...input }: FieldProps) {
  const { id, aria, below } = useLimitedField(
    { label, hint, error },
    input.value,
    limit ?? Number.POSITIVE_INFINITY,
  );
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          type="text"
          autoComplete="off"
          {...input}
          {...aria}
          id={id}
          className={styles.input}
        />
        {after}
      </div>
      <FieldHelp {...below} hint={hint} />
    </div>
  );
}

type TextAreaProps = FieldTexts &
  TextLimitProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'maxLength'> & {
    readonly ref?: Ref<HTMLTextAreaElement> | undefined;
  };

/** `limit` is that of every text of a meeting and the desk, unless it is given. */
export function TextArea({ label, hint, error, limit, ...area }: TextAreaProps) {
  const { id, aria, below } = useLimitedField({ label, hint, error }, area.value, limit);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <textarea
          rows={3}
          autoComplete="off"
          {...area}
          {...aria}
          id={id}
          className={styles.input}
        />
      </div>
      <FieldHelp {...below} hint={hint} />
    </div>
  );
}

type SelectProps = FieldTexts & SelectHTMLAttributes<HTMLSelectElement>;

/** A select with native options. */
export function Select({ label, hint, error, children, ...select }: SelectProps) {
  const { id, aria } = useFieldIds({ label, hint, error });
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['box']}>
        <select autoComplete="off" {...select} {...aria} id={id} className={styles['input']}>
          {children}
        </select>
      </div>
      <FieldHelp id={id} hint={hint} error={error} />
    </div>
  );
}

export interface Option<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

interface ChoiceProps<V extends string> extends FieldTexts {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  /** Side by side, for a few short words. */
  readonly row?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, hint, error, options, value, onChange, row, disabled } = props;
  const { id, aria } = useFieldIds({ label, hint, error });
  return (
    <fieldset
      className={styles.field}
      disabled={disabled}
      aria-describedby={aria['aria-describedby']}
    >
      <legend className={styles.label}>{label}</legend>
      <div className={row ? styles.segments : styles.options}>
        {options.map((option) => (
          <label key={option.value} className={row ? styles.segment : styles.option}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldHelp id={id} hint={hint} error={error} />
    </fieldset>
  );
}

interface CheckProps extends FieldTexts {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly ref?: Ref<HTMLInputElement> | undefined;
  readonly disabled?: boolean | undefined;
}

export function Check({ label, hint, error, checked, onChange, ref, disabled }: CheckProps) {
  const { id, aria } = useFieldIds({ label, hint, error });
  return (
    <div className={styles.field}>
      <div className={styles.check}>
        <input
          ref={ref}
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          {...aria}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      <FieldHelp id={id} hint={hint} error={error} />
    </div>
  );
}
