/** One's own passkeys: their names, removing one, and making one more (STF-2). */
import type { OwnStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import { AddPasskey } from './add-passkey.tsx';
import type { OwnStaffProps } from './own-staff-props.ts';
import { PasskeyNameForm } from './passkey-name-form.tsx';

type OwnPasskey = OwnStaff['passkeys'][number];

export function OwnPasskeys({ own, onChanged }: OwnStaffProps) {
  const { passkeys } = own;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Passkeys</Trans>
      </h2>
      <p className={layout.muted}>
        <Trans>
          With a passkey you sign in by your fingerprint, your face or the code of your device.
        </Trans>
      </p>
      {passkeys.length === 1 && (
        <Notice>
          <Trans>
            This is your only one. With a second one, on another device, losing the first does not
            lock you out.
          </Trans>
        </Notice>
      )}
      {passkeys.length > 0 && (
        <ul className={layout.list}>
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <OwnPasskeyRow
                passkey={passkey}
                isLast={passkeys.length === 1}
                onChanged={onChanged}
              />
            </li>
          ))}
        </ul>
      )}
      <AddPasskey onAdded={onChanged} />
    </section>
  );
}

interface OwnPasskeyRowProps extends Pick<OwnStaffProps, 'onChanged'> {
  readonly passkey: OwnPasskey;
  readonly isLast: boolean;
}

function OwnPasskeyRow({ passkey, isLast, onChanged }: OwnPasskeyRowProps) {
  const { t } = useLingui();
  const [isRenaming, setRenaming] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isRenaming);
  const name = passkey.name || t`A passkey`;
  return (
    <div ref={holder} className={layout.entry}>
      {isRenaming ? (
        <PasskeyNameForm
          passkey={passkey}
          onSaved={() => {
            setRenaming(false);
            onChanged();
          }}
          onCancel={() => setRenaming(false)}
        />
      ) : (
        <>
          <span className={layout.text}>
            <bdi className={layout.name}>{name}</bdi>
            <span className={layout.muted}>
              <Trans>made on {dayWithYear(passkey.since)}</Trans>
            </span>
          </span>
          <div className={layout.row}>
            <Button onClick={() => setRenaming(true)}>
              <Trans>Rename</Trans>
              <span className="hidden"> {name}</span>
            </Button>
            <RemoveOwnPasskey id={passkey.id} name={name} isLast={isLast} onChanged={onChanged} />
          </div>
        </>
      )}
    </div>
  );
}

interface RemoveOwnPasskeyProps extends Pick<OwnPasskeyRowProps, 'isLast' | 'onChanged'> {
  readonly id: string;
  readonly name: string;
}

function RemoveOwnPasskey({ id, name, isLast, onChanged }: RemoveOwnPasskeyProps) {
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const remove = async () => {
    if (!(await request.run((api) => api.removePasskey(id)))?.ok) return false;
    announce(t`The passkey has been removed.`);
    // This sign-in ends when it began with that passkey.
    recheck();
    onChanged();
    return true;
  };
  return (
    <ConfirmButton
      label={t`Remove…`}
      about={name}
      confirmLabel={t`Remove passkey`}
      cancelLabel={t`Cancel`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={remove}
    >
      <Trans>
        “<bdi>{name}</bdi>” signs nobody in any more. Devices that signed in with it are signed out
        at once, this one too if you used it here.
      </Trans>{' '}
      {isLast && (
        <strong>
          <Trans>It’s your only one. To come in again you need a one-time link.</Trans>
        </strong>
      )}
    </ConfirmButton>
  );
}
