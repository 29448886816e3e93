/** How one person of a rehearsal comes in, where and by which link, and what they came with. */
import type { CircleConnection, ConnectOptions, CookieJar } from '@holdspace/client';
import type { ObservedView } from './observed-view.ts';

export interface PlayerEntrance extends Pick<ConnectOptions, 'openTransport'> {
  readonly url: string;
  /** The circle that somebody of the staff enters. */
  readonly circle?: string;
  /** The link by which this person joins, or, of staff, signs in. */
  readonly link: string;
  /** Called once, when this person has become a member. */
  readonly onFirstEntry?: (person: string) => Promise<void>;
  /** The circle has a rhythm: who said *not this time* does not come by themselves. */
  readonly meetsAgain?: boolean;
}

export interface PlayerDevice {
  readonly number: number;
  readonly jar: CookieJar;
  readonly observed: ObservedView;
  connection: CircleConnection;
  state: 'open' | 'dropped' | 'closed';
}
