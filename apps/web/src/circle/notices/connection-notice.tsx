/** The state of the connection and, when it stays lost, why and what to do (CON-3). */

import type { CircleSnapshot, ConnectionState } from '@holdspace/client';
import type { CircleCardBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { createContext, useContext, useEffect, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { connectionCauseText } from '../../lib/i18n/connection-cause-texts.ts';
import { connectionCauseDelay, useDelayedFlag } from '../../lib/time/use-delayed-flag.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './connection-notice.module.css';

/** The state of the connection, and whether the server lost stored messages. */
export type ConnectionInfo = Pick<CircleSnapshot, 'status' | 'connection' | 'holding' | 'restored'>;

/** Tries to connect now. */
const ReconnectContext = createContext<() => void>(() => undefined);
export const ReconnectProvider = ReconnectContext.Provider;

export function ConnectionNotice({ status, connection, holding, restored }: ConnectionInfo) {
  const [read, setRead] = useState(false);
  const isLost = status !== 'live';
  const lost = useDelayedFlag(isLost);
  const stays = useDelayedFlag(isLost, connectionCauseDelay);
  const held = useDelayedFlag(holding && status === 'live');
  return (
    <div className={styles.reach}>
      {lost && (
        <Notice
          icon={<CloudOff size={20} aria-hidden="true" />}
          stacked={stays}
          action={stays && <ReconnectButton />}
        >
          <span>
            <Trans>Connection lost. What you write is saved here.</Trans>
          </span>
          {stays && <ConnectionCauseText {...connection} />}
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

/** Shown until the circle and the screen for the state of this person are loaded. */
export function ConnectingPage({
  card,
  connection,
}: {
  readonly card: CircleCardBody | null;
  /** Absent while only a part of the page loads. */
  readonly connection?: ConnectionState;
}) {
  const { t } = useLingui();
  const stays = useDelayedFlag(true, connectionCauseDelay);
  const cause = connection?.cause ?? null;
  useEffect(() => {
    if (stays) announce(connectionCauseText(cause));
  }, [stays, cause]);
  return (
    <Page title={card?.name ?? t`Coming in…`} centred>
      <p>
        <Trans>One moment…</Trans>
      </p>
      {stays && <ConnectionCauseText cause={cause} />}
      {stays && (connection ? <ReconnectButton /> : <ReloadButton />)}
    </Page>
  );
}

function ConnectionCauseText({ cause }: Pick<ConnectionState, 'cause'>) {
  return (
    <p>
      {`${connectionCauseText(cause)} `}
      <Trans>We’ll keep trying.</Trans>
    </p>
  );
}

function ReconnectButton() {
  const reconnect = useContext(ReconnectContext);
  return (
    <Button onClick={reconnect}>
      <Trans>Try again</Trans>
    </Button>
  );
}

function ReloadButton() {
  return (
    <Button onClick={() => location.reload()}>
      <Trans>Try again</Trans>
    </Button>
  );
}
