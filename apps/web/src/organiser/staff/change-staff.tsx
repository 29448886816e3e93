/** Changes name, roles and circles of somebody; what they lose ends at once (STF-3). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Form } from '../../ui/form.tsx';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './staff.module.css';
import { type StaffDraft, StaffFields } from './staff-fields.tsx';
import type { StaffMemberProps } from './staff-props.ts';

interface ChangeStaffProps extends StaffMemberProps {
  readonly onSaved: () => void;
}

export function ChangeStaff(props: ChangeStaffProps) {
  const { member, circles, isLastOrganiser, onChanged, onSaved } = props;
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const [draft, setDraft] = useState<StaffDraft>(member);
  const errors = {
    ...request.problem?.fields,
    ...(draft.roles.length === 0 ? { roles: t`Please choose at least one.` } : {}),
  };
  const save = async () => {
    const name = draft.name.trim();
    if (draft.roles.length === 0) return;
    // A facilitator's circles stay with them when they stop, in case they come back to it.
    const body = {
      ...(name === member.name ? {} : { name }),
      roles: [...draft.roles],
      circles: [...draft.circles],
    };
    if (!(await request.run((api) => api.changeStaff(member.id, body)))?.ok) return;
    announce(t`Saved.`);
    if (member.you) recheck();
    onSaved();
    onChanged();
  };
  return (
    <Form className={styles.part} onSend={() => void save()} noValidate>
      <StaffFields
        draft={draft}
        circles={circles}
        errors={errors}
        keepsOrganiser={isLastOrganiser}
        onChange={(changes) => {
          request.reset();
          setDraft({ ...draft, ...changes });
        }}
      />
      <CommandError command={request} />
      <div>
        <Button type="submit" kind="primary" busy={request.busy}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </Form>
  );
}
