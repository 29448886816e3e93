/** The screens of a circle for whoever is not in it: early, stepped out, gone, sent out, a stranger. */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { BeforeYouComeIn } from '../join/before-you-come-in.tsx';
import { paths } from '../paths.ts';
import { openSupport } from '../support/open.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ReceiptWords } from '../words/receipt.tsx';
import { refusals } from '../words/refusals.ts';
import { clock, dayOf } from '../words/times.ts';
import { useHere } from './context.ts';
import { LastTime } from './last-time.tsx';
import { ReturnLink } from './return-link.tsx';
import { StillLine } from './still-line.tsx';
import { Appeal } from './told.tsx';

export function EarlyPage() {
  const { t } = useLingui();
  const { card, view } = useHere();
  const when = `${dayOf(view.start)}, ${clock(view.start)}`;
  return (
    <Page
      title={t`You are early, and that is fine`}
      documentTitle={card?.name}
      lead={t`The circle begins ${when}. The doors open a little before. Keep this page open: it opens by itself.`}
      bar={{ title: card?.name }}
      dawn
      centred
    >
      <StillLine />
      <LastTime />
      <ReturnLink />
      {card && <BeforeYouComeIn card={card} />}
    </Page>
  );
}

export function SteppedOutPage() {
  const { t, i18n } = useLingui();
  const { card, act, refusal } = useHere();
  return (
    <Page
      title={t`You stepped out for a bit`}
      documentTitle={card?.name}
      lead={t`Your seat is kept, and no turn is offered to you. Come back whenever you like; nobody is told.`}
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
    </Page>
  );
}

export function LeftPage() {
  const { t, i18n } = useLingui();
  const { card, view, act, refusal } = useHere();
  const { mine } = view;
  return (
    <Page
      title={t`You have left the circle`}
      documentTitle={card?.name}
      lead={t`Thank you for being here. What you said stays with the circle until it is deleted.`}
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
      <ReturnLink />
    </Page>
  );
}

const sentOut: readonly Receipt['kind'][] = ['remove', 'exclude', 'exclude-everywhere'];

/** Removed, excluded or turned away: what, why, until when, and what stays open (VOI-7). */
export function OutPage() {
  const { t } = useLingui();
  const { card, view } = useHere();
  const { whereabouts, receipts, can } = view.mine;
  const turnedAway = whereabouts === 'turned-away';
  const receipt = receipts.findLast(({ kind }) =>
    turnedAway ? kind === 'turn-away' : sentOut.includes(kind),
  );
  const wholly = receipt?.kind === 'exclude' || receipt?.kind === 'exclude-everywhere';
  return (
    <Page
      title={
        turnedAway
          ? t`Not today`
          : wholly
            ? t`You cannot take part for now`
            : t`You are not in this meeting any more`
      }
      documentTitle={card?.name}
      lead={
        turnedAway
          ? t`A facilitator could not let you in to this meeting.`
          : wholly
            ? t`It is about what happened, not about who you are. Support stays open to you.`
            : t`A facilitator asked you to leave this meeting. It is about today, not about who you are.`
      }
      bar={{ title: card?.name }}
    >
      {receipt && (
        <Card>
          <ReceiptWords receipt={receipt} />
        </Card>
      )}
      <p>
        <Trans>
          If you see it differently, you can ask somebody else to look at it: somebody who did not
          decide it. The circle learns of nothing.
        </Trans>
      </p>
      {receipt && <Appeal receipt={receipt} wide />}
      {(can['ask-help'] === true || can.note === true) && (
        <Button size="m" wide onClick={openSupport}>
          <Trans>Write to the facilitators</Trans>
        </Button>
      )}
      <ButtonLink to={paths.support} kind="plain" size="m" wide>
        <Trans>Other support</Trans>
      </ButtonLink>
    </Page>
  );
}

/** This browser does not belong to the circle: nothing about it is told, not even its name. */
export function NotMemberPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This circle is not open here`} centred>
      <p>
        <Trans>
          Open your invitation or your own return link in this browser, and you are in again under
          the same name.
        </Trans>
      </p>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        <Trans>Paste a link</Trans>
      </ButtonLink>
    </Page>
  );
}
