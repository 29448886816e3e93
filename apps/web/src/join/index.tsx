/**
 * The invitation: what is looked at without being used up, and one press that redeems it.
 * A link that opens nothing gets one and the same kind page, whatever is wrong with it.
 */
import { ApiProblem, api } from '@holdspace/client';
import type { Looked } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { lazyPage } from '../pages/lazy.ts';
import { resourcesAlone, SupportProvider } from '../support/context.ts';
import { Page } from '../ui/page.tsx';
import { Invitation } from './invitation.tsx';
import { Offline } from './offline.tsx';
import { takeToken } from './token.ts';

const BringBack = lazyPage((pages) => pages.BringBack);
const NoLink = lazyPage((pages) => pages.NoLink);

type Found =
  | { readonly state: 'looking' }
  | { readonly state: 'nothing' }
  | { readonly state: 'offline' }
  | { readonly state: 'found'; readonly token: string; readonly looked: Looked };

export default function Join() {
  const { t } = useLingui();
  const [found, setFound] = useState<Found>({ state: 'looking' });

  useEffect(() => {
    let gone = false;
    const look = () => {
      const token = takeToken();
      if (!token) return setFound({ state: 'nothing' });
      setFound({ state: 'looking' });
      api()
        .look(token)
        .then((looked) => !gone && setFound({ state: 'found', token, looked }))
        .catch((problem: unknown) => {
          const offline = problem instanceof ApiProblem && problem.status === 0;
          if (!gone) setFound({ state: offline ? 'offline' : 'nothing' });
        });
    };
    look();
    // Another invitation pasted into the address bar of the same tab.
    window.addEventListener('hashchange', look);
    return () => {
      gone = true;
      window.removeEventListener('hashchange', look);
    };
  }, []);

  if (found.state === 'looking') {
    return (
      <Page title={t`Your invitation`} dawn centred>
        {null}
      </Page>
    );
  }
  if (found.state === 'offline') return <Offline />;
  if (found.state === 'nothing') return <NoLink />;
  const { token, looked } = found;
  if (looked.kind === 'organiser') return <BringBack token={token} kind="organiser" />;
  if (looked.kind === 'return') return <BringBack token={token} kind="member" />;
  const { card, role } = looked;
  return (
    <SupportProvider value={resourcesAlone(card.support)}>
      <Invitation token={token} card={card} role={role} />
    </SupportProvider>
  );
}
