/** One's own part in the circle: seat, stepping out, leaving, settings, the way back. */
import { Trans, useLingui } from '@lingui/react/macro';
import { DoorOpen, Footprints, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { SettingsSheet } from '../settings/settings-sheet.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useHere } from './context.ts';
import styles from './own-sheet.module.css';

interface OwnSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function OwnSheet({ open, onClose }: OwnSheetProps) {
  const { t } = useLingui();
  const { view, act } = useHere();
  const { mine } = view;
  const [leaving, setLeaving] = useState(false);
  const [settings, setSettings] = useState(false);
  const close = () => {
    setLeaving(false);
    onClose();
  };
  return (
    <>
      <Sheet open={open} onClose={close} title={<bdi>{mine.name}</bdi>}>
        {mine.role === 'participant' && (
          <Choice
            label={t`Your seat`}
            options={[
              { value: 'sharer', label: t`Sharing` },
              { value: 'listener', label: t`Just listening` },
            ]}
            row
            value={mine.seat}
            onChange={(seat) => act({ do: 'set-seat', seat })}
          />
        )}
        <div className={styles.acts}>
          {mine.can['step-out'] === true && mine.whereabouts === 'in' && (
            <Button
              wide
              icon={<Footprints size={20} aria-hidden="true" />}
              onClick={async () => {
                if (await act({ do: 'step-out' })) close();
              }}
            >
              <Trans>Step out for a bit</Trans>
            </Button>
          )}
          <Button
            wide
            icon={<Settings2 size={20} aria-hidden="true" />}
            onClick={() => {
              close();
              setSettings(true);
            }}
          >
            <Trans>Text, theme and reading aloud</Trans>
          </Button>
          {leaving ? (
            <fieldset className={styles.leaving} aria-label={t`Leave the circle`}>
              <p>
                <Trans>
                  Your words stay, and nobody is told why. You can come back with the same name.
                </Trans>
              </p>
              <Button onClick={() => act({ do: 'leave' })}>
                <Trans>Leave the circle</Trans>
              </Button>
              <Button kind="plain" onClick={() => setLeaving(false)}>
                <Trans>Stay</Trans>
              </Button>
            </fieldset>
          ) : (
            <Button
              wide
              icon={<DoorOpen size={20} aria-hidden="true" />}
              onClick={() => setLeaving(true)}
            >
              <Trans>Leave the circle</Trans>
            </Button>
          )}
        </div>
      </Sheet>
      <SettingsSheet open={settings} onClose={() => setSettings(false)} />
    </>
  );
}
