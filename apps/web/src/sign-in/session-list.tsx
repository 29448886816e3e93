/** The devices of one person in one circle, in plain words and without a name of a device. */
import type { OwnSessions } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { MonitorSmartphone } from 'lucide-react';
import styles from './devices.module.css';
import { relativeDay } from './relative-day.ts';

type OwnSession = OwnSessions['sessions'][number];

export function SessionList({ sessions }: Pick<OwnSessions, 'sessions'>) {
  const { t } = useLingui();
  const how = useSessionText();
  return (
    <ul className={styles.sessions}>
      {sessions
        .toSorted((one, other) => Number(other.current) - Number(one.current))
        .map((session, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a session is told without its id
          <li key={at}>
            <MonitorSmartphone size={20} aria-hidden="true" />
            <span className={styles.lines}>
              <strong>{session.current ? t`This device` : t`Another device`}</strong>
              <span className={styles.quiet}>{how(session)}</span>
            </span>
          </li>
        ))}
    </ul>
  );
}

function useSessionText(): (session: OwnSession) => string {
  const { t } = useLingui();
  return ({ by, since }) => {
    const day = relativeDay(since);
    switch (by) {
      case 'join':
        return t`joined here, signed in since ${day}`;
      case 'code':
        return t`came in with your return code, since ${day}`;
      case 'renewal':
        return t`came in with a new sign-in link, since ${day}`;
      case 'return':
        return t`came in with a return link, since ${day}`;
      case 'upgrade':
        return t`signed in since ${day} or earlier`;
    }
  };
}
