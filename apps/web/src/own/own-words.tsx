/** A copy of what one wrote, and taking all of it back (PRV-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSwap } from '../ui/use-swap.ts';
import { refusals } from '../words/refusals.ts';
import { copyOf, saveFile } from './copy.ts';
import { ForgetMe } from './forget-me.tsx';
import styles from './own.module.css';

export function OwnWords() {
  const { t, i18n } = useLingui();
  const { card, view, send, act } = useHere();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [erased, setErased] = useState(false);
  const swap = useSwap<HTMLDivElement>(sure);
  const { mine } = view;
  const keep = async () => {
    setBusy(true);
    setFailed(null);
    const answer = await send({ do: 'export-mine' });
    setBusy(false);
    if ('refused' in answer) return setFailed(i18n._(refusals[answer.refused]));
    if (!('ok' in answer) || !answer.mine) {
      return setFailed(t`It did not arrive. You can press it again now.`);
    }
    const headings = {
      title: card?.name ?? t`The circle`,
      wrote: t`What I wrote`,
      told: t`What was told to me alone`,
    };
    saveFile(headings.wrote, copyOf(answer.mine, mine.person, headings));
    announce(t`Saved on this device.`);
  };
  const erase = async () => {
    setBusy(true);
    const done = await act({ do: 'erase-mine' });
    setBusy(false);
    if (!done) return;
    setErased(true);
    setSure(false);
    announce(t`What you wrote is withdrawn.`);
  };
  return (
    <div className={styles.part} ref={swap}>
      <p>
        <Trans>
          Only your own words, as a text on this device. Remember that others who use the device
          could read it.
        </Trans>
      </p>
      <Button wide busy={busy && !sure} onClick={keep}>
        <Trans>Keep a copy of what I wrote</Trans>
      </Button>
      {failed && (
        <Notice tone="honey" spoken>
          {failed}
        </Notice>
      )}
      {erased && (
        <p role="status">
          <Trans>What you wrote is withdrawn. Where it stood, it says so.</Trans>
        </p>
      )}
      {mine.can['erase-mine'] === true &&
        !erased &&
        (sure ? (
          <fieldset className={styles.part} aria-label={t`Erase what I wrote`}>
            <p>
              <Trans>
                Every message of yours in this meeting becomes ‘taken back’, for everybody. That you
                had a turn stays. It cannot be undone.
              </Trans>
            </p>
            <div className={styles.acts}>
              <Button kind="danger" busy={busy} onClick={erase}>
                <Trans>Yes, erase my words</Trans>
              </Button>
              <Button kind="plain" onClick={() => setSure(false)}>
                <Trans>Keep them</Trans>
              </Button>
            </div>
          </fieldset>
        ) : (
          <Button wide onClick={() => setSure(true)}>
            <Trans>Erase what I wrote</Trans>
          </Button>
        ))}
      <ForgetMe />
    </div>
  );
}
