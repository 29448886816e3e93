/** The fields of somebody of the staff: name, roles, and the circles that a facilitator looks after. */
import { maxNameLength, type StaffRole } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { Check, Field } from '../../ui/field.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import { CircleChoice } from './circle-choice.tsx';
import { FieldGroup } from './field-group.tsx';
import type { StaffPeopleProps } from './staff-props.ts';
import { shownRoles } from './staff-texts.ts';

export interface StaffDraft {
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly circles: readonly string[];
}

export const emptyStaffDraft: StaffDraft = { name: '', roles: ['facilitator'], circles: [] };

interface StaffFieldsProps extends Pick<StaffPeopleProps, 'circles'> {
  readonly draft: StaffDraft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<StaffDraft>) => void;
  /** This person organises and is the only one, so the role stays. */
  readonly keepsOrganiser?: boolean;
}

/** The list with the item, or without it. */
export const withOrWithout = <T,>(list: readonly T[], item: T, has: boolean): readonly T[] => [
  ...list.filter((each) => each !== item),
  ...(has ? [item] : []),
];

export function StaffFields(props: StaffFieldsProps) {
  const { draft, circles, errors, onChange, keepsOrganiser = false } = props;
  const { t } = useLingui();
  const hints = useRoleOptions();
  return (
    <>
      <Field
        label={t`Name`}
        error={errors['name']}
        value={draft.name}
        limit={maxNameLength}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <FieldGroup label={t`What they do`} error={errors['roles']}>
        {shownRoles.map((role) => (
          <Check
            key={role}
            label={hints[role].label}
            hint={
              role === 'organiser' && keepsOrganiser
                ? t`The only organiser stays one.`
                : hints[role].hint
            }
            checked={draft.roles.includes(role)}
            disabled={role === 'organiser' && keepsOrganiser}
            onChange={(has) => onChange({ roles: withOrWithout(draft.roles, role, has) })}
          />
        ))}
      </FieldGroup>
      {draft.roles.includes('facilitator') && (
        <CircleChoice
          circles={circles}
          chosen={draft.circles}
          error={errors['circles']}
          onChange={(id, has) => onChange({ circles: withOrWithout(draft.circles, id, has) })}
        />
      )}
    </>
  );
}

function useRoleOptions(): Readonly<Record<StaffRole, { label: string; hint: string }>> {
  const { t } = useLingui();
  return {
    organiser: {
      label: t`Organiser`,
      hint: t`Opens circles, invites people, sees all circles and all staff.`,
    },
    facilitator: {
      label: t`Facilitator`,
      hint: t`Leads the meetings of the circles you choose, and sees only these.`,
    },
    'on-call': {
      label: t`On call`,
      hint: t`Is alerted when somebody in a circle isn’t safe and no facilitator answers.`,
    },
  };
}
