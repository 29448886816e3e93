/** The traces of rounds as rows of the timeline (RND-20). The view holds them, so they are lasting. */

import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { CircleView } from '../model/circle-view.ts';
import type { TimelineMark } from './timeline-rows.ts';

export function useRoundMarks({ traces }: Pick<CircleView, 'traces'>): readonly TimelineMark[] {
  const { t } = useLingui();
  return useMemo(
    () =>
      traces.map(({ what, round, prompt, after }, index): TimelineMark => {
        // At its end the question is shown again only when it had changed.
        const asked = traces
          .slice(0, index)
          .findLast((each) => each.round === round && each.what === 'round-began')?.prompt;
        const began = what === 'round-began';
        return {
          id: `${what}-${round}`,
          after,
          words: began ? t`Round ${round} begins` : t`Round ${round} is over`,
          question: prompt !== '' && prompt !== asked ? prompt : null,
        };
      }),
    [traces, t],
  );
}
