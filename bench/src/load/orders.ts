/** What the load generator is told to do, and what it answers. */
import type { RunningContestant } from '../servers/contestants.ts';

/** The circles with traffic and the duration; `every` or `onTheWay` sets the rate. */
export interface TalkOptions {
  /** Milliseconds between two messages of one circle. */
  readonly every?: number;
  /** With `every`: so many messages of one circle at once. */
  readonly burst?: number;
  /** The number of unacknowledged messages of each speaker. */
  readonly onTheWay?: number;
  /** People who lose their connection and come back, each second. */
  readonly reconnections?: number;
  readonly seconds: number;
}

export type LoadOrder =
  | {
      readonly do: 'meet';
      readonly standing: Pick<RunningContestant, 'wire' | 'urls' | 'key' | 'pids'>;
    }
  /** New circles; only their hosts are in them. */
  | { readonly do: 'gather'; readonly circles: number; readonly people: number }
  | { readonly do: 'enter' }
  | ({ readonly do: 'talk' } & TalkOptions)
  /** This number of messages in each circle, as fast as possible. */
  | { readonly do: 'fill'; readonly messages: number }
  /** All except the hosts lose the connection, miss this number of messages, and reconnect at once. */
  | { readonly do: 'comeBack'; readonly missed: number }
  /** Those who were in connect again; `circle`: only the host of the circle at that index. */
  | { readonly do: 'connect'; readonly circle?: number }
  /** The hosts end the meetings, where there is such a thing. */
  | { readonly do: 'close' }
  | { readonly do: 'cut' }
  | { readonly do: 'leave' };

/** `cpu` is processor time of the server, `share` that of the generator by its one core. */
export interface TalkResult {
  readonly deliveries: number;
  readonly messages: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly share: number;
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
  /** Bytes that the server wrote to disk. */
  readonly written: number;
}
export interface StormResult {
  readonly people: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly share: number;
}

/** The share from which a generator has no time left: the server could have done more. */
export const fullShare = 0.85;
export type LoadResult = TalkResult | StormResult | Record<string, never>;
