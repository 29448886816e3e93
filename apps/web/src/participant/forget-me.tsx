/** Leaving for good: the circle forgets this person (PRV-11). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { useCommand } from '../lib/commands/use-command.ts';
import { paths } from '../lib/paths.ts';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import { ForgetMeText } from './forget-me-text.tsx';
import styles from './participant.module.css';

export function ForgetMeForm() {
  const { t } = useLingui();
  const { view } = useCircle();
  const command = useCommand();
  const [sure, setSure] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(sure);
  if (view.mine.can['forget-me'] !== true) return null;
  const forget = async () => {
    const done = await command.run({ do: 'forget-me' });
    // Replaced, so that Back does not lead into a circle that is closed to them now.
    if (done) window.location.replace(paths.left);
  };
  return (
    <div className={styles.part} ref={swap}>
      {sure ? (
        <fieldset className={styles.part} aria-label={t`Leave for good and delete me`}>
          <ForgetMeText />
          <div className={styles.acts}>
            <Button kind="danger" busy={command.busy} onClick={forget}>
              <Trans>Yes, delete me</Trans>
            </Button>
            <Button kind="plain" onClick={() => setSure(false)}>
              <Trans>Stay in this circle</Trans>
            </Button>
          </div>
          <CommandError command={command} />
        </fieldset>
      ) : (
        <Button wide onClick={() => setSure(true)}>
          <Trans>Leave for good and delete me</Trans>
        </Button>
      )}
    </div>
  );
}
