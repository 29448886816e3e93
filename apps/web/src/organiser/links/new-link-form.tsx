/** The form for a new link: its role, its name and how many people it lets in. */
import { type CreatedLink, maxNameLength, type Role } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Choice, Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useMakeLink } from './use-make-link.ts';

interface NewLinkFormProps {
  readonly circle: string;
  readonly onMade: (link: CreatedLink, role: Role) => void;
  readonly onCancel: () => void;
}

export function NewLinkForm({ circle, onMade, onCancel }: NewLinkFormProps) {
  const { t } = useLingui();
  const { request, fieldErrors, make } = useMakeLink(circle);
  const [role, setRole] = useState<Role>('participant');
  const [label, setLabel] = useState('');
  const [uses, setUses] = useState('30');
  const submit = async () => {
    // A facilitator link signs in one person.
    const count = role === 'facilitator' ? 1 : Number(uses);
    const link = await make({ role, label: label.trim(), uses: count });
    if (link) onMade(link, role);
  };
  return (
    <Form className={layout.stack} onSend={() => void submit()} noValidate>
      <Choice
        row
        label={t`Who it’s for`}
        value={role}
        onChange={setRole}
        options={[
          { value: 'participant', label: t`Participants` },
          { value: 'facilitator', label: t`A facilitator` },
        ]}
      />
      <Field
        label={t`Name of the link`}
        hint={t`Facilitators see this name next to people who came by the link. For example: library poster.`}
        error={fieldErrors['label']}
        value={label}
        limit={maxNameLength}
        autoComplete="off"
        onChange={(event) => setLabel(event.target.value)}
      />
      {role === 'participant' && (
        <Field
          label={t`For how many people`}
          error={fieldErrors['uses']}
          type="number"
          inputMode="numeric"
          min={1}
          max={200}
          value={uses}
          onChange={(event) => setUses(event.target.value)}
        />
      )}
      <FormEnd request={request} onLeave={onCancel} send={<Trans>Make the link</Trans>} />
    </Form>
  );
}
