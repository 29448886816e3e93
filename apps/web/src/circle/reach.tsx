/** How far what is sent gets: the connection, and, when it stays away, why and what to do (CON-3). */

import type { CircleSnapshot, ConnectionState } from '@holdspace/client';
import type { Card } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { createContext, useContext, useEffect, useState } from 'react';
import { causeAfter, useLasting } from '../speech/use-lasting.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { causeWords } from '../words/connection-causes.ts';
import styles from './notices.module.css';

/** How far what is sent gets, and whether the server lost some of what was there. */
export type Reach = Pick<CircleSnapshot, 'status' | 'connection' | 'holding' | 'restored'>;

/** Tries to connect now. */
const Reconnect = createContext<() => void>(() => undefined);
export const ReconnectProvider = Reconnect.Provider;

export function Reached({ status, connection, holding, restored }: Reach) {
  const [read, setRead] = useState(false);
  const isLost = status !== 'live';
  const lost = useLasting(isLost);
  const stays = useLasting(isLost, causeAfter);
  const held = useLasting(holding && status === 'live');
  return (
    <div className={styles.reach}>
      {lost && (
        <Notice
          icon={<CloudOff size={20} aria-hidden="true" />}
          stacked={stays}
          action={stays && <TryAgain />}
        >
          <span>
            <Trans>Connection lost. What you write is saved here.</Trans>
          </span>
          {stays && <CauseWords {...connection} />}
        </Notice>
      )}
      {held && (
        <Notice icon={<CloudOff size={20} aria-hidden="true" />}>
          <Trans>We’re having trouble. Your message is saved and will be sent.</Trans>
        </Notice>
      )}
      {restored && !read && (
        <Notice
          action={
            <Button kind="plain" onClick={() => setRead(true)}>
              <Trans>OK</Trans>
            </Button>
          }
        >
          <Trans>The server was restored from a backup. Some messages may be missing.</Trans>
        </Notice>
      )}
    </div>
  );
}

/** Until the circle is there, and until the screen for where one is in it is. */
export function OnTheWay({
  card,
  connection,
}: {
  readonly card: Card | null;
  /** Absent while only a part of the page is on its way. */
  readonly connection?: ConnectionState;
}) {
  const { t } = useLingui();
  const stays = useLasting(true, causeAfter);
  const cause = connection?.cause ?? null;
  useEffect(() => {
    if (stays) announce(causeWords(cause));
  }, [stays, cause]);
  return (
    <Page title={card?.name ?? t`Coming in…`} centred>
      <p>
        <Trans>One moment…</Trans>
      </p>
      {stays && <CauseWords cause={cause} />}
      {stays && (connection ? <TryAgain /> : <LoadAgain />)}
    </Page>
  );
}

function CauseWords({ cause }: Pick<ConnectionState, 'cause'>) {
  return (
    <p>
      {`${causeWords(cause)} `}
      <Trans>We’ll keep trying.</Trans>
    </p>
  );
}

function TryAgain() {
  const reconnect = useContext(Reconnect);
  return (
    <Button onClick={reconnect}>
      <Trans>Try again</Trans>
    </Button>
  );
}

function LoadAgain() {
  return (
    <Button onClick={() => location.reload()}>
      <Trans>Try again</Trans>
    </Button>
  );
}
