/** Asks another facilitator or the organiser to look at a moderation act (VOI-7). */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { openSupport } from '../app/support/support-state.ts';
import { ReceiptDetails } from '../desk/receipt.tsx';
import styles from './participant.module.css';
import { PrivateMessageForm } from './private-message-form.tsx';

interface AppealFormProps {
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

export function AppealForm({ receipt, onClose }: AppealFormProps) {
  const { t } = useLingui();
  return (
    <div className={styles.part}>
      <ReceiptDetails receipt={receipt} />
      <PrivateMessageForm
        storageKey={`appeal.${receipt.id}`}
        label={t`How do you see it?`}
        hint={t`Someone else reads this, never the person who decided it. You’ll find the answer under Support.`}
        command={(text) => ({ do: 'appeal', receipt: receipt.id, text })}
        button={<Trans>Ask someone else to review it</Trans>}
        sentText={t`Sent to someone who didn’t make this decision.`}
        onSent={() => {
          onClose();
          openSupport();
        }}
      />
    </div>
  );
}
