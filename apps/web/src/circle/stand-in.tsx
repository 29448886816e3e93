/** For whoever was named beforehand: taking over while no facilitator is here (FAC-3, FAC-4). */
import { Trans } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { useHere } from './context.ts';

/** May take over now; facilitators are there already and need no such press. */
export function useMayStandIn(): boolean {
  const { mine } = useHere().view;
  return mine.role === 'participant' && mine.can['stand-in'] === true;
}

export function StandIn() {
  const { act } = useHere();
  if (!useMayStandIn()) return null;
  return (
    <>
      <p>
        <Trans>You were named to stand in. You need not; it is a free choice.</Trans>
      </p>
      <Button kind="primary" onClick={() => act({ do: 'stand-in' })}>
        <Trans>Take over for now</Trans>
      </Button>
    </>
  );
}
