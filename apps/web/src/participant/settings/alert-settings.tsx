/**
 * Sound and vibration of alerts as the person chooses them: asked once, in words, and changed
 * in the settings at any time. The press itself unlocks the sound.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { type AlertLevel, canVibrate, enableSound, soundAlert } from '../../lib/alerts/sound.ts';
import { setPreference } from '../../lib/preferences/preferences.ts';
import { usePreferences } from '../../lib/preferences/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import styles from './alert-settings.module.css';

/** Plays the tone at once, so that the person knows what they allowed. */
function allowSound(level: AlertLevel): void {
  setPreference('alertSound', true);
  enableSound();
  setTimeout(() => soundAlert(level), 50);
}

/** In the settings. */
export function AlertSettings() {
  const { t } = useLingui();
  const { alertSound, alertVibration } = usePreferences();
  return (
    <>
      <Check
        label={t`Play a sound when I’m needed`}
        hint={t`When your turn comes while you’re looking elsewhere and, if you lead a circle, when someone asks for help.`}
        checked={alertSound}
        onChange={(value) => {
          if (value) allowSound('turn');
          else setPreference('alertSound', false);
        }}
      />
      {canVibrate() && (
        <Check
          label={t`Vibrate when I’m needed`}
          checked={alertVibration}
          onChange={(value) => {
            setPreference('alertVibration', value);
            if (value) navigator.vibrate(120);
          }}
        />
      )}
    </>
  );
}

interface AlertPermissionPromptProps {
  /** What it would sound for, in one or two sentences. */
  readonly children: ReactNode;
  readonly level: AlertLevel;
}

/** The question itself. It stands until it was answered, once for this browser. */
export function AlertPermissionPrompt({ children, level }: AlertPermissionPromptProps) {
  const { alertAsked } = usePreferences();
  if (alertAsked) return null;
  const answer = (yes: boolean) => {
    if (yes) {
      allowSound(level);
      setPreference('alertVibration', canVibrate());
    }
    setPreference('alertAsked', true);
  };
  return (
    <div className={styles.ask}>
      <p>{children}</p>
      <div className={styles.row}>
        <Button kind="primary" onClick={() => answer(true)}>
          <Trans>Turn on sound</Trans>
        </Button>
        <Button onClick={() => answer(false)}>
          <Trans>No sound</Trans>
        </Button>
      </div>
      <p className={styles.hint}>
        <Trans>You can change this in Settings at any time.</Trans>
      </p>
    </div>
  );
}
