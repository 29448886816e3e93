/**
 * The phases and quiet times that this page has seen, with their positions between messages. They
 * are not in the view, and another page of the same person does not have them; traces of rounds
 * are in the view.
 */
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { type CircleView, useTimelineSource } from '../model/circle-view.ts';
import type { PhaseMark } from './timeline-rows.ts';

export function usePhaseMarks(view: CircleView): readonly PhaseMark[] {
  const { t } = useLingui();
  const [moments, setMoments] = useState<readonly PhaseMark[]>([]);
  const before = useRef({ phase: view.phase, mode: view.mode });
  const { getTimeline } = useTimelineSource();
  const { phase, mode } = view;
  const traces = view.traces.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of these is a moment
  useEffect(() => {
    const last = before.current;
    before.current = { phase, mode };
    const words: string[] = [];
    if (mode !== last.mode && last.mode === 'quiet') words.push(t`The quiet time has ended`);
    if (phase !== last.phase && phase === 'opening') words.push(t`The circle begins`);
    if (phase !== last.phase && phase === 'closing') words.push(t`Closing has started`);
    if (mode !== last.mode && mode === 'quiet') words.push(t`A quiet time`);
    if (words.length === 0) return;
    const after = getTimeline().at(-1)?.id ?? null;
    setMoments((all) => [
      ...all,
      ...words.map((each, index) => ({
        ...{ id: `moment-${all.length + index}`, after, words: each, traces },
      })),
    ]);
  }, [phase, mode]);
  return moments;
}
