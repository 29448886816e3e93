/** How somebody would like to take part; folded away, but for listening where seats are full (LIM-1). */
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
  readonly onChange: (wish: ParticipationChoice) => void;
}

export function ParticipationOptions({
  facilitates,
  isFull,
  choice: wish,
  onChange,
}: ParticipationOptionsProps) {
  const { t } = useLingui();
  const { listening, firstTime, sharedDevice } = wish;
  const listen = (
    <Check
      label={t`Just listening today`}
      hint={t`You read along and won’t be asked to share. You can change this later.`}
      checked={listening}
      onChange={(checked) => onChange({ ...wish, listening: checked })}
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
            onChange={(checked) => onChange({ ...wish, firstTime: checked })}
          />
        )}
        <SharedDevice
          checked={sharedDevice}
          onChange={(checked) => onChange({ ...wish, sharedDevice: checked })}
        />
      </details>
    </>
  );
}
