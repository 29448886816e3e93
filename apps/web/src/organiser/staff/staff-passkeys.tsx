/** The passkeys of somebody, for removing one that is lost. Only its person adds or names one. */
import type { StaffMemberBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './staff.module.css';
import type { StaffMemberProps } from './staff-props.ts';

type StaffPasskey = StaffMemberBody['passkeys'][number];

export function StaffPasskeys({ member, onChanged }: StaffMemberProps) {
  if (member.passkeys.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Passkeys</Trans>
      </h3>
      <ul className={layout.list}>
        {member.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <StaffPasskeyRow member={member} passkey={passkey} onChanged={onChanged} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface StaffPasskeyRowProps extends Pick<StaffMemberProps, 'member' | 'onChanged'> {
  readonly passkey: StaffPasskey;
}

function StaffPasskeyRow({ member, passkey, onChanged }: StaffPasskeyRowProps) {
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const name = passkey.name || t`A passkey`;
  const remove = async () => {
    const result = await request.run((api) => api.removeStaffPasskey(member.id, passkey.id));
    if (!result?.ok) return false;
    announce(t`The passkey has been removed.`);
    if (member.you) recheck();
    onChanged();
    return true;
  };
  return (
    <div className={layout.entry}>
      <span className={layout.text}>
        <bdi className={layout.name}>{name}</bdi>
        <span className={layout.muted}>
          <Trans>made on {dayWithYear(passkey.since)}</Trans>
        </span>
      </span>
      <ConfirmButton
        label={t`Remove passkey…`}
        about={name}
        confirmLabel={t`Remove passkey`}
        cancelLabel={t`Cancel`}
        busy={request.busy}
        problem={request.errorText}
        onConfirm={remove}
      >
        <Trans>
          It signs nobody in any more. Devices that signed in with it are signed out at once.
        </Trans>
      </ConfirmButton>
    </div>
  );
}
