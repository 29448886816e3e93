/**
 * The agreements of an open circle for its organiser: how many members have agreed, and changing them
 * with a word on whether everybody is asked again (AGR-1, AGR-2).
 */
import type { CircleDetail } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './agreements-field.module.css';
import { AgreementsField, type ClauseDraft } from './agreements-field.tsx';

export function AgreementsSection({ detail, onChanged }: CircleDetailProps) {
  const [open, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLElement>(open);
  const close = () => setOpen(false);
  return (
    <section className={layout.stack} ref={holder}>
      <h2>
        <Trans>Group agreements</Trans>
      </h2>
      {open ? (
        <AgreementsForm detail={detail} onClose={close} onChanged={onChanged} />
      ) : (
        <>
          <ol className={styles.list}>
            {detail.clauses.map(({ id, text, safety }) => (
              <li key={id}>
                <bdi>{text}</bdi>
                {safety && <SafetyMark />}
              </li>
            ))}
          </ol>
          <ConsentLine consent={detail.consent} />
          <div>
            <Button onClick={() => setOpen(true)}>
              <Trans>Change the agreements</Trans>
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function SafetyMark() {
  return (
    <span className={layout.muted}>
      {' '}
      <Trans>(for safety: it can’t be voted away)</Trans>
    </span>
  );
}

/** A count alone: who has agreed is shown to nobody. */
function ConsentLine({ consent: { agreed, of } }: Pick<CircleDetail, 'consent'>) {
  if (of === 0) return null;
  return (
    <p className={layout.muted}>
      <Plural
        value={of}
        one={`${agreed} of # member has agreed to them.`}
        other={`${agreed} of # members have agreed to them.`}
      />
    </p>
  );
}

type ChangeKind = 'meaning' | 'wording';

function AgreementsForm({
  detail,
  onClose,
  onChanged,
}: CircleDetailProps & { readonly onClose: () => void }) {
  const { t } = useLingui();
  const [clauses, setClauses] = useState<readonly ClauseDraft[]>(detail.clauses);
  // The version that was read: nobody writes over what they have not read.
  const [agreementsVersion] = useState(detail.agreementsVersion);
  const [kind, setKind] = useState<ChangeKind>('meaning');
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useStaffRequest();
  const save = async () => {
    const written = clauses
      .map(({ id, text, safety }) => ({
        ...(id !== undefined && { id }),
        ...{ text: text.trim(), safety: safety === true },
      }))
      .filter(({ text }) => text !== '');
    const result = await request.run((api) =>
      api.changeCircle(detail.id, {
        agreements: written,
        agreementsChange: kind,
        agreementsVersion,
      }),
    );
    if (result?.ok) {
      announce(
        kind === 'meaning'
          ? t`The agreements are changed. Everyone is asked again.`
          : t`The agreements are changed. No one is asked again.`,
      );
      onChanged();
      onClose();
    } else if (result) setErrors(apiProblemOf(result.fault).problem.fields ?? {});
  };
  return (
    <Form className={layout.stack} onSend={() => void save()} noValidate>
      <AgreementsField
        clauses={clauses}
        hint={t`An empty agreement is removed.`}
        titled
        errors={errors}
        onChange={setClauses}
      />
      <Choice
        label={t`What does this change?`}
        options={[
          {
            value: 'meaning',
            label: t`The meaning`,
            hint: t`Everyone reads what’s different and agrees again before they go on, in a running meeting too, at once.`,
          },
          {
            value: 'wording',
            label: t`Only the wording`,
            hint: t`It says the same in other words. No one is asked.`,
          },
        ]}
        value={kind}
        onChange={setKind}
      />
      <FormEnd request={request} onLeave={onClose} send={<Trans>Save the agreements</Trans>} />
    </Form>
  );
}
