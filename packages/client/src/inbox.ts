/**
 * The inbox of staff, live (ALR-6): one connection that comes back by itself, and requests in its
 * place while there is none, also where a network blocks WebSocket. What was known stays shown.
 */
import type { ConnectError, InboxPacket } from '@holdspace/protocol';
import { inboxNamespace, maxLiveAlerts, socketPath } from '@holdspace/protocol';
import { io } from 'socket.io-client';
import { ApiProblem } from './http-request.ts';
import type { StaffApi } from './http-staff.ts';
import { reconnectDelay } from './random.ts';
import { onWake } from './wake.ts';

export interface InboxOptions {
  /** Origin of the server; '' is the page's own. */
  readonly url: string;
  /** The sign-in cookie; only outside a browser. */
  readonly cookie?: string;
  /** Asked while there is no connection. */
  readonly api: Pick<StaffApi, 'inbox'>;
  /** In [0, 1), spreads the coming back of many; default Math.random. */
  readonly random?: () => number;
}

export interface InboxSnapshot {
  /** `live`: it is the inbox of now. `signed-out`: it does not come back by itself. */
  readonly status: 'connecting' | 'live' | 'away' | 'signed-out';
  /** Null until it is known. */
  readonly inbox: InboxPacket | null;
}

export interface InboxConnection {
  /** Calls the listener at each change; answers `stop`. */
  subscribe(listener: () => void): () => void;
  /** The same object until something changes. */
  getSnapshot(): InboxSnapshot;
  close(): void;
}

/** Milliseconds between two requests while there is no connection. */
const pollInterval = 10_000;
/** Of a handshake that neither succeeds nor fails. */
const handshakeTimeout = 8000;

export function connectInbox(options: InboxOptions): InboxConnection {
  return new LiveInbox(options);
}

class LiveInbox implements InboxConnection {
  readonly #options: InboxOptions;
  readonly #socket: ReturnType<typeof socketOf>;
  readonly #listeners = new Set<() => void>();
  readonly #stopWaking: () => void;
  #snapshot: InboxSnapshot = { status: 'connecting', inbox: null };
  #attempt = 0;
  #isClosed = false;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#socket = socketOf(options);
    this.#socket.on('inbox', (inbox: InboxPacket) => {
      this.#attempt = 0;
      clearTimeout(this.#pollTimer);
      this.#update({ status: 'live', inbox });
    });
    this.#socket.on('draining', (wait: number) => {
      clearTimeout(this.#reconnectTimer);
      this.#reconnectTimer = setTimeout(() => this.#reopen(), wait);
    });
    this.#socket.on('disconnect', () => this.#onLost());
    this.#socket.on('connect_error', ({ message }: Error) => this.#onRefused(message));
    this.#stopWaking = onWake(() => !this.#socket.connected && this.#open());
    this.#open();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): InboxSnapshot => this.#snapshot;

  close(): void {
    this.#isClosed = true;
    this.#stopWaking();
    clearTimeout(this.#reconnectTimer);
    clearTimeout(this.#pollTimer);
    this.#socket.disconnect();
  }

  #open(): void {
    clearTimeout(this.#reconnectTimer);
    if (!this.#isClosed) this.#socket.connect();
  }

  /** To this server or another one: this one stops. */
  #reopen(): void {
    this.#socket.disconnect();
    this.#open();
  }

  #onLost(): void {
    if (this.#isClosed) return;
    if (this.#snapshot.status === 'live') this.#update({ status: 'away' });
    this.#comeBack();
  }

  #onRefused(message: string): void {
    const refusal = message as ConnectError;
    if (refusal === 'not-here' || refusal === 'signed-out') this.#end();
    else this.#onLost();
  }

  /** The session has ended: nothing of the inbox is shown any more. */
  #end(): void {
    clearTimeout(this.#reconnectTimer);
    clearTimeout(this.#pollTimer);
    this.#update({ status: 'signed-out', inbox: null });
  }

  #comeBack(): void {
    const { random = Math.random } = this.#options;
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = setTimeout(() => this.#open(), reconnectDelay(this.#attempt, random()));
    this.#attempt += 1;
    clearTimeout(this.#pollTimer);
    this.#pollTimer = setTimeout(() => void this.#poll(), this.#attempt > 1 ? 0 : pollInterval);
  }

  async #poll(): Promise<void> {
    try {
      const all = await this.#options.api.inbox({ peek: true });
      if (this.#isClosed || this.#snapshot.status === 'live') return;
      const taken = all.filter(({ state }) => state === 'taken').length;
      const counts = { open: all.length - taken, taken };
      this.#update({ inbox: { alerts: all.slice(0, maxLiveAlerts), counts } });
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 404) return this.#end();
    }
    if (this.#isClosed || this.#snapshot.status === 'live') return;
    this.#pollTimer = setTimeout(() => void this.#poll(), pollInterval);
  }

  #update(change: Partial<InboxSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function socketOf({ url, cookie }: InboxOptions) {
  const options = {
    path: socketPath,
    transports: ['websocket'],
    withCredentials: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: handshakeTimeout,
    ...(cookie !== undefined && { extraHeaders: { cookie, origin: url } }),
  };
  return io(`${url}${inboxNamespace}`, options);
}
