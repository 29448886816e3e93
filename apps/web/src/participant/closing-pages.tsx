/**
 * After the meeting (PHA-5): thanks, the intention, support, the next meeting, private feedback,
 * and what happens to the words (PRV-4).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Page } from '../app/shell/page.tsx';
import { Resources } from '../app/support/resources.tsx';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { formatDay, formatSpan, formatTime } from '../lib/i18n/dates.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Stone } from '../ui/stone.tsx';
import { FeedbackForm } from './feedback.tsx';
import { ForgetMeForm } from './forget-me.tsx';
import { IntentionForm } from './intention-form.tsx';
import { OwnMessages } from './own-messages.tsx';
import { PlaceLink } from './place-link.tsx';

const closingDrawing = (
  <div style={{ textAlign: 'center', paddingTop: 16 }}>
    <Stone size={48} glow />
  </div>
);

/**
 * Aftercare, 15 minutes after closing: no chat, and people can stay. `children`: for
 * facilitators.
 */
export function AftercarePage({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { card, view } = useCircle();
  return (
    <Page
      title={t`Thank you for being here`}
      documentTitle={card?.name}
      lead={t`The circle has closed. Take a moment before you continue with your day.`}
      bar={{ title: card?.name }}
      above={closingDrawing}
      dawn
      centred
    >
      {children}
      <IntentionForm />
      {(view.mine.can['ask-help'] === true || view.mine.can.note === true) && (
        <Button size="l" wide onClick={openSupport}>
          <Trans>Write privately to the facilitators</Trans>
        </Button>
      )}
      <AfterMeeting />
    </Page>
  );
}

/** `children`: for facilitators. */
export function ClosedPage({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { card } = useCircle();
  return (
    <Page
      title={t`This meeting is over`}
      documentTitle={card?.name}
      lead={t`Thank you for being here.`}
      bar={{ title: card?.name }}
      above={closingDrawing}
      dawn
      centred
    >
      {children}
      <AfterMeeting />
    </Page>
  );
}

function AfterMeeting() {
  const { card, view } = useCircle();
  if (!card) return <DevicesButton />;
  const purged = view.phase === 'purged';
  const kept = formatSpan(card.retention);
  const next = card.meeting?.phase === 'scheduled' ? card.meeting.start : null;
  return (
    <>
      <Card title={<Trans>If something stays on your mind</Trans>}>
        <Resources own={card.support} />
      </Card>
      {card.shelf && (
        <Card title={<Trans>To take along</Trans>}>
          <Resources own={card.shelf} />
        </Card>
      )}
      {next && (
        <Card title={<Trans>When we meet again</Trans>}>
          <p>
            {formatDay(next)}, {formatTime(next)}
          </p>
        </Card>
      )}
      <PlaceLink />
      <FeedbackForm />
      <Card title={<Trans>What happens to what was said</Trans>}>
        <p>
          {purged ? (
            <Trans>They’ve been deleted for good, as promised.</Trans>
          ) : (
            <Trans>
              They’re kept for {kept} after closing, so that facilitators can follow up on what was
              said. Then they’re deleted for good.
            </Trans>
          )}
        </p>
        {purged ? <ForgetMeForm /> : <OwnMessages />}
      </Card>
      <SignInStatus />
      <DevicesButton />
    </>
  );
}
