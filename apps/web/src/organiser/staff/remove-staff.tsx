/** Removes somebody from the staff, after a confirmation that says what ends (STF-3, STF-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import type { StaffMemberProps } from './staff-props.ts';
import { useStaffName } from './staff-texts.ts';

export function RemoveStaff({ member, isLastOrganiser, onChanged }: StaffMemberProps) {
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const name = useStaffName()(member);
  const { id, you } = member;
  const remove = async () => {
    if (!(await request.run((api) => api.removeStaff(id)))?.ok) return false;
    announce(you ? t`You’re no longer of the staff.` : t`${name} is no longer of the staff.`);
    if (you) recheck();
    else onChanged();
    return true;
  };
  if (isLastOrganiser) {
    return (
      <p className={layout.muted}>
        <Trans>
          The last organiser can’t be removed, so that there’s always someone to turn to. Add
          another organiser first.
        </Trans>
      </p>
    );
  }
  return (
    <ConfirmButton
      label={you ? t`Leave the staff…` : t`Remove…`}
      about={you ? undefined : name}
      confirmLabel={you ? t`Leave the staff` : t`Remove from the staff`}
      cancelLabel={t`Cancel`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={remove}
    >
      {you ? (
        <Trans>
          You’re signed out on all your devices at once. Your name and passkeys are erased here, and
          the keys and links you made stop working. The circles stay.
        </Trans>
      ) : (
        <Trans>
          They’re signed out on all devices at once, also out of circles they’re in. Their name and
          passkeys are erased here, and the keys and links they made stop working. The circles stay.
        </Trans>
      )}
    </ConfirmButton>
  );
}
