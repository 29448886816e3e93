/** Early, stepped out for a bit, left: the pages of whoever is not in the circle of their own accord. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { LastTime } from '../circle/last-time.tsx';
import { attended, carriesAlone } from '../circle/leading.ts';
import { OwnSignIn, ToDevices } from '../circle/own-sign-in.tsx';
import { StillLine } from '../circle/still-line.tsx';
import { BeforeYouComeIn } from '../join/before-you-come-in.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { refusals } from '../words/refusals.ts';
import { clock, dayOf } from '../words/times.ts';

export function EarlyPage() {
  const { t } = useLingui();
  const { card, view } = useHere();
  const when = `${dayOf(view.start)}, ${clock(view.start)}`;
  return (
    <Page
      title={t`You’re early, and that’s fine`}
      documentTitle={card?.name}
      lead={t`The circle begins ${when}. Keep this page open: you can come in a little before, and it opens by itself.`}
      bar={{ title: card?.name }}
      dawn
      centred
    >
      <StillLine />
      <LastTime />
      <OwnSignIn />
      {card && <BeforeYouComeIn card={card} />}
      <ToDevices />
    </Page>
  );
}

export function SteppedOutPage() {
  const { t, i18n } = useLingui();
  const { card, view, act, refusal } = useHere();
  return (
    <Page
      title={t`You’ve stepped out`}
      documentTitle={card?.name}
      lead={
        carriesAlone(view)
          ? t`While no facilitator is in the circle, it pauses by itself and people are told. If no one comes back, it closes gently.`
          : view.mine.role !== 'facilitator'
            ? t`We’re keeping your seat, and you won’t be offered a turn. Come back at any time. No one is told.`
            : attended(view)
              ? t`Another facilitator is here and takes over. Come back at any time.`
              : t`We’re keeping your place. Come back at any time.`
      }
      bar={{ title: card?.name }}
      centred
    >
      <StillLine />
      {refusal && (
        <Notice tone="honey" spoken>
          {i18n._(refusals[refusal])}
        </Notice>
      )}
      <Button kind="primary" size="l" wide onClick={() => act({ do: 'come-back' })}>
        <Trans>Come back</Trans>
      </Button>
      <Button wide onClick={() => act({ do: 'leave' })}>
        <Trans>Leave the circle</Trans>
      </Button>
      <OwnSignIn />
      <ToDevices />
    </Page>
  );
}

export function LeftPage() {
  const { t, i18n } = useLingui();
  const { card, view, act, refusal } = useHere();
  const { mine } = view;
  return (
    <Page
      title={t`You’ve left the circle`}
      documentTitle={card?.name}
      lead={t`Thank you for being here. Your messages stay in the circle until they’re deleted.`}
      bar={{ title: card?.name }}
      centred
    >
      {refusal && (
        <Notice tone="honey" spoken>
          {i18n._(refusals[refusal])}
        </Notice>
      )}
      {mine.can.join === true && (
        <Button size="l" wide onClick={() => act({ do: 'join', seat: mine.seat })}>
          <Trans>Come back in</Trans>
        </Button>
      )}
      <OwnSignIn />
      <ToDevices />
    </Page>
  );
}
