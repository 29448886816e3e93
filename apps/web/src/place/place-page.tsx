/**
 * The place page (RHY-7): where the way back of a member leads. It needs no meeting and no live
 * connection; who is in the meeting already, on another device, goes straight on into it.
 */
import type { CircleCardBody, PlaceBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { RetryPage } from '../app/shell/retry-notice.tsx';
import { paths } from '../lib/paths.ts';
import { releaseTabStorage } from '../lib/storage/circle-storage.ts';
import { NotMemberPage } from '../pages/pages.lazy.ts';
import { SignedOutPage } from '../sign-in/sign-in.lazy.ts';
import { ensureEntryBelow } from '../ui/back-button.ts';
import { Button } from '../ui/button.tsx';
import type { KnownPlace } from './known-place.ts';
import { PlaceContent } from './place-content.tsx';
import { PlaceFrame } from './place-frame.tsx';
import { type PlaceQuery, usePlace, usePlaceCard } from './use-place.ts';

export function PlacePage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { known, isCurrent, failure, reload } = usePlace(circle);
  useEffect(() => ensureEntryBelow(paths.home), []);
  const [stays] = useState(hasComeFromMeeting);
  const goesOn = isCurrent && !stays && known !== null && belongsInMeeting(known.place);
  useEffect(() => {
    if (goesOn) navigate(paths.circle(circle), { replace: true, state: history.state });
  }, [goesOn, navigate, circle]);
  const isDecided = failure !== null && failure.waiting === null;
  const isStranger = isDecided && failure.status === 404;
  useEffect(() => {
    if (isStranger) releaseTabStorage(circle);
  }, [isStranger, circle]);

  if (isDecided && failure.status === 401)
    return <SignedOutPage circle={circle} onAgain={reload} />;
  if (isStranger) return <NotMemberPage />;
  if (known && !goesOn) return <KnownPlacePage {...{ known, isCurrent, failure, reload }} />;
  if (failure?.waiting) {
    return (
      <RetryPage
        waiting={failure.waiting}
        onNow={reload}
        reassurance={<Trans>Your place in the circle is safe. This page opens by itself.</Trans>}
      />
    );
  }
  return (
    <Page title={t`One moment`} centred>
      {isDecided ? (
        <>
          <p>{failure.problem.message || <Trans>That didn’t work. Please press again.</Trans>}</p>
          <Button kind="primary" size="l" wide onClick={reload}>
            <Trans>Try again</Trans>
          </Button>
        </>
      ) : (
        <p>
          <Trans>We’re looking up your circle.</Trans>
        </p>
      )}
    </Page>
  );
}

/** Who is in it already goes straight on; who was removed reads there why, and how to answer. */
const belongsInMeeting = ({ viewer, next }: PlaceBody): boolean =>
  viewer !== 'member' || next?.inside === true;

/** The link on the pages of a meeting says so in the entry of the history (place-link.tsx). */
const hasComeFromMeeting = (): boolean =>
  (history.state as { readonly stays?: boolean } | null)?.stays === true;

interface KnownPlacePageProps extends Omit<PlaceQuery, 'known'> {
  readonly known: KnownPlace;
}

function KnownPlacePage({ known, isCurrent, failure, reload }: KnownPlacePageProps) {
  const { circle, next } = known.place;
  const card = usePlaceCard(circle, next?.open === true);
  return (
    <PlaceFrame circle={circle} resources={card?.support ?? noResources}>
      <PlaceContent {...{ known, card, isCurrent, failure }} onChanged={reload} />
    </PlaceFrame>
  );
}

const noResources: CircleCardBody['support'] = [];
