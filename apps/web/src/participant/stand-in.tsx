/** For named stand-ins: taking over while no facilitator is here (FAC-3, FAC-4). */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { isPaused } from '../circle/model/is-paused.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** True when this person may take over now; false for facilitators. */
function useMayStandIn(): boolean {
  const { mine } = useCircle().view;
  return mine.role === 'participant' && mine.can['stand-in'] === true;
}

export function StandInOffer() {
  const { command } = useCircle();
  if (!useMayStandIn()) return null;
  return (
    <>
      <p>
        <Trans>You’re a stand-in. You don’t have to take over; it’s your choice.</Trans>
      </p>
      <Button kind="primary" onClick={() => command.run({ do: 'stand-in' })}>
        <Trans>Take over for now</Trans>
      </Button>
    </>
  );
}

/** Only for named stand-ins: an unseen call for help, or a meeting without a facilitator. */
export function StandInNotice() {
  const { view } = useCircle();
  const may = useMayStandIn();
  const { helpWaits } = view.mine;
  // During a hold the paused card says it.
  if (!helpWaits && (!may || isPaused(view))) return null;
  return (
    <Notice tone="honey" action={!isPaused(view) && <StandInOffer />}>
      {helpWaits ? (
        <Trans>Someone asked for help, and no one has seen it yet.</Trans>
      ) : (
        <Trans>No facilitator is here right now.</Trans>
      )}
    </Notice>
  );
}
