/**
 * The circle at rest: a held silence with its end in words, or a hold until a facilitator is
 * here (FAC-2). Nobody has to do anything; what was begun is kept, and support is a press away.
 */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { attended } from '../circle/leading.ts';
import { openSupport } from '../support/open.ts';
import { Button } from '../ui/button.tsx';
import { clock } from '../words/times.ts';
import styles from './calm-card.module.css';
import { StandIn } from './stand-in.tsx';

export function CalmCard() {
  const { view } = useHere();
  return (
    <section className={styles.calm} aria-labelledby="calm">
      {view.onHold ? <OnHold /> : <Quiet />}
    </section>
  );
}

function Quiet() {
  const { view } = useHere();
  const until = view.until === null ? null : clock(view.until);
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

function OnHold() {
  const { view } = useHere();
  // A facilitator can pause the circle too; then it is not absence, and is not called so.
  return (
    <>
      <h2 id="calm">
        <Trans>We’re pausing for a moment</Trans>
      </h2>
      <p>
        {attended(view) ? (
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
        <StandIn />
        <Button onClick={openSupport}>
          <Trans>Get support now</Trans>
        </Button>
      </div>
    </>
  );
}
