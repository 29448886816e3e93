/**
 * The card of a paused circle: a quiet time with its end, or a hold until a facilitator is here
 * (FAC-2). It asks for no action; drafts are kept, and Support stays available.
 */
import { Trans } from '@lingui/react/macro';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { hasFacilitator } from '../circle/model/facilitation.ts';
import { formatTime } from '../lib/i18n/dates.ts';
import { Button } from '../ui/button.tsx';
import styles from './paused-card.module.css';
import { StandInOffer } from './stand-in.tsx';

export function PausedCard() {
  const { view } = useCircle();
  return (
    <section className={styles.calm} aria-labelledby="calm">
      {view.onHold ? <OnHoldText /> : <QuietText />}
    </section>
  );
}

function QuietText() {
  const { view } = useCircle();
  const until = view.until === null ? null : formatTime(view.until);
  return (
    <>
      <h2 id="calm">
        <Trans>A quiet time</Trans>
      </h2>
      <p>
        {until ? (
          <Trans>We’re together without words until {until}. It ends by itself.</Trans>
        ) : (
          <Trans>We’re together without words. A facilitator will end it.</Trans>
        )}
      </p>
      <p className={styles.aside}>
        <Trans>You don’t need to do anything. What you write stays with you until then.</Trans>
      </p>
    </>
  );
}

function OnHoldText() {
  const { view } = useCircle();
  // A facilitator can pause the circle too; then it is not absence, and is not called so.
  return (
    <>
      <h2 id="calm">
        <Trans>We’re pausing for a moment</Trans>
      </h2>
      <p>
        {hasFacilitator(view) ? (
          <Trans>A facilitator has paused the circle. It will continue where it stopped.</Trans>
        ) : (
          <Trans>
            No facilitator is connected right now. If there’s a stand-in, they’ve been told. If no
            one can come, the circle closes gently.
          </Trans>
        )}
      </p>
      <p className={styles.aside}>
        <Trans>Your draft, raised hands and the order are all saved.</Trans>
      </p>
      <div className={styles.acts}>
        <StandInOffer />
        <Button onClick={openSupport}>
          <Trans>Get support now</Trans>
        </Button>
      </div>
    </>
  );
}
