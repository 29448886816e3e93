/** One open link of a circle, with revoking it after a confirmation. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { formatDate } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import type { CircleLink } from './card-outcome.ts';

interface LinkRowProps {
  readonly circle: string;
  readonly link: CircleLink;
  readonly onChanged: () => void;
}

export function LinkRow({ circle, link, onChanged }: LinkRowProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const isForFacilitator = link.role === 'facilitator';
  const name = link.label || (isForFacilitator ? t`Facilitator` : t`Invitation`);
  const revoke = async () => {
    if (!(await request.run((api) => api.revokeLink(circle, link.id)))?.ok) return false;
    announce(t`The link has been revoked.`);
    onChanged();
    return true;
  };
  return (
    <div className={layout.entry}>
      <div className={layout.item}>
        <span className={layout.text}>
          <bdi className={layout.name}>{name}</bdi>
          <span className={layout.muted}>
            {isForFacilitator ? (
              <Trans>for a facilitator</Trans>
            ) : (
              <Plural value={link.usesLeft} one="for # more person" other="for # more people" />
            )}
            {' · '}
            <Trans>until {formatDate(link.expires)}</Trans>
          </span>
        </span>
      </div>
      <ConfirmButton
        label={t`Revoke link…`}
        about={name}
        confirmLabel={t`Revoke link`}
        cancelLabel={t`Cancel`}
        busy={request.busy}
        problem={request.errorText}
        onConfirm={revoke}
      >
        <Trans>No one new can come in by it. People who are already in stay.</Trans>
      </ConfirmButton>
    </div>
  );
}
