/** The form for a new API key: its name, what it may do, and how long. Making one is a heavy act. */
import { type CreatedKey, type KeyScope, maxNameLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Choice, Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

/** As the HTTP interface writes them. */
const lifetimes = ['30d', '90d', '365d'] as const;
type KeyLifetime = (typeof lifetimes)[number];

interface NewKeyFormProps {
  readonly onMade: (key: CreatedKey) => void;
  readonly onCancel: () => void;
}

export function NewKeyForm({ onMade, onCancel }: NewKeyFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<KeyScope>('read');
  const [expires, setExpires] = useState<KeyLifetime>('90d');
  const texts: Record<KeyLifetime, string> = {
    '30d': t`after 30 days`,
    '90d': t`after 90 days`,
    '365d': t`after a year`,
  };
  const submit = async () => {
    const given = name.trim();
    const body = { ...(given === '' ? {} : { name: given }), scope, expires };
    const result = await request.run((api) => api.makeKey(body));
    if (result?.ok) onMade(result.value);
  };
  return (
    <Form className={layout.stack} onSend={() => void submit()} noValidate>
      <Field
        label={t`Name of the key`}
        hint={t`So that you know later what uses it. For example: website calendar.`}
        error={request.problem?.fields?.['name']}
        value={name}
        limit={maxNameLength}
        onChange={(event) => setName(event.target.value)}
      />
      <Choice
        label={t`What it may do`}
        value={scope}
        onChange={setScope}
        options={[
          { value: 'read', label: t`Read only`, hint: t`Circles, dates and lists.` },
          {
            value: 'organise',
            label: t`Read and organise`,
            hint: t`Everything an organiser may do, adding and removing staff included. Keep it as safe as your own sign-in.`,
          },
        ]}
      />
      <Select
        label={t`It ends`}
        value={expires}
        onChange={({ target }) =>
          setExpires(lifetimes.find((each) => each === target.value) ?? '90d')
        }
      >
        {lifetimes.map((each) => (
          <option key={each} value={each}>
            {texts[each]}
          </option>
        ))}
      </Select>
      <FormEnd request={request} onLeave={onCancel} send={<Trans>Make the key</Trans>} />
    </Form>
  );
}
