/** Which facilitators of the staff look after a circle. Somebody who is not among them gets a link. */
import type { StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Check } from '../../ui/field.tsx';
import layout from '../page/layout.module.css';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { FieldGroup } from '../staff/field-group.tsx';

interface FacilitatorChoiceProps {
  /** Ids of staff. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function FacilitatorChoice(props: FacilitatorChoiceProps) {
  const [loaded] = useStaffQuery((api) => api.staff());
  // Without the list the circle opens too, with the link for a facilitator.
  if (loaded.state !== 'there') return null;
  return <FacilitatorChecks {...props} staff={loaded.value} />;
}

export const facilitatorsOf = (staff: StaffList): StaffList =>
  staff
    .filter(({ roles }) => roles.includes('facilitator'))
    .toSorted(
      (one, other) => Number(other.you) - Number(one.you) || one.name.localeCompare(other.name),
    );

export function FacilitatorChecks({
  chosen,
  onChange,
  staff,
}: FacilitatorChoiceProps & { readonly staff: StaffList }) {
  const { t } = useLingui();
  const facilitators = facilitatorsOf(staff);
  return (
    <FieldGroup
      label={t`Who facilitates`}
      hint={
        facilitators.length === 0
          ? t`Nobody of the staff facilitates yet. On the next page you get a link for each facilitator.`
          : t`Two are good: one leads, one looks after people. For somebody else you’ll get a link.`
      }
    >
      {facilitators.map(({ id, name, you }) => (
        <Check
          key={id}
          label={
            <>
              <bdi>{name || t`No name yet`}</bdi>
              {you && (
                <span className={layout.muted}>
                  {' '}
                  <Trans>(you)</Trans>
                </span>
              )}
            </>
          }
          checked={chosen.includes(id)}
          onChange={(isChosen) =>
            onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        />
      ))}
    </FieldGroup>
  );
}
