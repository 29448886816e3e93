/** Gives a passkey another name, so that its person knows which device it is on. */
import { maxNameLength, type OwnStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface PasskeyNameFormProps {
  readonly passkey: OwnStaff['passkeys'][number];
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

export function PasskeyNameForm({ passkey, onSaved, onCancel }: PasskeyNameFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [name, setName] = useState(passkey.name);
  const save = async () => {
    const wanted = name.trim();
    if ((await request.run((api) => api.renamePasskey(passkey.id, wanted)))?.ok) onSaved();
  };
  return (
    <Form className={layout.stack} onSend={() => void save()} noValidate>
      <Field
        label={t`Name of the passkey`}
        hint={t`For example the device it is on: my phone.`}
        error={request.problem?.fields?.['name']}
        value={name}
        limit={maxNameLength}
        onChange={(event) => {
          request.reset();
          setName(event.target.value);
        }}
      />
      <FormEnd request={request} onLeave={onCancel} send={<Trans>Save name</Trans>} />
    </Form>
  );
}
