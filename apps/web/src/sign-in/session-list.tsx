/** The signed-in devices of a person in a circle; a device has no name, only how it came in. */
import type { OwnSessions } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { MonitorSmartphone } from 'lucide-react';
import { relativeDay } from './relative-day.ts';
import styles from './session-list.module.css';

type OwnSession = OwnSessions['sessions'][number];

export function SessionList({ sessions }: Pick<OwnSessions, 'sessions'>) {
  const { t } = useLingui();
  const originOf = useSessionText();
  return (
    <ul className={styles.sessions}>
      {sessions
        .toSorted((one, other) => Number(other.current) - Number(one.current))
        .map((session, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the server sends no id of a session
          <li key={at}>
            <MonitorSmartphone size={20} aria-hidden="true" />
            <span className={styles.text}>
              <strong>{session.current ? t`This device` : t`Another device`}</strong>
              <span className={styles.origin}>{originOf(session)}</span>
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
      case 'staff':
        return t`entered with your staff sign-in, since ${day}`;
    }
  };
}
