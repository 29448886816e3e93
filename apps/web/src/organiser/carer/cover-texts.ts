/** Who carries a meeting, in plain words (CVR-1). */
import type { CoverageBody, OwnMeeting } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';

/** The state in a word or two; the colour beside it says the same. */
export function coverLevelText(level: CoverageBody['level']): string {
  switch (level) {
    case 'covered':
      return t`Covered`;
    case 'half-covered':
      return t`Half covered`;
    case 'uncovered':
      return t`Not covered`;
    default:
      return level satisfies never;
  }
}

/** How one stands to it, in one sentence; null where the buttons say it. */
export function ownCoverText({ own, limit, state }: OwnMeeting): string | null {
  if (state === 'cancelled') return t`It’s cancelled.`;
  if (limit === 'overlap') return t`You carry another meeting at that time.`;
  if (limit === 'rest') return t`It’s too close to another meeting of yours, by the rest you set.`;
  if (limit === 'ceiling') return t`It would be more in seven days than you set.`;
  switch (own) {
    case 'regular':
      return t`You carry it.`;
    case 'yes':
      return t`You said yes. Thank you.`;
    case 'cant':
      return t`You said you can’t this time. No reason is needed.`;
    case 'lapsed':
      return t`You had said yes, and it was moved since. Can you at the new time?`;
    case 'offered':
    case 'none':
      return null;
    default:
      return own satisfies never;
  }
}
