/** The pages of a person who is early, has stepped out, or has left. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { useCircle } from '../circle/model/circle-context.ts';
import { hasFacilitator, isOnlyFacilitator } from '../circle/model/facilitation.ts';
import { PrivacySummary } from '../join/invitation/privacy-summary.tsx';
import { formatDay, formatTime } from '../lib/i18n/dates.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { GroundingLine } from './entrance/grounding-line.tsx';
import { IntentionReviewSlot } from './intention-review.lazy.tsx';
import { PlaceLink } from './place-link.tsx';

export function EarlyPage() {
  const { t } = useLingui();
  const { card, view } = useCircle();
  const when = `${formatDay(view.start)}, ${formatTime(view.start)}`;
  return (
    <Page
      title={t`You’re early, and that’s fine`}
      documentTitle={card?.name}
      lead={t`The circle begins ${when}. You can come in a little before: this page opens by itself.`}
      bar={{ title: card?.name }}
      dawn
      centred
    >
      <GroundingLine />
      <IntentionReviewSlot />
      <SignInStatus />
      <PlaceLink />
      {card && <PrivacySummary card={card} />}
      <DevicesButton />
    </Page>
  );
}

export function SteppedOutPage() {
  const { t } = useLingui();
  const { card, view, command } = useCircle();
  return (
    <Page
      title={t`You’ve stepped out`}
      documentTitle={card?.name}
      lead={
        isOnlyFacilitator(view)
          ? t`While no facilitator is in the circle, it pauses by itself and people are told. If no one comes back, it closes gently.`
          : view.mine.role !== 'facilitator'
            ? t`We’re keeping your seat, and you won’t be offered a turn. Come back at any time. No one is told.`
            : hasFacilitator(view)
              ? t`Another facilitator is here and takes over. Come back at any time.`
              : t`We’re keeping your place. Come back at any time.`
      }
      bar={{ title: card?.name }}
      centred
    >
      <GroundingLine />
      <CommandError command={command} />
      <Button kind="primary" size="l" wide onClick={() => command.run({ do: 'come-back' })}>
        <Trans>Come back</Trans>
      </Button>
      <Button wide onClick={() => command.run({ do: 'leave' })}>
        <Trans>Leave the circle</Trans>
      </Button>
      <SignInStatus />
      <DevicesButton />
    </Page>
  );
}

export function LeftPage() {
  const { t } = useLingui();
  const { card, view, command } = useCircle();
  const { mine } = view;
  return (
    <Page
      title={t`You’ve left the circle`}
      documentTitle={card?.name}
      lead={t`Thank you for being here. Your messages stay in the circle until they’re deleted.`}
      bar={{ title: card?.name }}
      centred
    >
      <CommandError command={command} />
      {mine.can.join === true && (
        <Button size="l" wide onClick={() => command.run({ do: 'join', seat: mine.seat })}>
          <Trans>Come back in</Trans>
        </Button>
      )}
      <SignInStatus />
      <PlaceLink />
      <DevicesButton />
    </Page>
  );
}
