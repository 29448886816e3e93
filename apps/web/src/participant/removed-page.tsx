/** Removed, excluded or turned away: what, why, until when, and what stays open (VOI-7). */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { ReceiptDetails } from '../desk/receipt.tsx';
import { paths } from '../lib/paths.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { AppealButton } from './moderation-notices.tsx';

const removalKinds: readonly Receipt['kind'][] = ['remove', 'exclude', 'exclude-everywhere'];

export function RemovedPage() {
  const { t } = useLingui();
  const { card, view } = useCircle();
  const { whereabouts, receipts, can } = view.mine;
  const turnedAway = whereabouts === 'turned-away';
  const receipt = receipts.findLast(({ kind }) =>
    turnedAway ? kind === 'turn-away' : removalKinds.includes(kind),
  );
  const excluded = receipt?.kind === 'exclude' || receipt?.kind === 'exclude-everywhere';
  const wholly = excluded || can.join === 'excluded';
  // VOI-12: decided in another circle, where its reason and the way to appeal are.
  const elsewhere = wholly && !excluded;
  return (
    <Page
      title={
        turnedAway
          ? t`Not today`
          : wholly
            ? t`You can’t take part for now`
            : t`You’re not in this meeting any more`
      }
      documentTitle={card?.name}
      lead={
        turnedAway
          ? t`A facilitator couldn’t let you into this meeting.`
          : wholly
            ? t`It’s about what happened, not about who you are. Support stays open to you.`
            : t`A facilitator asked you to leave this meeting. It’s about today, not about who you are.`
      }
      bar={{ title: card?.name }}
    >
      {receipt && (
        <Card>
          <ReceiptDetails receipt={receipt} />
        </Card>
      )}
      {elsewhere && (
        <p>
          <Trans>
            The organisation decided this. In the circle where it was decided you can read why and
            ask someone else to review it.
          </Trans>
        </p>
      )}
      <p>
        <Trans>
          If you disagree, you can ask someone else to review it: someone who didn’t decide it. The
          circle isn’t told.
        </Trans>
      </p>
      {receipt && <AppealButton receipt={receipt} wide />}
      {(can['ask-help'] === true || can.note === true) && (
        <Button size="m" wide onClick={openSupport}>
          <Trans>Write to the facilitators</Trans>
        </Button>
      )}
      <ButtonLink to={paths.support} kind="plain" size="m" wide>
        <Trans>Other support</Trans>
      </ButtonLink>
      <SignInStatus />
      <DevicesButton />
    </Page>
  );
}
