/**
 * A link: closed until somebody presses (PRV-8), then what it opens, and one press that redeems
 * it. Only what the server says opens nothing gets the page of a link that opens nothing, and it
 * is the same whatever is wrong with it; every other cause has its own and is tried again
 * (CON-1). A link that was used in this browser gets another page (EXIT-4).
 */
import { ApiProblem, api } from '@holdspace/client';
import type { Looked } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { preloadCircle } from '../circle/lazy.ts';
import { isUsed, markOpened } from '../leave/links.ts';
import { useKeepTrying } from '../lib/use-keep-trying.ts';
import { lazyPage } from '../pages/lazy.ts';
import { paths } from '../paths.ts';
import { resourcesAlone, SupportProvider } from '../support/context.ts';
import { ButtonLink } from '../ui/button.tsx';
import { TryingAgainPage } from '../ui/trying-again.tsx';
import { ClosedLink } from './closed-link.tsx';
import { CutLink } from './cut-link.tsx';
import { Invitation } from './invitation.tsx';
import { keepLink, takeLink } from './token.ts';

const BringBack = lazyPage((pages) => pages.BringBack);
const NoLink = lazyPage((pages) => pages.NoLink);
const UsedLink = lazyPage((pages) => pages.UsedLink);

type Found =
  | { readonly state: 'cut' }
  | { readonly state: 'nothing' | 'closed' | 'looking' | 'used'; readonly token: string }
  | { readonly state: 'found'; readonly token: string; readonly opened: Looked };

/** Looks at a link, and whether this browser keeps the cookie that it takes to come in. */
async function look(token: string): Promise<Looked> {
  const opened = await api().look(token);
  if (await api().keepsCookies()) return opened;
  throw new ApiProblem(409, { code: 'no-cookies', message: '' });
}

export default function Join() {
  const [found, setFound] = useState<Found | null>(null);
  const { waiting, run, tryNow, stop } = useKeepTrying({ isDoor: true });

  const open = useCallback(
    async (token: string, asSomebodyNew = false) => {
      setFound({ state: 'looking', token });
      keepLink({ token, pressed: true });
      // Before the answer: somebody may leave while it is under way.
      markOpened(token);
      const tried = await run(() => look(token));
      if (!tried) return;
      // A used link never makes anybody the person who used it.
      const isDead = !tried.ok || (asSomebodyNew && tried.value.kind === 'return');
      setFound(
        isDead ? { state: 'nothing', token } : { state: 'found', token, opened: tried.value },
      );
    },
    [run],
  );

  // Before anything is painted: a page that goes again at once would unsettle.
  useLayoutEffect(() => {
    const take = () => {
      stop();
      const link = takeLink();
      if (link === 'cut') return setFound({ state: 'cut' });
      const { token, pressed } = link;
      if (isUsed(token)) return setFound({ state: 'used', token });
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
  if (found.state === 'cut') return <CutLink />;
  if (found.state === 'nothing') return <NoLink />;
  const { token } = found;
  if (found.state === 'used') return <UsedLink onSomebodyNew={() => open(token, true)} />;
  if (found.state !== 'found') {
    if (waiting) return <LinkWaits waiting={waiting} onNow={tryNow} />;
    return <ClosedLink busy={found.state === 'looking'} onOpen={() => void open(token)} />;
  }
  const { opened } = found;
  if (opened.kind === 'organiser') return <BringBack token={token} kind="organiser" />;
  if (opened.kind === 'return') return <BringBack token={token} kind="member" />;
  return (
    <SupportProvider value={resourcesAlone(opened.card.support)}>
      <Invitation token={token} card={opened.card} role={opened.role} />
    </SupportProvider>
  );
}

type LinkWaitsProps = Pick<Parameters<typeof TryingAgainPage>[0], 'waiting' | 'onNow'>;

function LinkWaits(props: LinkWaitsProps) {
  return (
    <TryingAgainPage
      {...props}
      safe={<Trans>Your link is fine, and it hasn’t been used up.</Trans>}
    >
      <ButtonLink to={paths.support} kind="plain" size="l" wide>
        <Trans>Support</Trans>
      </ButtonLink>
    </TryingAgainPage>
  );
}
