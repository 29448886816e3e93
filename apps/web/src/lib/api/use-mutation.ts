/** Telling the server something, one thing at a time, with what stood in the way in words. */
import { type Api, api } from '@holdspace/client';
import { useState } from 'react';
import { errorText } from '../i18n/cause-texts.ts';

export interface Mutation {
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when it was done. */
  readonly mutate: (what: (server: Api) => Promise<unknown>) => Promise<boolean>;
}

export function useMutation(): Mutation {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tell: Mutation['mutate'] = async (what) => {
    setBusy(true);
    setProblem(null);
    try {
      await what(api());
      return true;
    } catch (fault) {
      setProblem(errorText(fault));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, mutate: tell };
}
