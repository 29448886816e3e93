/**
 * Notices above the composer: the connection, another device, acts and answers of facilitators,
 * the refusal of the last command, the intention of last time.
 */

import { Trans } from '@lingui/react/macro';
import { Suspense } from 'react';
import { IntentionReviewSlot } from '../../participant/intention-review.lazy.tsx';
import {
  CallAlertPrompt,
  ModerationNotices,
  MuteNotice,
  StandInNotice,
} from '../../participant/participant.lazy.ts';
import { SignInStatus } from '../../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCircle } from '../model/circle-context.ts';
import { type ConnectionInfo, ConnectionNotice } from './connection-notice.tsx';
import styles from './notices.module.css';

interface NoticesProps {
  readonly connection: ConnectionInfo;
  readonly onRefusalRead: () => void;
}

export function Notices({ connection: reach, onRefusalRead }: NoticesProps) {
  const { view, command } = useCircle();
  const { mine } = view;
  const { refusal } = command;
  const muted = mine.mutedUntil !== undefined;
  const arriving = view.phase === 'doors' || view.phase === 'opening';
  const ownTurn = view.offered === mine.person || view.holder === mine.person;
  // A muted person's own notice says more than the code does.
  const shown = refusal && !(muted && refusal === 'no-voice') && refusal !== 'elsewhere';
  return (
    <div className={styles.notices}>
      <ConnectionNotice {...reach} />
      {!mine.writes && reach.status === 'live' && (
        <Notice
          action={
            <Button onClick={() => command.run({ do: 'write-here' })}>
              <Trans>Write here</Trans>
            </Button>
          }
        >
          <Trans>You’re writing in another tab or device. You can read along here.</Trans>
        </Notice>
      )}
      <Suspense fallback={null}>
        {muted && <MuteNotice />}
        <ModerationNotices />
        {mine.role === 'facilitator' && mine.here && <CallAlertPrompt />}
        <StandInNotice />
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
          {command.errorText}
        </Notice>
      )}
      {arriving && mine.here && !ownTurn && <IntentionReviewSlot />}
      {!ownTurn && mine.whereabouts === 'in' && (
        <div className={styles.slim}>
          <SignInStatus slim />
        </div>
      )}
    </div>
  );
}

/** The notices of a screen that sends its commands by the circle's own. */
export function CircleNotices({ connection }: Pick<NoticesProps, 'connection'>) {
  const { command } = useCircle();
  return <Notices connection={connection} onRefusalRead={command.reset} />;
}
