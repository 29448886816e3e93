/** What the parts of the devices panel get. */
import type { OwnSessions } from '@holdspace/protocol';

export interface OwnSessionsProps {
  readonly sessions: OwnSessions;
  /** Loads the sessions again. */
  readonly onChanged: () => void;
}
