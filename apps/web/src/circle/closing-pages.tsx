/** After the meeting: thanks, support, what happens to the words, and when it is next. */
import { Trans, useLingui } from '@lingui/react/macro';
import { openSupport } from '../support/open.ts';
import { Resources } from '../support/resources.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { Stone } from '../ui/stone.tsx';
import { clock, dayOf, span } from '../words/times.ts';
import { useHere } from './context.ts';
import { ReturnLink } from './return-link.tsx';

const drawing = (
  <div style={{ textAlign: 'center', paddingTop: 16 }}>
    <Stone size={48} glow />
  </div>
);

/** The quarter of an hour after closing: no chat, but nobody is sent away. */
export function AftercarePage() {
  const { t } = useLingui();
  const { card, view } = useHere();
  return (
    <Page
      title={t`Thank you for being here`}
      documentTitle={card?.name}
      lead={t`The circle is closed. Take a moment before you go on with your day.`}
      bar={{ title: card?.name }}
      above={drawing}
      dawn
      centred
    >
      {view.mine.can.note === true && (
        <Button size="l" wide onClick={openSupport}>
          <Trans>A quiet word with a facilitator</Trans>
        </Button>
      )}
      <AfterWords />
    </Page>
  );
}

export function ClosedPage() {
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
      <AfterWords />
    </Page>
  );
}

function AfterWords() {
  const { card } = useHere();
  if (!card) return null;
  const kept = span(card.retention);
  const next = card.meeting?.phase === 'scheduled' ? card.meeting.start : null;
  return (
    <>
      {next && (
        <Card title={<Trans>When we meet again</Trans>}>
          <p>
            {dayOf(next)}, {clock(next)}
          </p>
        </Card>
      )}
      <Card title={<Trans>What happens to the words</Trans>}>
        <p>
          <Trans>
            They are kept for {kept} after the circle closed, for the facilitators to care for what
            was said. Then they are deleted for good.
          </Trans>
        </p>
      </Card>
      <Card title={<Trans>If something stays with you</Trans>}>
        <Resources own={card.support} />
      </Card>
      <ReturnLink />
    </>
  );
}
