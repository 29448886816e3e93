/** The form for the intention (PHA-5); only its writer sees it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './participant.module.css';
import { PrivateMessageForm } from './private-message-form.tsx';

export function IntentionForm() {
  const { t } = useLingui();
  const { circle, view } = useCircle();
  const { intention, can } = view.mine;
  const [changing, setChanging] = useState(false);
  if (can.intend !== true) return null;
  const written = intention?.outcome === null ? intention.text : '';
  return (
    <Card title={<Trans>One small thing</Trans>}>
      {written && !changing ? (
        <div className={styles.part}>
          <blockquote className={styles.quote} dir="auto">
            {written}
          </blockquote>
          <p className={styles.aside}>
            <Trans>
              Only you’ll see this, next time. No one checks. It’s fine if you don’t do it.
            </Trans>
          </p>
          <Button onClick={() => setChanging(true)}>
            <Trans>Change it</Trans>
          </Button>
        </div>
      ) : (
        <PrivateMessageForm
          storageKey={`small-thing.${circle}`}
          label={t`Is there one small thing you’d like to do before next time?`}
          hint={t`Only you’ll see it, when you come next time. You don’t have to write anything.`}
          initial={written}
          rows={2}
          command={(text) => ({ do: 'intend', text })}
          button={<Trans>Save it for me</Trans>}
          sentText={t`Saved for you.`}
          onSent={() => setChanging(false)}
        />
      )}
    </Card>
  );
}
