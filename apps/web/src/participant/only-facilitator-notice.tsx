/** Says before the only facilitator steps out what happens to the circle then (FAC-2, FAC-5). */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { isOnlyFacilitator } from '../circle/model/facilitation.ts';
import { Notice } from '../ui/notice.tsx';

export function OnlyFacilitatorNotice() {
  const { view } = useCircle();
  if (!isOnlyFacilitator(view)) return null;
  return (
    <Notice tone="honey">
      <Trans>
        You’re the only facilitator here. Without you the circle pauses by itself and people are
        told. If no one comes back, it closes gently.
      </Trans>
    </Notice>
  );
}
