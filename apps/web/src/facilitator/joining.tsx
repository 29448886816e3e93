/** Joining that has paused by itself, and the seats that are left (LIM-1, LIM-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Notice } from '../ui/notice.tsx';
import { clock } from '../words/times.ts';
import { AskButton, useConsole } from './console.tsx';
import styles from './facilitator.module.css';

/** Many newcomers asked in at once: one press goes on, the other turns all of them away. */
export function JoiningPaused() {
  const { view } = useConsole();
  const { t } = useLingui();
  const pausedAt = view.joining?.pausedAt ?? null;
  if (pausedAt === null) return null;
  const since = clock(pausedAt);
  return (
    <Notice tone="honey" stacked>
      <p role="status">
        <Trans>
          Many newcomers asked to come in at once, so joining is paused since {since}. Members, and
          people with an invitation of their own, can still come in.
        </Trans>
      </p>
      <div className={styles.pair}>
        <AskButton asks={{ do: 'unlock' }} kind="primary">
          <Trans>Let people ask again</Trans>
        </AskButton>
        <AskButton
          asks={{
            do: 'turn-away',
            who: 'all',
            reason: 'other',
            note: t`We cannot let everybody in today. You are welcome to ask whoever invited you.`,
          }}
          kind="danger"
        >
          <Trans>Turn all newcomers away</Trans>
        </AskButton>
      </div>
    </Notice>
  );
}

/** Said when more people wait to share than there are seats. */
export function SeatsLeft() {
  const { view } = useConsole();
  const left = view.joining?.seatsLeft;
  const sharers = (view.waiting ?? []).filter((one) => !one.admitted && one.seat === 'sharer');
  if (left === undefined || sharers.length <= left) return null;
  return (
    <p className={styles.quiet}>
      {left === 0 ? (
        <Trans>
          All seats to share are taken. People can come in to listen, if they choose so.
        </Trans>
      ) : (
        <Trans>Seats to share that are left: {left}. They go in the order of asking.</Trans>
      )}
    </p>
  );
}
