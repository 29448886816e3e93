/**
 * A link: closed until the person presses (PRV-8), then what it opens, and one press that redeems
 * it. A link that the server refuses gets one page for all reasons; every other failure has its
 * own page and is retried (CON-1). A link that was used in this browser gets another page (EXIT-4).
 */

import { type Api, ApiProblem } from '@holdspace/client';
import type { LinkPreview } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { RetryPage } from '../app/shell/retry-notice.tsx';
import { resourcesOnly, SupportProvider } from '../app/support/support-context.ts';
import { preloadCircle } from '../circle/circle.lazy.ts';
import { useRequest } from '../lib/api/use-request.ts';
import { paths } from '../lib/paths.ts';
import { isUsedLink, markLinkOpened } from '../lib/storage/used-links.ts';
import { InvalidLinkPage, RedeemPage, UsedLinkPage } from '../pages/pages.lazy.ts';
import { ButtonLink } from '../ui/button.tsx';
import { IncompleteLinkPage } from './incomplete-link-page.tsx';
import { Invitation } from './invitation/invitation.tsx';
import { storeLink, takeLink } from './link/link-token.ts';
import { UnopenedLinkPage } from './unopened-link-page.tsx';

type LinkState =
  | { readonly state: 'cut' }
  | { readonly state: 'nothing' | 'closed' | 'looking' | 'used'; readonly token: string }
  | { readonly state: 'found'; readonly token: string; readonly opened: LinkPreview };

/** Loads the card of a link, and checks that this browser stores cookies. */
async function lookUpLink(api: Api, token: string): Promise<LinkPreview> {
  const opened = await api.look(token);
  if (await api.keepsCookies()) return opened;
  throw new ApiProblem(409, { code: 'no-cookies', message: '' });
}

export default function JoinPage() {
  const [found, setFound] = useState<LinkState | null>(null);
  const { waiting, run, tryNow, stop } = useRequest({ retries: true, isPublic: true });

  const open = useCallback(
    async (token: string, asSomebodyNew = false) => {
      setFound({ state: 'looking', token });
      storeLink({ token, pressed: true });
      // Before the answer: the person can leave while the request runs.
      markLinkOpened(token);
      const tried = await run((api) => lookUpLink(api, token));
      if (!tried) return;
      // A used link never makes anybody the person who used it.
      const isDead = !tried.ok || (asSomebodyNew && tried.value.kind === 'return');
      setFound(
        isDead ? { state: 'nothing', token } : { state: 'found', token, opened: tried.value },
      );
    },
    [run],
  );

  // Runs before the first paint: a page that disappears at once would unsettle.
  useLayoutEffect(() => {
    const take = () => {
      stop();
      const link = takeLink();
      if (link === 'cut') return setFound({ state: 'cut' });
      const { token, pressed } = link;
      if (isUsedLink(token)) return setFound({ state: 'used', token });
      if (pressed) return void open(token);
      setFound({ state: 'closed', token });
    };
    take();
    // Another invitation pasted into the address bar of the same tab.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [open, stop]);

  // While the invitation is read, what comes after it is fetched.
  const leads = found?.state === 'found';
  useEffect(() => {
    if (leads) preloadCircle();
  }, [leads]);

  if (!found) return null;
  if (found.state === 'cut') return <IncompleteLinkPage />;
  if (found.state === 'nothing') return <InvalidLinkPage />;
  const { token } = found;
  if (found.state === 'used') return <UsedLinkPage onJoinAsNew={() => open(token, true)} />;
  if (found.state !== 'found') {
    if (waiting) return <LinkRetryPage waiting={waiting} onNow={tryNow} />;
    return <UnopenedLinkPage busy={found.state === 'looking'} onOpen={() => void open(token)} />;
  }
  const { opened } = found;
  if (opened.kind === 'organiser') return <RedeemPage token={token} kind="organiser" />;
  if (opened.kind === 'return') return <RedeemPage token={token} kind="member" />;
  return (
    <SupportProvider value={resourcesOnly(opened.card.support)}>
      <Invitation token={token} card={opened.card} role={opened.role} />
    </SupportProvider>
  );
}

type LinkRetryPageProps = Pick<Parameters<typeof RetryPage>[0], 'waiting' | 'onNow'>;

function LinkRetryPage(props: LinkRetryPageProps) {
  return (
    <RetryPage
      {...props}
      reassurance={<Trans>Your link is fine, and it hasn’t been used up.</Trans>}
    >
      <ButtonLink to={paths.support} kind="plain" size="l" wide>
        <Trans>Support</Trans>
      </ButtonLink>
    </RetryPage>
  );
}
