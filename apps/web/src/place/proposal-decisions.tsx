/** What becomes of a proposal: its author takes it back, a facilitator puts it into force (AGR-3). */
import { memberApi } from '@holdspace/client';
import type { ProposalBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRequest } from '../lib/api/use-request.ts';
import { announce } from '../ui/announcer.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import styles from './place.module.css';

interface DecisionProps {
  readonly circle: string;
  readonly proposal: ProposalBody;
  readonly onChanged: () => void;
}

export function TakeBackProposal({ circle, proposal, onChanged }: DecisionProps) {
  const { t } = useLingui();
  const request = useRequest();
  const takeBack = async () => {
    if (!(await request.run(() => memberApi({}).takeBackProposal(circle, proposal.id)))?.ok) {
      return false;
    }
    announce(t`Your proposal is taken back.`);
    onChanged();
    return true;
  };
  return (
    <ConfirmButton
      label={t`Take my proposal back`}
      confirmLabel={t`Yes, take it back`}
      cancelLabel={t`Keep it`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={takeBack}
    >
      <Trans>You made this proposal. Only you see that.</Trans>
    </ConfirmButton>
  );
}

export function DecideProposal({ circle, proposal, onChanged }: DecisionProps) {
  const { t } = useLingui();
  const adopting = useRequest();
  const layingAside = useRequest();
  const adopt = async () => {
    if (!(await adopting.run(() => memberApi({}).adoptProposal(circle, proposal.id)))?.ok) {
      return false;
    }
    announce(t`It’s part of our agreements now.`);
    onChanged();
    return true;
  };
  const layAside = async () => {
    if (!(await layingAside.run(() => memberApi({}).layAsideProposal(circle, proposal.id)))?.ok) {
      return false;
    }
    announce(t`It was laid aside.`);
    onChanged();
    return true;
  };
  return (
    <div className={styles.decisions}>
      <ConfirmButton
        label={t`Put it into force…`}
        confirmLabel={t`Yes, for everyone`}
        cancelLabel={t`Not now`}
        busy={adopting.busy}
        problem={adopting.errorText}
        onConfirm={adopt}
      >
        <Trans>Everyone in the circle is shown the change and asked to agree again.</Trans>
      </ConfirmButton>
      <ConfirmButton
        label={t`Lay it aside…`}
        confirmLabel={t`Yes, lay it aside`}
        cancelLabel={t`Not now`}
        busy={layingAside.busy}
        problem={layingAside.errorText}
        onConfirm={layAside}
      >
        <Trans>The agreements stay as they are. Anyone can propose it again.</Trans>
      </ConfirmButton>
    </div>
  );
}
