/** Warns a person who ends their turn with an unsent text. The turn ends after it is sent (TXT-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import styles from './unsent-warning.module.css';

/** How the turn is to end: it is done, or it is given back early. */
type Ending = 'done' | 'yield';

interface UnsentWarningProps {
  readonly ending: Ending;
  /** Sends the draft and then ends the turn. */
  readonly finish: (how: Ending) => void;
  readonly onClose: () => void;
}

export function UnsentWarning({ ending: how, finish, onClose }: UnsentWarningProps) {
  const { view, command } = useCircle();
  const { t } = useLingui();
  return (
    <fieldset className={styles.asking} aria-label={t`You have unsent words`}>
      <p>
        <Trans>You haven’t sent what you wrote.</Trans>
      </p>
      {how === 'done' && (
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            finish('done');
          }}
        >
          <Trans>Send and finish</Trans>
        </Button>
      )}
      <Button
        onClick={() => {
          onClose();
          void command.run({ do: how, ...(view.turn !== null && { turn: view.turn }) });
        }}
      >
        <Trans>Finish without sending</Trans>
      </Button>
      <Button kind="plain" onClick={onClose}>
        <Trans>Continue</Trans>
      </Button>
    </fieldset>
  );
}
