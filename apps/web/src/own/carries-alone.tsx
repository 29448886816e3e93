/** Before the only facilitator steps out: what becomes of the circle without them (FAC-2, FAC-5). */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { carriesAlone } from '../circle/leading.ts';
import { Notice } from '../ui/notice.tsx';

export function CarriesAlone() {
  const { view } = useHere();
  if (!carriesAlone(view)) return null;
  return (
    <Notice tone="honey">
      <Trans>
        You’re the only facilitator here. Without you the circle pauses by itself and people are
        told. If no one comes back, it closes gently.
      </Trans>
    </Notice>
  );
}
