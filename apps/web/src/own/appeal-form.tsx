/** Asking somebody else than its giver to look at what a facilitator did (VOI-7). */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { openSupport } from '../support/open.ts';
import { ReceiptWords } from '../words/receipt.tsx';
import styles from './own.module.css';
import { WriteForm } from './write-form.tsx';

interface AppealFormProps {
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

export function AppealForm({ receipt, onClose }: AppealFormProps) {
  const { t } = useLingui();
  const { send } = useHere();
  return (
    <div className={styles.part}>
      <ReceiptWords receipt={receipt} />
      <WriteForm
        keptAs={`appeal.${receipt.id}`}
        label={t`How do you see it?`}
        hint={t`Someone else reads this, never the person who decided it. You’ll find the answer under Support.`}
        send={(text) => send({ do: 'appeal', receipt: receipt.id, text })}
        button={<Trans>Ask someone else to review it</Trans>}
        sent={t`Sent to someone who didn’t make this decision.`}
        onSent={() => {
          onClose();
          openSupport();
        }}
      />
    </div>
  );
}
