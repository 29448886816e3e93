/**
 * A link: closed until somebody presses (PRV-8), then what it opens, and one press that redeems
 * it. A link that opens nothing gets one and the same kind page, whatever is wrong with it; a
 * link that was used in this browser gets another one (EXIT-4).
 */
import { ApiProblem, api } from '@holdspace/client';
import type { Looked } from '@holdspace/protocol';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { preloadCircle } from '../circle/lazy.ts';
import { isUsed, markOpened } from '../leave/links.ts';
import { lazyPage } from '../pages/lazy.ts';
import { resourcesAlone, SupportProvider } from '../support/context.ts';
import { ClosedLink } from './closed-link.tsx';
import { Invitation } from './invitation.tsx';
import { Offline } from './offline.tsx';
import { keepLink, takeLink } from './token.ts';

const BringBack = lazyPage((pages) => pages.BringBack);
const NoLink = lazyPage((pages) => pages.NoLink);
const UsedLink = lazyPage((pages) => pages.UsedLink);

type Found =
  | {
      readonly state: 'nothing' | 'offline' | 'closed' | 'looking' | 'used';
      readonly token: string;
    }
  | { readonly state: 'found'; readonly token: string; readonly opened: Looked };

export default function Join() {
  const [found, setFound] = useState<Found | null>(null);

  const look = useCallback(async (token: string, asSomebodyNew = false) => {
    setFound({ state: 'looking', token });
    keepLink({ token, pressed: true });
    // Before the answer: somebody may leave while it is under way.
    markOpened(token);
    try {
      const opened = await api().look(token);
      // A used link never makes anybody the person who used it.
      const dead = asSomebodyNew && opened.kind === 'return';
      setFound(dead ? { state: 'nothing', token } : { state: 'found', token, opened });
    } catch (problem) {
      const offline = problem instanceof ApiProblem && problem.status === 0;
      setFound({ state: offline ? 'offline' : 'nothing', token });
    }
  }, []);

  // Before anything is painted: a page that goes again at once would unsettle.
  useLayoutEffect(() => {
    const take = () => {
      const link = takeLink();
      if (!link) return setFound({ state: 'nothing', token: '' });
      const { token, pressed } = link;
      if (isUsed(token)) return setFound({ state: 'used', token });
      if (pressed) return void look(token);
      setFound({ state: 'closed', token });
    };
    take();
    // Another invitation pasted into the address bar of the same tab.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [look]);

  // While the invitation is read, what comes after it is fetched.
  const leads = found?.state === 'found';
  useEffect(() => {
    if (leads) preloadCircle();
  }, [leads]);

  if (!found) return null;
  if (found.state === 'offline') return <Offline />;
  if (found.state === 'nothing') return <NoLink />;
  const { token } = found;
  if (found.state === 'used') return <UsedLink onSomebodyNew={() => look(token, true)} />;
  if (found.state !== 'found') {
    return <ClosedLink busy={found.state === 'looking'} onOpen={() => void look(token)} />;
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
