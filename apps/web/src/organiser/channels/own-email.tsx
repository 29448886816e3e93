/** One's own e-mail address for alerts. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface OwnEmailProps {
  /** Null: none is known, and no e-mail is sent. */
  readonly address: string | null;
  readonly onChanged: () => void;
}

export function OwnEmail({ address, onChanged }: OwnEmailProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [typed, setTyped, forget] = useTabState('staff:own-email', address ?? '');
  const fault = request.problem?.fields?.['address'];
  const save = async () => {
    if (!(await request.run((api) => api.setOwnEmail(typed.trim())))?.ok) return;
    announce(t`Saved. Alerts go to this address.`);
    onChanged();
  };
  const remove = async () => {
    if (!(await request.run((api) => api.removeOwnEmail()))?.ok) return;
    forget();
    announce(t`Your address is removed. No e-mail is sent to you.`);
    onChanged();
  };
  return (
    <Form className={layout.stack} onSend={() => void save()} noValidate>
      <Field
        type="email"
        inputMode="email"
        label={t`Your e-mail address for alerts`}
        hint={
          address === null
            ? t`Nobody but the organisers’ server uses it, and only for alerts.`
            : t`Alerts go to it. Leave it as it is, change it, or remove it.`
        }
        error={fault}
        value={typed}
        limit={254}
        dir="ltr"
        onChange={(event) => setTyped(event.target.value)}
      />
      {!fault && <CommandError command={request} look="line" />}
      <div className={layout.row}>
        <Button type="submit" kind="primary" busy={request.busy}>
          <Trans>Save address</Trans>
        </Button>
        {address !== null && (
          <Button busy={request.busy} onClick={() => void remove()}>
            <Trans>Remove it</Trans>
          </Button>
        )}
      </div>
    </Form>
  );
}
