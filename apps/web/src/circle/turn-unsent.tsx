/** Someone ends their turn with words that are not sent. The turn ends once they are (TXT-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useHere } from './context.ts';
import styles from './turn-card.module.css';

interface UnsentProps {
  readonly how: 'done' | 'yield';
  /** Sends what is written; true once it was taken. */
  readonly say: () => Promise<boolean>;
  readonly onClose: () => void;
}

export function Unsent({ how, say, onClose }: UnsentProps) {
  const { act } = useHere();
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const finish = () => {
    onClose();
    void act({ do: how });
  };
  const sendAndFinish = async () => {
    setBusy(true);
    const taken = await say();
    setBusy(false);
    // What was not taken is in the draft again, and the turn stays with them.
    if (taken) finish();
    else onClose();
  };
  return (
    <fieldset className={styles.asking} aria-label={t`You have unsent words`}>
      <p>
        <Trans>You haven’t sent what you wrote.</Trans>
      </p>
      {how === 'done' && (
        <Button kind="primary" busy={busy} onClick={() => void sendAndFinish()}>
          <Trans>Send and finish</Trans>
        </Button>
      )}
      <Button onClick={finish}>
        <Trans>Finish without sending</Trans>
      </Button>
      <Button kind="plain" onClick={onClose}>
        <Trans>Continue</Trans>
      </Button>
    </fieldset>
  );
}
