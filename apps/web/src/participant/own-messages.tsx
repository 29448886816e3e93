/** A copy of what one wrote, and taking all of it back (PRV-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { refusalTexts } from '../lib/i18n/refusal-texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import { ForgetMeForm } from './forget-me.tsx';
import styles from './participant.module.css';
import { downloadText, textExport } from './text-export.ts';

export function OwnMessages() {
  const { t, i18n } = useLingui();
  const { card, view, send, act } = useCircle();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [erased, setErased] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(sure);
  const { mine } = view;
  const keep = async () => {
    setBusy(true);
    setFailed(null);
    const answer = await send({ do: 'export-mine' });
    setBusy(false);
    if ('refused' in answer) return setFailed(i18n._(refusalTexts[answer.refused]));
    if (!('ok' in answer) || !answer.mine) {
      return setFailed(t`It didn’t arrive. Please press again.`);
    }
    const headings = {
      title: card?.name ?? t`The circle`,
      wrote: t`What I wrote`,
      told: t`What was said to me privately`,
    };
    downloadText(headings.wrote, textExport(answer.mine, mine.person, headings));
    announce(t`Saved on this device.`);
  };
  const erase = async () => {
    setBusy(true);
    const done = await act({ do: 'erase-mine' });
    setBusy(false);
    if (!done) return;
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
      <Button wide busy={busy && !sure} onClick={keep}>
        <Trans>Save a copy of what I wrote</Trans>
      </Button>
      {failed && (
        <Notice tone="honey" spoken>
          {failed}
        </Notice>
      )}
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
              <Button kind="danger" busy={busy} onClick={erase}>
                <Trans>Yes, delete my words</Trans>
              </Button>
              <Button kind="plain" onClick={() => setSure(false)}>
                <Trans>Keep my words</Trans>
              </Button>
            </div>
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
