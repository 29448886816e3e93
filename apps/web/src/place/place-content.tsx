/** What a member reads on the place page, the most urgent first: it needs no meeting (RHY-7). */
import type { CircleCardBody } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { PrivacySummary } from '../join/invitation/privacy-summary.tsx';
import type { QueryFailure } from '../lib/api/use-query.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { CalendarSection } from './calendar-section.tsx';
import { ChangedAgreements } from './changed-agreements.tsx';
import { CircleStateNotice } from './circle-state-notice.tsx';
import { ComingDates } from './coming-dates.tsx';
import type { KnownPlace } from './known-place.ts';
import { LeaveForGood } from './leave-for-good.tsx';
import { NextDate } from './next-date.tsx';
import { OwnIntention } from './own-intention.tsx';
import { PlaceAgreements } from './place-agreements.tsx';
import { Shelf } from './shelf.tsx';
import { StaleNotice } from './stale-notice.tsx';

interface PlaceContentProps {
  readonly known: KnownPlace;
  /** Of the same circle; null until it is loaded. */
  readonly card: CircleCardBody | null;
  readonly isCurrent: boolean;
  readonly failure: QueryFailure | null;
  /** Something changed: asks the server again. */
  readonly onChanged: () => void;
}

export function PlaceContent({ known, card, isCurrent, failure, onChanged }: PlaceContentProps) {
  const { t } = useLingui();
  const { place } = known;
  return (
    <Page
      title={<bdi>{place.name}</bdi>}
      documentTitle={place.name}
      lead={t`Good to see you, ${place.me.name}.`}
      centred
    >
      <StaleNotice at={known.at} isCurrent={isCurrent} failure={failure} onRetry={onChanged} />
      <CircleStateNotice place={place} />
      {place.agreements.changed && <ChangedAgreements place={place} onAgreed={onChanged} />}
      <NextDate place={place} card={card} onChanged={onChanged} />
      <SignInStatus />
      <OwnIntention place={place} onChanged={onChanged} />
      <ComingDates place={place} onChanged={onChanged} />
      <CalendarSection place={place} onChanged={onChanged} />
      <PlaceAgreements place={place} card={card} onChanged={onChanged} />
      <Shelf items={place.shelf} />
      {card && place.state !== 'ended' && <PrivacySummary card={card} />}
      <DevicesButton />
      <LeaveForGood circle={place.circle} />
    </Page>
  );
}
