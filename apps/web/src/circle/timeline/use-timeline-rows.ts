/** The rows of the timeline of this page: messages, rounds, phases, and where unread ones begin. */
import type { MessageId } from '@holdspace/protocol';
import { useMemo } from 'react';
import { useCircle } from '../model/circle-context.ts';
import { useTimeline } from '../model/circle-view.ts';
import { type TimelineRow, timelineRows } from './timeline-rows.ts';
import { usePhaseMarks } from './use-phase-marks.ts';
import { useRoundMarks } from './use-round-marks.ts';

interface TimelineRowOptions {
  /** The last message before the person looked away; null when there is no line. */
  readonly lastSeen: MessageId | null;
  /** There are messages from before the first one here. */
  readonly hasEarlier: boolean;
}

export function useTimelineRows(options: TimelineRowOptions): readonly TimelineRow[] {
  const { lastSeen, hasEarlier } = options;
  const { view } = useCircle();
  const timeline = useTimeline();
  const moments = usePhaseMarks(view);
  const traces = useRoundMarks(view);
  return useMemo(
    () => timelineRows({ timeline, lastSeen, traces, moments, hasEarlier }),
    [timeline, lastSeen, traces, moments, hasEarlier],
  );
}
