/** Making a link, with what stood in the way in words. */
import { api } from '@holdspace/client';
import type { MadeLink, NewLink } from '@holdspace/protocol';
import { useState } from 'react';
import { problemOf } from '../lib/use-loaded.ts';
import { wordsOf } from '../words/causes.ts';
import type { Faults } from './new-circle.tsx';

export function useMaking(circle: string) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<Faults>({});

  /** Null when it was not made. */
  const make = async (wish: NewLink): Promise<MadeLink | null> => {
    setBusy(true);
    setProblem(null);
    setFaults({});
    try {
      return await api().makeLink(circle, wish);
    } catch (fault) {
      setFaults(problemOf(fault).problem.fields ?? {});
      setProblem(wordsOf(fault));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, faults, make };
}
