/** Joining that has paused by itself, and the seats that are left (LIM-1, LIM-2). */
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';

/** Many newcomers asked in at once: one press goes on, the other turns all of them away. */
export function JoiningPaused() {
  const { view } = useConsole();
  const { t } = useLingui();
  const pausedAt = view.joining?.pausedAt ?? null;
  if (pausedAt === null) return null;
  const since = formatDateTime(pausedAt);
  return (
    <Notice tone="honey" stacked>
      <SpokenText>
        <Trans>
          Many newcomers asked to join at once, so joining has been paused since {since}. Members
          and people with a personal invitation can still come in.
        </Trans>
      </SpokenText>
      <div className={layout.pair}>
        <SendCommandButton command={{ do: 'unlock' }} kind="primary">
          <Trans>Allow joining again</Trans>
        </SendCommandButton>
        <SendCommandButton
          command={{
            do: 'turn-away',
            who: 'all',
            reason: 'other',
            note: t`We can’t let everyone in today. You’re welcome to ask the person who invited you.`,
          }}
          kind="danger"
        >
          <Trans>Turn all newcomers away</Trans>
        </SendCommandButton>
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
    <p className={layout.muted}>
      {left === 0 ? (
        <Trans>All sharing seats are taken. People can still come in to listen.</Trans>
      ) : (
        <Trans>Sharing seats left: {left}. First come, first served.</Trans>
      )}
    </p>
  );
}
