/** A circle that is paused, or that ends: until when, and what it says to its end (RHY-4). */
import type { PlaceBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Card } from '../ui/card.tsx';
import { formatDayWithDate } from './local-times.ts';
import styles from './place.module.css';

export function CircleStateNotice({ place }: { readonly place: PlaceBody }) {
  const { state, pausedUntil, closing } = place;
  switch (state) {
    case 'open':
      return null;
    case 'paused':
      return (
        <Card tone="sky" title={<Trans>The circle is taking a break</Trans>}>
          <p>
            {pausedUntil ? (
              <Trans>It goes on from {formatDayWithDate(Date.parse(pausedUntil))}.</Trans>
            ) : (
              <Trans>It isn’t known yet when it goes on. The next date will be here.</Trans>
            )}{' '}
            <Trans>Your membership stays as it is.</Trans>
          </p>
        </Card>
      );
    case 'ending':
      return (
        <Card tone="plum" title={<Trans>The circle is coming to its end</Trans>}>
          <ClosingText text={closing} />
          <p>
            <Trans>After the last meeting below there are no more dates.</Trans>
          </p>
        </Card>
      );
    case 'ended':
      return (
        <Card tone="plum" title={<Trans>This circle has ended</Trans>}>
          <ClosingText text={closing} />
          <p>
            <Trans>
              Thank you for being part of it. What was said is deleted when its time is over, and
              then this page goes too.
            </Trans>
          </p>
        </Card>
      );
  }
}

function ClosingText({ text }: { readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <blockquote className={styles.quote} dir="auto">
      {text}
    </blockquote>
  );
}
