/** How many personal invitations are wanted, and a name on each for those who want one. */
import { maxNameLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { cardLabels, isCardCount, maxCards } from './card-labels.ts';

interface CardFormProps {
  /** Of cards that there are already. */
  readonly known: readonly string[];
  readonly onMake: (labels: readonly string[]) => void;
  readonly onCancel: () => void;
}

export function CardForm({ known, onMake, onCancel }: CardFormProps) {
  const { t } = useLingui();
  const [count, setCount] = useState('8');
  const [names, setNames] = useState('');
  const [isTried, setTried] = useState(false);
  const named = names
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const longest = Math.max(0, ...named.map((line) => line.length));
  const nameProblem =
    named.length > maxCards
      ? t`These are ${named.length} names. At most ${maxCards} cards are made at once.`
      : longest > maxNameLength
        ? t`A name can have ${maxNameLength} characters. One of them has ${longest}.`
        : undefined;
  const countProblem =
    named.length === 0 && !isCardCount(count)
      ? t`Write a number from 1 to ${maxCards}.`
      : undefined;
  const submit = () => {
    setTried(true);
    if (nameProblem || countProblem) return;
    onMake(named.length > 0 ? named : cardLabels(Number(count), known));
  };
  return (
    <Form className={layout.stack} onSend={submit} noValidate>
      <Field
        label={t`How many cards`}
        hint={t`Each lets one person in, once. They’re numbered.`}
        error={isTried ? countProblem : undefined}
        type="number"
        inputMode="numeric"
        min={1}
        max={maxCards}
        value={named.length > 0 ? named.length : count}
        disabled={named.length > 0}
        onChange={(event) => setCount(event.target.value)}
      />
      <TextArea
        label={t`Or a name on each`}
        hint={t`One on each line. You and the facilitators see it beside who came by the card. You can leave this empty.`}
        error={isTried ? nameProblem : undefined}
        value={names}
        onChange={(event) => setNames(event.target.value)}
      />
      <div className={layout.row}>
        <Button type="submit" kind="primary">
          <Trans>Make the cards</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </Form>
  );
}
