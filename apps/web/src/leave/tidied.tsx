/**
 * Lets the pages appear once what an earlier ‘Leave now’ left to do is done (EXIT-3). Pages
 * that anybody may read do not wait, Support least of all.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { untidy, worker } from './sign-out.ts';
import { tidyUp, workerUntidy } from './tidy.ts';

/** Milliseconds between two tries. */
const again = 2000;
const open: readonly string[] = [paths.support, paths.safety, paths.agreements, paths.privacy];

export function Tidied({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const [tidy, setTidy] = useState(() => !untidy() && !worker()?.controller);
  // Until the worker's note is read nothing is shown, this page neither: it would unsettle.
  const [known, setKnown] = useState(untidy);
  useEffect(() => {
    if (tidy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = async () => {
      clearTimeout(timer);
      if (await tidyUp()) setTidy(true);
      else timer = setTimeout(work, again);
    };
    const begin = async () => {
      if (!untidy() && !(await workerUntidy())) return setTidy(true);
      setKnown(true);
      await work();
    };
    void begin();
    window.addEventListener('online', work);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', work);
    };
  }, [tidy]);
  return tidy || open.includes(location) ? children : known && <Tidying />;
}

function Tidying() {
  const { t } = useLingui();
  return (
    <Page title={t`One moment`} centred>
      <p>
        <Trans>This page opens as soon as you’re connected.</Trans>
      </p>
    </Page>
  );
}
