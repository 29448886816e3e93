/** For whoever was named beforehand: taking over while no facilitator is here (FAC-3, FAC-4). */
import { Trans } from '@lingui/react/macro';
import { atRest } from '../circle/at-rest.ts';
import { useHere } from '../circle/context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** May take over now; facilitators are there already and need no such press. */
function useMayStandIn(): boolean {
  const { mine } = useHere().view;
  return mine.role === 'participant' && mine.can['stand-in'] === true;
}

export function StandIn() {
  const { act } = useHere();
  if (!useMayStandIn()) return null;
  return (
    <>
      <p>
        <Trans>You’re a stand-in. You don’t have to take over; it’s your choice.</Trans>
      </p>
      <Button kind="primary" onClick={() => act({ do: 'stand-in' })}>
        <Trans>Take over for now</Trans>
      </Button>
    </>
  );
}

/** To those named beforehand alone: a call for help nobody sees, or a meeting without anybody. */
export function Called() {
  const { view } = useHere();
  const may = useMayStandIn();
  const { helpWaits } = view.mine;
  // At rest the card above says it.
  if (!helpWaits && (!may || atRest(view))) return null;
  return (
    <Notice tone="honey" action={!atRest(view) && <StandIn />}>
      {helpWaits ? (
        <Trans>Someone asked for help, and no one has seen it yet.</Trans>
      ) : (
        <Trans>No facilitator is here right now.</Trans>
      )}
    </Notice>
  );
}
