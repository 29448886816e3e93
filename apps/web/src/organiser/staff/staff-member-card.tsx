/** One person of the staff in the list; what can be changed about them opens below. */
import { Plural, Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Pebble } from '../../ui/pebble.tsx';
import layout from '../page/layout.module.css';
import { ChangeStaff } from './change-staff.tsx';
import { RemoveStaff } from './remove-staff.tsx';
import styles from './staff.module.css';
import { StaffPasskeys } from './staff-passkeys.tsx';
import type { StaffMemberProps } from './staff-props.ts';
import { StaffRecovery } from './staff-recovery.tsx';
import { useRoleTexts, useStaffName } from './staff-texts.ts';

export function StaffMemberCard(props: StaffMemberProps) {
  const { member } = props;
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const name = useStaffName()(member);
  return (
    <div className={layout.entry}>
      <div className={layout.item}>
        <Pebble id={member.id} size={40} />
        <StaffSummary {...props} />
        <Button
          aria-expanded={isOpen}
          aria-controls={isOpen ? panel : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <Trans>Close</Trans> : <Trans>Change</Trans>}
          <span className="hidden"> {name}</span>
        </Button>
      </div>
      {isOpen && (
        <div id={panel} className={styles.open}>
          <ChangeStaff {...props} onSaved={() => setOpen(false)} />
          <StaffRecovery member={member} />
          <StaffPasskeys {...props} />
          <RemoveStaff {...props} />
        </div>
      )}
    </div>
  );
}

function StaffSummary({ member, circles }: StaffMemberProps) {
  const roleText = useRoleTexts();
  const name = useStaffName()(member);
  const own = circles.filter(({ id }) => member.circles.includes(id)).map((each) => each.name);
  const looksAfter = member.roles.includes('facilitator') && own.length > 0;
  const names = new Intl.ListFormat(document.documentElement.lang).format(own);
  return (
    <span className={layout.text}>
      <span className={layout.name}>
        <bdi>{name}</bdi>
        {member.you && member.name !== '' && <Trans> (you)</Trans>}
      </span>
      <span className={styles.tags}>
        {member.roles.map((role) => (
          <span key={role} className={styles.tag}>
            {roleText(role)}
          </span>
        ))}
      </span>
      {looksAfter && (
        <span className={layout.muted}>
          <Trans>
            looks after <bdi>{names}</bdi>
          </Trans>
        </span>
      )}
      <span className={member.entered ? layout.muted : layout.warning}>
        {member.entered ? (
          <Plural
            value={member.passkeys.length}
            _0="no passkey"
            one="# passkey"
            other="# passkeys"
          />
        ) : (
          <Trans>hasn’t come in yet</Trans>
        )}
      </span>
    </span>
  );
}
