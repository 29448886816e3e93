/** Making a link, with what stood in the way in words. */
import { api } from '@holdspace/client';
import type { CreatedLink, NewLinkRequest } from '@holdspace/protocol';
import { useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { errorText } from '../../lib/i18n/cause-texts.ts';
import type { FieldErrors } from '../circles/new-circle.tsx';

export function useMakeLink(circle: string) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<FieldErrors>({});

  /** Null when it was not made. */
  const make = async (wish: NewLinkRequest): Promise<CreatedLink | null> => {
    setBusy(true);
    setProblem(null);
    setFaults({});
    try {
      return await api().makeLink(circle, wish);
    } catch (fault) {
      setFaults(apiProblemOf(fault).problem.fields ?? {});
      setProblem(errorText(fault));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, faults, make };
}
