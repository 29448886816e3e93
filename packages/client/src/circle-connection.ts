/** What a connection to a circle takes, shows and can do. How it does it is connect.ts. */
import type { ConnectError, DeskListName, View, WireCommand } from '@holdspace/protocol';
import type { DeviceStorage } from './device.ts';
import type { SendAnswer } from './outbox.ts';
import type { PendingMessages } from './pending-messages.ts';
import type { ConnectionCause } from './reachability.ts';
import type { TransportKind } from './transport-choice.ts';
import type { OpenTransport } from './websocket-transport.ts';

export interface ConnectOptions {
  /** Origin of the server; '' is the page's own. */
  readonly url: string;
  readonly circle: string;
  /** The sign-in cookie; only outside a browser. */
  readonly cookie?: string;
  /** Given when the caller keeps the device id itself. */
  readonly device?: string;
  /** Where the device id outlives a reload (`sessionStorage`). */
  readonly storage?: DeviceStorage;
  /** In [0, 1), spreads the coming back of many; default Math.random. */
  readonly random?: () => number;
  /** Given when the way is fixed; else it is found: WebSocket, or plain HTTPS. */
  readonly openTransport?: OpenTransport;
}

/** `refused`: it makes no sense to try again by itself; `refusal` says why. */
export type ConnectionStatus = 'connecting' | 'live' | 'away' | 'refused';

/** How the connection stands (CON-3, CON-4). */
export interface ConnectionState {
  /** `connecting` until it was open once; `waiting` when it is tried again. */
  readonly state: 'connecting' | 'open' | 'waiting';
  /** Since when, in epoch ms of the server's clock. */
  readonly since: number;
  /** What stands in the way, as far as it is known; null when nothing does. */
  readonly cause: ConnectionCause | null;
  readonly via: TransportKind;
}

export interface CircleSnapshot {
  readonly status: ConnectionStatus;
  readonly connection: ConnectionState;
  readonly refusal: ConnectError | null;
  /** Null until the first snapshot came, and while no meeting is planned. Stays while away. */
  readonly view: View | null;
  readonly pending: PendingMessages;
  /** There are earlier messages to ask for. */
  readonly more: boolean;
  /** The server has lost its store: what is sent is kept, and goes out when it is back. */
  readonly holding: boolean;
  /** The server was set back to an earlier copy while this client was there: words may be missing. */
  readonly restored: boolean;
  /** So many texts for the desk are more than it takes now: they are kept, and go by themselves. */
  readonly queued: number;
}

export interface CircleConnection {
  subscribe(listener: () => void): () => void;
  /** The same object until something changes. */
  getSnapshot(): CircleSnapshot;
  /**
   * Answers when the outcome is known; `unknown` only after 15 minutes of trying or when
   * closed. One call is one intent, whatever happens to the connection. Words for the desk that
   * come too soon are kept and sent again until they are taken (DSK-5); see `queued`.
   *
   * A packet over `maxPacket` is `too-long` and is not sent (TXT-3). What waited for two minutes,
   * or for another turn or round than it was written in, does not go by itself (TXT-5): a message
   * shows as `asking` until `release` or `collect`; most other commands are `stale`, or `unknown`
   * with `why: 'late'` when they may have arrived. `why: 'line'`: the connection broke twice while
   * it was on its way, and it is not sent again. Calls for help, and whatever takes words or
   * oneself away, always go. The same command again is the same intent until it has an answer.
   */
  send(command: WireCommand): Promise<SendAnswer>;
  /** A message that is asked about goes now. */
  confirmPending(id: string): void;
  /** A message is back in the draft: forget it here, and send it no more. */
  discardPending(id: string): void;
  /** Resolves when everything durable until now is in the view; rejects after `deadline` ms. */
  sync(deadline?: number): Promise<void>;
  /** Fetches the page before the first message of the timeline; false when there was none. */
  earlier(): Promise<boolean>;
  /** Fetches older items of one list of the desk; false when there were none. */
  deskEarlier(list: DeskListName): Promise<boolean>;
  /**
   * Says whether the page is hidden: an offer of the piece to a hidden page lasts longer, and
   * nobody learns why (TRN-8). In a browser the connection sends this by itself.
   */
  setHidden(hidden: boolean): void;
  /** Leaves with a goodbye, for good. */
  close(): void;
  /** Cuts the connection without a goodbye and stays away until `reconnect`. */
  drop(): void;
  /** Comes back now. */
  reconnect(): void;
}
