/** What a rhythm would change in an open circle, asked of the server once it stands still (RHY-3). */
import { staffApi } from '@holdspace/client';
import type { RhythmBody, RhythmChangesBody } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import type { FieldErrors } from '../page/field-errors.ts';

/** Milliseconds without a change after which the server is asked. */
const previewDelay = 300;

export interface RhythmEffectsState {
  /** Null until the server has answered about what is typed now. */
  readonly effects: RhythmChangesBody | null;
  readonly fields: FieldErrors;
  /** Why there is no answer, in one sentence; null when there is, or it is awaited. */
  readonly failure: string | null;
}

const noEffects: RhythmEffectsState = { effects: null, fields: {}, failure: null };

/** `rhythm`: null while something is missing. */
export function useRhythmEffects(
  circle: string,
  rhythm: RhythmBody | null,
  minutes: number,
): RhythmEffectsState {
  const [state, setState] = useState(noEffects);
  const key = rhythm === null ? null : JSON.stringify([rhythm, minutes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    setState(noEffects);
    if (rhythm === null) return;
    let isCurrent = true;
    const show = (found: RhythmEffectsState) => isCurrent && setState(found);
    const timer = setTimeout(() => {
      staffApi()
        .previewRhythmChange(circle, { rhythm, minutes })
        .then(
          (effects) => show({ ...noEffects, effects }),
          (fault: unknown) => {
            const { fields = {}, message } = apiProblemOf(fault).problem;
            show({ effects: null, fields, failure: message });
          },
        );
    }, previewDelay);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key]);
  return state;
}
