/** The next dates of a rhythm while it is typed: asked of the server once it stands still. */
import { staffApi } from '@holdspace/client';
import type { RhythmBody, RhythmDate } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import type { FieldErrors } from '../page/field-errors.ts';

/** Milliseconds without a change after which the server is asked. */
const previewDelay = 300;

export interface RhythmOutlookState {
  /** Those of the last complete rhythm, until there are newer ones. */
  readonly next: readonly RhythmDate[];
  /** What is wrong with the rhythm, by field. */
  readonly fields: FieldErrors;
  /** The server was not reached; nothing that was typed is wrong. */
  readonly isUnreached: boolean;
}

const noOutlook: RhythmOutlookState = { next: [], fields: {}, isUnreached: false };

/** `rhythm`: null while something is missing. `minutes`: the length of a meeting. */
export function useRhythmPreview(rhythm: RhythmBody | null, minutes: number): RhythmOutlookState {
  const [outlook, setOutlook] = useState(noOutlook);
  const key = rhythm === null ? null : JSON.stringify([rhythm, minutes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    if (rhythm === null) return setOutlook(noOutlook);
    let isCurrent = true;
    const show = (found: RhythmOutlookState) => isCurrent && setOutlook(found);
    const timer = setTimeout(() => {
      staffApi()
        .previewRhythm(rhythm, minutes)
        .then(
          ({ next }) => show({ ...noOutlook, next }),
          (fault: unknown) => {
            const fields = apiProblemOf(fault).problem.fields ?? {};
            show({ ...noOutlook, fields, isUnreached: Object.keys(fields).length === 0 });
          },
        );
    }, previewDelay);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key]);
  return outlook;
}
