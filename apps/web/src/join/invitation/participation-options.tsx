/** How a person takes part. Folded, except for the option to listen where seats are full (LIM-1). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check } from '../../ui/field.tsx';
import styles from './invitation.module.css';
import { SharedDevice } from './shared-device.tsx';

export interface ParticipationChoice {
  readonly listening: boolean;
  readonly firstTime: boolean;
  readonly sharedDevice: boolean;
}

interface ParticipationOptionsProps {
  readonly facilitates: boolean;
  readonly isFull: boolean;
  readonly choice: ParticipationChoice;
  readonly onChange: (next: ParticipationChoice) => void;
}

export function ParticipationOptions({
  facilitates,
  isFull,
  choice,
  onChange,
}: ParticipationOptionsProps) {
  const { t } = useLingui();
  const { listening, firstTime, sharedDevice } = choice;
  const listen = (
    <Check
      label={t`Just listening today`}
      hint={t`You read along and won’t be asked to share. You can change this later.`}
      checked={listening}
      onChange={(checked) => onChange({ ...choice, listening: checked })}
    />
  );
  return (
    <>
      {isFull && listen}
      <details className={styles.more}>
        <summary>
          <Trans>How you’d like to take part</Trans>
        </summary>
        {!facilitates && !isFull && listen}
        {!facilitates && (
          <Check
            label={t`It’s my first time`}
            hint={t`Only the facilitators see this.`}
            checked={firstTime}
            onChange={(checked) => onChange({ ...choice, firstTime: checked })}
          />
        )}
        <SharedDevice
          checked={sharedDevice}
          onChange={(checked) => onChange({ ...choice, sharedDevice: checked })}
        />
      </details>
    </>
  );
}
