/** The one small thing to take along (PHA-5): written for oneself, shown to nobody else. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './own.module.css';
import { WriteForm } from './write-form.tsx';

export function SmallThing() {
  const { t } = useLingui();
  const { view, send } = useHere();
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
            <Trans>Only you see this, next time. Nobody checks, and letting it go is fine.</Trans>
          </p>
          <Button onClick={() => setChanging(true)}>
            <Trans>Change it</Trans>
          </Button>
        </div>
      ) : (
        <WriteForm
          keptAs="small-thing"
          label={t`Is there one small thing you would like to do until next time?`}
          hint={t`Only you see it, when you come again. You need not write anything.`}
          initial={written}
          rows={2}
          send={(text) => send({ do: 'intend', text })}
          button={<Trans>Keep it for me</Trans>}
          sent={t`Kept for you.`}
          onSent={() => setChanging(false)}
        />
      )}
    </Card>
  );
}
