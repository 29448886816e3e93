/** At the threshold: nothing to do, somebody knows one is there, and every way out is open. */
import { Trans, useLingui } from '@lingui/react/macro';
import { openSupport } from '../support/open.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Stone } from '../ui/stone.tsx';
import { AboutCircle } from './about-circle.tsx';
import { useHere } from './context.ts';
import { LastTime } from './last-time.tsx';
import { NoShow } from './no-show.tsx';
import { Notices } from './notices.tsx';
import { OwnSignIn, ToDevices } from './own-sign-in.tsx';
import type { Reach } from './reach.tsx';
import { SeatChoice } from './seat-choice.tsx';
import { StillLine } from './still-line.tsx';

export function WaitingRoom({ reach }: { readonly reach: Reach }) {
  const { t } = useLingui();
  const { card, view, act, refusal, setRefusal } = useHere();
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
      <NoShow />
      <StillLine />
      <LastTime />
      <Notices reach={reach} refusal={refusal} onRefusalRead={() => setRefusal(null)} />
      {mine.role === 'participant' && (
        <SeatChoice value={mine.seat} onChange={(seat) => act({ do: 'set-seat', seat })} />
      )}
      <Button size="m" wide onClick={openSupport}>
        <Trans>Write to the facilitator</Trans>
      </Button>
      <Button kind="plain" onClick={() => act({ do: 'leave' })}>
        <Trans>Leave waiting room</Trans>
      </Button>
      <OwnSignIn />
      <AboutCircle />
      <ToDevices />
    </Page>
  );
}
