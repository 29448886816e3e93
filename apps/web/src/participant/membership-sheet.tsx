/** The membership of this person: seat, stepping out, leaving, and their own data. */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { DoorOpen, Footprints } from 'lucide-react';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import type { PersonalSheetTarget } from '../circle/model/personal-sheet.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import styles from './membership-sheet.module.css';
import { OnlyFacilitatorNotice } from './only-facilitator-notice.tsx';

interface MembershipSheetProps {
  readonly onClose: () => void;
}

export function MembershipSheet({ onClose }: MembershipSheetProps) {
  const { t } = useLingui();
  const { view, command, openPersonalSheet } = useCircle();
  const { mine } = view;
  const [leaving, setLeaving] = useState(false);
  const aside = (what: 'settings' | 'hidden' | 'words' | 'devices') => () => {
    onClose();
    openPersonalSheet({ what } satisfies PersonalSheetTarget);
  };
  const hidden = mine.hidden.length;
  const waits = mine.waitsForSeat === true;
  return (
    <Sheet open onClose={onClose} title={<bdi>{mine.name}</bdi>}>
      {mine.role === 'participant' && (
        <Choice
          label={t`Your seat`}
          options={[
            { value: 'sharer', label: t`Sharing` },
            { value: 'listener', label: t`Just listening` },
          ]}
          row
          value={waits ? 'sharer' : mine.seat}
          {...(waits
            ? { hint: t`You listen for now. You get a seat as soon as there’s one for you.` }
            : {})}
          onChange={(seat) => command.run({ do: 'set-seat', seat })}
        />
      )}
      <div className={styles.acts}>
        <OnlyFacilitatorNotice />
        {mine.can['step-out'] === true && mine.whereabouts === 'in' && (
          <Button
            wide
            icon={<Footprints size={20} aria-hidden="true" />}
            onClick={async () => {
              if (await command.run({ do: 'step-out' })) onClose();
            }}
          >
            <Trans>Step out for a bit</Trans>
          </Button>
        )}
        {leaving ? (
          <fieldset className={styles.leaving} aria-label={t`Leave the circle`}>
            <p>
              <Trans>
                Your messages stay, and no one is told why. You can come back with the same name.
              </Trans>
            </p>
            <Button onClick={() => command.run({ do: 'leave' })}>
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
      <div className={styles.more}>
        <Button kind="plain" onClick={aside('settings')}>
          <Trans>Text, theme and screen reader</Trans>
        </Button>
        {hidden > 0 && (
          <Button kind="plain" onClick={aside('hidden')}>
            {plural(hidden, { one: '1 person you’ve hidden', other: '# people you’ve hidden' })}
          </Button>
        )}
        <Button kind="plain" onClick={aside('words')}>
          <Trans>Copy or delete what you wrote</Trans>
        </Button>
        <Button kind="plain" onClick={aside('devices')}>
          <Trans>Your devices and return code</Trans>
        </Button>
      </div>
    </Sheet>
  );
}
