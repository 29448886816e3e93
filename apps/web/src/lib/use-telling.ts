/** Telling the server something, one thing at a time, with what stood in the way in words. */
import { type Api, api } from '@holdspace/client';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { problemOf } from './use-loaded.ts';

export interface Telling {
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when it was done. */
  readonly tell: (what: (server: Api) => Promise<unknown>) => Promise<boolean>;
}

export function useTelling(): Telling {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tell: Telling['tell'] = async (what) => {
    setBusy(true);
    setProblem(null);
    try {
      await what(api());
      return true;
    } catch (fault) {
      const { problem: told } = problemOf(fault);
      setProblem(told.message || t`That didn’t work. What you wrote is saved. Please press again.`);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, tell };
}
