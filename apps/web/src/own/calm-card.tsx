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
        <Trans>A time of quiet</Trans>
      </h2>
      <p>
        {until ? (
          <Trans>We are together without words until {until}. It ends by itself.</Trans>
        ) : (
          <Trans>We are together without words. A facilitator ends it when it is time.</Trans>
        )}
      </p>
      <p className={styles.aside}>
        <Trans>There is nothing to do. What you write stays with you until then.</Trans>
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
        <Trans>We rest for a moment</Trans>
      </h2>
      <p>
        {attended(view) ? (
          <Trans>A facilitator has paused the circle. It goes on from where it was.</Trans>
        ) : (
          <Trans>
            No facilitator is connected right now. If somebody was named to stand in, they have been
            told. If nobody can come, the circle closes gently.
          </Trans>
        )}
      </p>
      <p className={styles.aside}>
        <Trans>What you write, raised hands and the order are all kept.</Trans>
      </p>
      <div className={styles.acts}>
        <StandIn />
        <Button onClick={openSupport}>
          <Trans>Support, if you need somebody now</Trans>
        </Button>
      </div>
    </>
  );
}
