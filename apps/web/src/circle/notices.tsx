/**
 * What one is told about how things stand, just above where one writes: the connection,
 * another device, what a facilitator did or answered, a kind no, the small thing of last time.
 */
import type { Status } from '@holdspace/client';
import type { RefusalCode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { atRest } from './at-rest.ts';
import { useHere } from './context.ts';
import { LastTime } from './last-time.tsx';
import styles from './notices.module.css';
import { StandIn, useMayStandIn } from './stand-in.tsx';
import { WayBack } from './way-back.tsx';
import { whyNot } from './why-not.ts';

const Muted = lazyOwn((own) => own.Muted);
const Told = lazyOwn((own) => own.Told);

const calmFor = 4000;

interface NoticesProps {
  readonly status: Status;
  readonly refusal: RefusalCode | null;
  readonly onRefusalRead: () => void;
}

export function Notices({ status, refusal, onRefusalRead }: NoticesProps) {
  const { i18n } = useLingui();
  const { view, act } = useHere();
  const { mine } = view;
  const muted = mine.mutedUntil !== undefined;
  const arriving = view.phase === 'doors' || view.phase === 'opening';
  const ownTurn = view.offered === mine.person || view.holder === mine.person;
  // A muted person's own notice says more than the code does.
  const shown = refusal && !(muted && refusal === 'no-voice') && refusal !== 'elsewhere';
  return (
    <div className={styles.notices}>
      <ConnectionLost status={status} />
      {!mine.writes && status === 'live' && (
        <Notice
          action={
            <Button onClick={() => act({ do: 'write-here' })}>
              <Trans>Write here</Trans>
            </Button>
          }
        >
          <Trans>You are writing on another device. Here you can read along.</Trans>
        </Notice>
      )}
      <Suspense fallback={null}>
        {muted && <Muted />}
        <Told />
      </Suspense>
      {shown && (
        <Notice
          tone="honey"
          spoken
          action={
            <Button kind="plain" onClick={onRefusalRead}>
              <Trans>All right</Trans>
            </Button>
          }
        >
          {i18n._(whyNot(view, refusal))}
        </Notice>
      )}
      <Called />
      {arriving && mine.here && !ownTurn && <LastTime />}
      {!ownTurn && view.phase !== 'aftercare' && <WayBack slim />}
    </div>
  );
}

/** To those named beforehand alone: a call for help nobody sees, or a meeting without anybody. */
function Called() {
  const { view } = useHere();
  const may = useMayStandIn();
  const { helpWaits } = view.mine;
  // At rest the card above says it.
  if (!helpWaits && (!may || atRest(view))) return null;
  return (
    <Notice tone="honey" action={!atRest(view) && <StandIn />}>
      {helpWaits ? (
        <Trans>Somebody asked for help, and nobody has seen it yet.</Trans>
      ) : (
        <Trans>No facilitator is here at the moment.</Trans>
      )}
    </Notice>
  );
}

/** Not at once: most losses are over before anybody needs to know. */
function ConnectionLost({ status }: { readonly status: Status }) {
  const { t } = useLingui();
  const [lost, setLost] = useState(false);
  const live = status === 'live';
  useEffect(() => {
    if (live) return setLost(false);
    const timer = setTimeout(() => {
      setLost(true);
      announce(t`Connection lost. What you write is kept here.`);
    }, calmFor);
    return () => clearTimeout(timer);
  }, [live, t]);
  if (!lost || live) return null;
  return (
    <Notice icon={<CloudOff size={20} aria-hidden="true" />}>
      <Trans>Connection lost. What you write is kept here.</Trans>
    </Notice>
  );
}
