/** The button of the invitation; it is visible at every height of the screen. */
import { Trans } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import type { EntranceState } from './entrance.tsx';
import styles from './invitation.module.css';

interface JoinButtonProps {
  /** The id of the form that it sends. */
  readonly form: string;
  readonly busy: boolean;
  readonly entrance: EntranceState;
  readonly isListening: boolean;
}

export function JoinButton({ form, busy, entrance, isListening }: JoinButtonProps) {
  const { facilitates, byThemselves, isFull } = entrance;
  return (
    <div className={styles.come}>
      <Button type="submit" form={form} kind="primary" size="l" wide busy={busy}>
        {facilitates ? (
          <Trans>Come in</Trans>
        ) : isFull && isListening ? (
          <Trans>Join and listen</Trans>
        ) : byThemselves ? (
          <Trans>Join the circle</Trans>
        ) : (
          <Trans>Join the waiting room</Trans>
        )}
      </Button>
    </div>
  );
}
