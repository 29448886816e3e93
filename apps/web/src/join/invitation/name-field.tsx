/** The name that people in the circle will see; one is there already, and a press gives another. */
import { maxNameLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Shuffle } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './invitation.module.css';
import { randomName } from './random-name.ts';

interface NameFieldProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly facilitates: boolean;
  readonly name: string;
  readonly error: string | undefined;
  /** A name that is free (VOI-11). */
  readonly suggestion: string | null;
  readonly onChange: (name: string) => void;
}

export function NameField(props: NameFieldProps) {
  const { ref, facilitates, name, error, suggestion, onChange } = props;
  const { t } = useLingui();
  return (
    <>
      <Field
        ref={ref}
        label={t`What should we call you here?`}
        hint={
          facilitates
            ? t`People see this name. No account, no email.`
            : t`Not your real name. No account, no email.`
        }
        error={error}
        value={name}
        limit={maxNameLength}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        onChange={(event) => onChange(event.target.value)}
        after={
          <Button
            kind="plain"
            icon={<Shuffle size={18} aria-hidden="true" />}
            onClick={() => onChange(randomName(name))}
          >
            <span className={styles.another}>
              <Trans>Suggest another name</Trans>
            </span>
          </Button>
        }
      />
      {suggestion && suggestion !== name && (
        <Button onClick={() => onChange(suggestion)}>
          <Trans>
            Use “<bdi>{suggestion}</bdi>”
          </Trans>
        </Button>
      )}
    </>
  );
}
