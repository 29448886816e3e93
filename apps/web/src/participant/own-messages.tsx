/** A copy of the own messages, and taking all of them back (PRV-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { useCommand } from '../lib/commands/use-command.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import { ForgetMeForm } from './forget-me.tsx';
import styles from './participant.module.css';
import { downloadText, textExport } from './text-export.ts';

export function OwnMessages() {
  const { t } = useLingui();
  const { card, view } = useCircle();
  const saving = useCommand();
  const erasing = useCommand();
  const [sure, setSure] = useState(false);
  const [erased, setErased] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(sure);
  const { mine } = view;
  const keep = async () => {
    const answer = await saving.runForAnswer({ do: 'export-mine' });
    if (!answer?.mine) return;
    const headings = {
      title: card?.name ?? t`The circle`,
      wrote: t`What I wrote`,
      told: t`What was said to me privately`,
      agreed: t`What I agreed to`,
    };
    downloadText(headings.wrote, textExport(answer.mine, mine.person, headings));
    announce(t`Saved on this device.`);
  };
  const saveError =
    saving.state === 'unknown' ? t`It didn’t arrive. Please press again.` : saving.errorText;
  const erase = async () => {
    if (!(await erasing.run({ do: 'erase-mine' }))) return;
    setErased(true);
    setSure(false);
    announce(t`What you wrote is deleted.`);
  };
  return (
    <div className={styles.part} ref={swap}>
      <p>
        <Trans>
          Only your own words, as a text file on this device. Remember: others who use this device
          could read it.
        </Trans>
      </p>
      <Button wide busy={saving.busy} onClick={keep}>
        <Trans>Save a copy of what I wrote</Trans>
      </Button>
      <CommandError command={{ errorText: saveError }} />
      {erased && (
        <SpokenText>
          <Trans>
            What you wrote is deleted. Where it was, it says “Taken back by the writer”.
          </Trans>
        </SpokenText>
      )}
      {mine.can['erase-mine'] === true &&
        !erased &&
        (sure ? (
          <fieldset className={styles.part} aria-label={t`Delete what I wrote`}>
            <p>
              <Trans>
                Everyone will see “Taken back by the writer” in place of your messages from this
                meeting. That you had a turn stays. This can’t be undone.
              </Trans>
            </p>
            <div className={styles.acts}>
              <Button kind="danger" busy={erasing.busy} onClick={erase}>
                <Trans>Yes, delete my words</Trans>
              </Button>
              <Button kind="plain" onClick={() => setSure(false)}>
                <Trans>Keep my words</Trans>
              </Button>
            </div>
            <CommandError command={erasing} />
          </fieldset>
        ) : (
          <Button wide onClick={() => setSure(true)}>
            <Trans>Delete what I wrote</Trans>
          </Button>
        ))}
      <ForgetMeForm />
    </div>
  );
}
