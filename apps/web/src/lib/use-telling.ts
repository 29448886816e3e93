/** Telling the server something, one thing at a time, with what stood in the way in words. */
import { type Api, api } from '@holdspace/client';
import { useState } from 'react';
import { wordsOf } from '../words/causes.ts';

export interface Telling {
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when it was done. */
  readonly tell: (what: (server: Api) => Promise<unknown>) => Promise<boolean>;
}

export function useTelling(): Telling {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tell: Telling['tell'] = async (what) => {
    setBusy(true);
    setProblem(null);
    try {
      await what(api());
      return true;
    } catch (fault) {
      setProblem(wordsOf(fault));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, tell };
}
