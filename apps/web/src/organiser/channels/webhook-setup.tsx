/** A new webhook: its address, and then its secret, which is shown this once (ALR-2). */
import { maxNameLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface WebhookSetupProps {
  readonly isFirst: boolean;
  readonly onChanged: () => void;
}

export function WebhookSetup({ isFirst, onChanged }: WebhookSetupProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<'closed' | 'form'>('closed');
  // Shown once by the server: a reload must not lose it.
  const [secret, setSecret, forget] = useTabState('staff:webhook:secret', '');
  const holder = useFocusSwap<HTMLDivElement>(step === 'form');
  const shown = useFocusSwap<HTMLDivElement>(secret !== '');
  return (
    <div ref={shown}>
      {secret !== '' ? (
        <div className={layout.result}>
          <p>
            <Trans>
              It’s on. This is its secret, shown only now: the service needs it to know that a call
              is from you.
            </Trans>
          </p>
          <CopyLink url={secret} label={t`Secret of the webhook`}>
            <Button onClick={() => forget()}>
              <Trans>Done</Trans>
            </Button>
          </CopyLink>
        </div>
      ) : (
        <div ref={holder}>
          {step === 'form' ? (
            <WebhookForm
              onMade={(made) => {
                setStep('closed');
                setSecret(made);
                onChanged();
              }}
              onCancel={() => setStep('closed')}
            />
          ) : (
            <Button kind={isFirst ? 'primary' : 'quiet'} onClick={() => setStep('form')}>
              {isFirst ? <Trans>Set up a service</Trans> : <Trans>Add another service</Trans>}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface WebhookFormProps {
  readonly onMade: (secret: string) => void;
  readonly onCancel: () => void;
}

function WebhookForm({ onMade, onCancel }: WebhookFormProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [url, setUrl, forgetUrl] = useTabState('staff:webhook:url', '');
  const [name, setName, forgetName] = useTabState('staff:webhook:name', '');
  const fields = request.problem?.fields;
  const send = async () => {
    const given = name.trim();
    const body = { url: url.trim(), ...(given === '' ? {} : { name: given }) };
    const made = await request.run((api) => api.setUpChannel(body));
    if (!made?.ok) return;
    forgetUrl();
    forgetName();
    onMade(made.value.secret ?? '');
  };
  return (
    <Form className={layout.stack} onSend={() => void send()} noValidate>
      <Field
        type="url"
        inputMode="url"
        label={t`Address that is called`}
        hint={t`From the settings of that service. It begins with https://`}
        error={fields?.['url']}
        value={url}
        limit={2000}
        dir="ltr"
        onChange={(event) => setUrl(event.target.value)}
      />
      <Field
        label={t`Name, if you like`}
        hint={t`So that you know later what it is. For example: phone chain.`}
        error={fields?.['name']}
        value={name}
        limit={maxNameLength}
        onChange={(event) => setName(event.target.value)}
      />
      <FormEnd
        request={{ busy: request.busy, errorText: fields ? null : request.errorText }}
        send={<Trans>Set it up</Trans>}
        onLeave={onCancel}
      />
    </Form>
  );
}
