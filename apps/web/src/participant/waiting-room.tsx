/** The waiting room: says who knows that this person waits, and offers every way to leave. */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Page } from '../app/shell/page.tsx';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../ui/button.tsx';
import { Stone } from '../ui/stone.tsx';
import { AboutCircle } from './entrance/about-circle.tsx';
import { GroundingLine } from './entrance/grounding-line.tsx';
import { SeatChoice } from './entrance/seat-choice.tsx';
import { IntentionReviewSlot } from './intention-review.lazy.tsx';
import { NoShowSlot } from './no-show.lazy.tsx';

/** `notices`: those of the circle, among them that of the connection. */
export function WaitingRoomPage({ notices }: { readonly notices: ReactNode }) {
  const { t } = useLingui();
  const { card, view, command } = useCircle();
  const { mine } = view;
  const admitted = mine.whereabouts === 'admitted';
  const names = card
    ? new Intl.ListFormat(document.documentElement.lang).format(card.facilitators)
    : '';

  return (
    <Page
      title={admitted ? t`You’ve been let in` : t`You’re in the waiting room`}
      documentTitle={card?.name}
      lead={
        admitted
          ? t`Someone is speaking. You’ll come in when their turn ends, so no one is interrupted.`
          : view.noShow
            ? t`No facilitator has come yet. This page opens by itself when one does.`
            : names
              ? t`${names} can see that you’re here and can let you in. This page opens by itself.`
              : t`The facilitator can see that you’re here and can let you in. This page opens by itself.`
      }
      above={
        <div style={{ textAlign: 'center', paddingTop: 16 }}>
          <Stone size={48} glow />
        </div>
      }
      bar={{ title: card?.name }}
      dawn
      centred
    >
      <NoShowSlot />
      <GroundingLine />
      <IntentionReviewSlot />
      {notices}
      {mine.role === 'participant' && (
        <SeatChoice
          value={mine.seat}
          waits={mine.waitsForSeat === true}
          onChange={(seat) => command.run({ do: 'set-seat', seat })}
        />
      )}
      <Button size="m" wide onClick={openSupport}>
        <Trans>Write to the facilitator</Trans>
      </Button>
      <Button kind="plain" onClick={() => command.run({ do: 'leave' })}>
        <Trans>Leave waiting room</Trans>
      </Button>
      <SignInStatus />
      <AboutCircle />
      <DevicesButton />
    </Page>
  );
}
