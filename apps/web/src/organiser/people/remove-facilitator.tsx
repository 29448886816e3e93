/** Ends the role of a facilitator (KEY-4), after a confirmation that says what happens. */
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';

interface RemoveFacilitatorProps {
  readonly circle: string;
  readonly id: string;
  readonly name: string;
  /** The circle has no other facilitator. */
  readonly isOnly: boolean;
  readonly onChanged: () => void;
}

export function RemoveFacilitator(props: RemoveFacilitatorProps) {
  const { circle, id, name, isOnly, onChanged } = props;
  const { t } = useLingui();
  const request = useStaffRequest();
  const remove = async () => {
    if (!(await request.run((api) => api.removeFacilitator(circle, id)))?.ok) return false;
    announce(t`${name} is no longer a facilitator.`);
    onChanged();
    return true;
  };
  return (
    <ConfirmButton
      label={t`Remove as facilitator…`}
      about={name}
      confirmLabel={t`Remove as facilitator`}
      cancelLabel={t`Cancel`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={remove}
    >
      <Trans>
        <bdi>{name}</bdi> is signed out on all devices at once and told why. Their return code and
        sign-in links stop working. What they wrote stays. To take part, they need a new invitation.
      </Trans>{' '}
      {isOnly && (
        <strong>
          <Trans>
            This circle has no other facilitator. Make a facilitator link for someone else first.
          </Trans>
        </strong>
      )}
    </ConfirmButton>
  );
}
