/** Roles and names of staff in words. */
import type { StaffMemberBody, StaffRole } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';

/** In the order in which they are shown. */
export const shownRoles: readonly StaffRole[] = ['organiser', 'facilitator', 'on-call'];

export function useRoleTexts(): (role: StaffRole) => string {
  const { t } = useLingui();
  return useCallback(
    (role) => {
      switch (role) {
        case 'organiser':
          return t`organiser`;
        case 'facilitator':
          return t`facilitator`;
        case 'on-call':
          return t`on call`;
        default:
          return role satisfies never;
      }
    },
    [t],
  );
}

/** How a person is called whose name is not known: one from before staff had names. */
export function useStaffName(): (member: Pick<StaffMemberBody, 'name' | 'you'>) => string {
  const { t } = useLingui();
  return ({ name, you }) => name || (you ? t`You` : t`Someone without a name yet`);
}
