/**
 * After the meeting (PHA-5): thanks, one small thing for oneself, support, when it is next,
 * a private word about it, and what happens to the words (PRV-4).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useHere } from '../circle/context.ts';
import { OwnSignIn, ToDevices } from '../circle/own-sign-in.tsx';
import { openSupport } from '../support/open.ts';
import { Resources } from '../support/resources.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { Stone } from '../ui/stone.tsx';
import { clock, dayOf, span } from '../words/times.ts';
import { Feedback } from './feedback.tsx';
import { ForgetMe } from './forget-me.tsx';
import { OwnWords } from './own-words.tsx';
import { SmallThing } from './small-thing.tsx';

const drawing = (
  <div style={{ textAlign: 'center', paddingTop: 16 }}>
    <Stone size={48} glow />
  </div>
);

/**
 * The quarter of an hour after closing: no chat, but nobody is sent away. `children`: for those
 * who carried the circle.
 */
export function AftercarePage({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { card, view } = useHere();
  return (
    <Page
      title={t`Thank you for being here`}
      documentTitle={card?.name}
      lead={t`The circle has closed. Take a moment before you continue with your day.`}
      bar={{ title: card?.name }}
      above={drawing}
      dawn
      centred
    >
      {children}
      <SmallThing />
      {(view.mine.can['ask-help'] === true || view.mine.can.note === true) && (
        <Button size="l" wide onClick={openSupport}>
          <Trans>Write privately to the facilitators</Trans>
        </Button>
      )}
      <AfterWords />
    </Page>
  );
}

/** `children`: for those who carried the circle. */
export function ClosedPage({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { card } = useHere();
  return (
    <Page
      title={t`This meeting is over`}
      documentTitle={card?.name}
      lead={t`Thank you for being here.`}
      bar={{ title: card?.name }}
      above={drawing}
      dawn
      centred
    >
      {children}
      <AfterWords />
    </Page>
  );
}

function AfterWords() {
  const { card, view } = useHere();
  if (!card) return <ToDevices />;
  const purged = view.phase === 'purged';
  const kept = span(card.retention);
  const next = card.meeting?.phase === 'scheduled' ? card.meeting.start : null;
  return (
    <>
      <Card title={<Trans>If something stays on your mind</Trans>}>
        <Resources own={card.support} />
      </Card>
      {next && (
        <Card title={<Trans>When we meet again</Trans>}>
          <p>
            {dayOf(next)}, {clock(next)}
          </p>
        </Card>
      )}
      <Feedback />
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
        {purged ? <ForgetMe /> : <OwnWords />}
      </Card>
      <OwnSignIn />
      <ToDevices />
    </>
  );
}
