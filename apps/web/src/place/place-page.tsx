/**
 * The place page (RHY-7): where the way back of a member leads. It needs no meeting and no live
 * connection; who is in the meeting already, on another device, goes straight on into it.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { RetryPage } from '../app/shell/retry-notice.tsx';
import { Page } from '../app/shell/page.tsx';
import { paths } from '../lib/paths.ts';
import { releaseTabStorage } from '../lib/storage/circle-storage.ts';
import { NotMemberPage } from '../pages/pages.lazy.ts';
import { SignedOutPage } from '../sign-in/sign-in.lazy.ts';
import { ensureEntryBelow } from '../ui/back-button.ts';
import { Button } from '../ui/button.tsx';
import { PlaceContent } from './place-content.tsx';
import { PlaceFrame } from './place-frame.tsx';
import { usePlace } from './use-place.ts';

export function PlacePage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { known, isCurrent, failure, reload } = usePlace(circle);
  useEffect(() => ensureEntryBelow(paths.home), []);
  const isInside = isCurrent && known?.place.inside === true;
  useEffect(() => {
    if (isInside) navigate(paths.circle(circle), { replace: true, state: history.state });
  }, [isInside, navigate, circle]);
  const isDecided = failure !== null && failure.waiting === null;
  const isStranger = isDecided && failure.status === 404;
  useEffect(() => {
    if (isStranger) releaseTabStorage(circle);
  }, [isStranger, circle]);

  if (isDecided && failure.status === 401) return <SignedOutPage circle={circle} onAgain={reload} />;
  if (isStranger) return <NotMemberPage />;
  if (known && !isInside) {
    return (
      <PlaceFrame place={known.place}>
        <PlaceContent known={known} isCurrent={isCurrent} failure={failure} onChanged={reload} />
      </PlaceFrame>
    );
  }
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
