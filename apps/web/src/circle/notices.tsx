/**
 * What one is told about how things stand, just above where one writes: the connection,
 * another device, what a facilitator did or answered, a kind no, the small thing of last time.
 */
import type { RefusalCode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useHere } from './context.ts';
import { LastTime } from './last-time.tsx';
import styles from './notices.module.css';
import { OwnSignIn } from './own-sign-in.tsx';
import { type Reach, Reached } from './reach.tsx';
import { whyNot } from './why-not.ts';

const CallAlertsAsked = lazyOwn((own) => own.CallAlertsAsked);
const Called = lazyOwn((own) => own.Called);
const Muted = lazyOwn((own) => own.Muted);
const Told = lazyOwn((own) => own.Told);

interface NoticesProps {
  readonly reach: Reach;
  readonly refusal: RefusalCode | null;
  readonly onRefusalRead: () => void;
}

export function Notices({ reach, refusal, onRefusalRead }: NoticesProps) {
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
      <Reached {...reach} />
      {!mine.writes && reach.status === 'live' && (
        <Notice
          action={
            <Button onClick={() => act({ do: 'write-here' })}>
              <Trans>Write here</Trans>
            </Button>
          }
        >
          <Trans>You’re writing in another tab or device. You can read along here.</Trans>
        </Notice>
      )}
      <Suspense fallback={null}>
        {muted && <Muted />}
        <Told />
        {mine.role === 'facilitator' && mine.here && <CallAlertsAsked />}
        <Called />
      </Suspense>
      {shown && (
        <Notice
          tone="honey"
          action={
            <Button kind="plain" onClick={onRefusalRead}>
              <Trans>OK</Trans>
            </Button>
          }
        >
          {i18n._(whyNot(view, refusal))}
        </Notice>
      )}
      {arriving && mine.here && !ownTurn && <LastTime />}
      {!ownTurn && mine.whereabouts === 'in' && (
        <div className={styles.slim}>
          <OwnSignIn slim />
        </div>
      )}
    </div>
  );
}
