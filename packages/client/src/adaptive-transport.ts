/**
 * A wire that finds its way by itself (CON-4): WebSocket first, plain HTTPS where that is
 * blocked, and WebSocket again when it gets through later. What the choice rests on is
 * transport-choice.ts. It also says what stands in the way of a connection (CON-3).
 */
import { connectErrors } from '@holdspace/protocol';
import type { DeviceStorage } from './device.ts';
import { openHttpsTransport } from './https-transport.ts';
import { type ConnectionCause, networkCause, probeServer } from './reachability.ts';
import { TransportChoice, type TransportKind } from './transport-choice.ts';
import type {
  OpenTransport,
  Transport,
  TransportEvents,
  TransportOptions,
} from './websocket-transport.ts';
import { openWebSocketTransport, probeWebSocket } from './websocket-transport.ts';

/** Milliseconds. A WebSocket that has not opened is looked into after this … */
const silenceTimeout = 3000;
/** … and given up after this, or after as many times what plain HTTPS took. */
const giveUpAfter = 5000;
const slownessFactor = 3;
/** WebSocket is tried again after this while plain HTTPS carries; each time later. */
const retryAfter = 5 * 60_000;
const retryAtMost = 40 * 60_000;
/** Not while the person is writing. */
const idleTime = 10_000;

const transportKey = 'holdspace.via';

export interface TransportSet {
  readonly websocket: OpenTransport;
  readonly https: OpenTransport;
  /** Whether a WebSocket opens now. */
  readonly probeWebSocket: (options: TransportOptions) => Promise<boolean>;
}
const defaultTransports: TransportSet = {
  websocket: openWebSocketTransport,
  https: openHttpsTransport,
  probeWebSocket: probeWebSocket,
};

/** `storage`: where the choice outlives a reload of the tab. */
export const openAdaptiveTransport =
  (storage?: DeviceStorage, ways: TransportSet = defaultTransports): OpenTransport =>
  (options) =>
    new AdaptiveTransport(options, storage, ways);

class AdaptiveTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #storage: DeviceStorage | undefined;
  readonly #set: TransportSet;
  readonly #transports: Readonly<Record<TransportKind, Transport>>;
  readonly #choice: TransportChoice;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  /** That carries now, or is being opened. */
  #via: TransportKind;
  #openedAt: number | null = null;
  /** It is being opened, and neither open nor refused yet. */
  #opening = false;
  #lastCommandAt = 0;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #retryDelay = retryAfter;
  #probe: AbortController | null = null;

  constructor(options: TransportOptions, storage: DeviceStorage | undefined, ways: TransportSet) {
    this.#options = options;
    this.#storage = storage;
    this.#set = ways;
    this.#transports = { websocket: ways.websocket(options), https: ways.https(options) };
    this.#choice = new TransportChoice(storedTransport(storage));
    this.#via = this.#choice.via;
    this.#listen('websocket');
    this.#listen('https');
  }

  get via(): TransportKind {
    return this.#via;
  }

  on<Name extends keyof TransportEvents>(name: Name, listener: TransportEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
    if (interceptedEvents.has(name)) return;
    for (const wire of Object.values(this.#transports)) wire.on(name, listener);
  }

  command: Transport['command'] = (command, answer) => {
    this.#lastCommandAt = performance.now();
    this.#transports[this.#via].command(command, answer);
  };
  sync: Transport['sync'] = (answer) => this.#transports[this.#via].sync(answer);
  earlier: Transport['earlier'] = (before, answer) =>
    this.#transports[this.#via].earlier(before, answer);
  deskEarlier: Transport['deskEarlier'] = (list, answer) =>
    this.#transports[this.#via].deskEarlier(list, answer);
  sendHidden: Transport['sendHidden'] = (hidden) => this.#transports[this.#via].sendHidden(hidden);

  open(): void {
    this.#stopTimers();
    this.#opening = true;
    this.#via = this.#choice.via;
    if (this.#via === 'websocket')
      this.#silenceTimer = setTimeout(() => this.#onSilence(), silenceTimeout);
    this.#transports[this.#via].open();
  }

  terminate(): void {
    this.#stopTimers();
    this.#openedAt = null;
    this.#transports[this.#via].terminate();
    if (!this.#opening) return;
    // Nobody answered in time, as with a proxy that holds a stream back until it ends.
    this.#opening = false;
    this.#choice.failed();
    void this.#probeHttps();
  }

  disconnect(): void {
    this.#stopTimers();
    this.#openedAt = null;
    this.#opening = false;
    this.#transports[this.#via].disconnect();
  }

  #listen(via: TransportKind): void {
    const wire = this.#transports[via];
    wire.on('connect', () => {
      if (via !== this.#via) return;
      this.#opened();
      this.#emit('connect');
    });
    wire.on('disconnect', () => {
      if (via !== this.#via) return;
      this.#stopTimers();
      if (this.#openedAt !== null) this.#choice.lost(performance.now() - this.#openedAt);
      this.#openedAt = null;
      this.#storeChoice();
      this.#emit('disconnect');
    });
    wire.on('connect_error', ({ message }) => {
      if (via !== this.#via) return;
      this.#stopTimers();
      this.#failed(message);
    });
    wire.on('draining', (wait) => {
      // The server closed the connection; the transport did not fail.
      this.#openedAt = null;
      this.#emit('draining', wait);
    });
  }

  #opened(): void {
    this.#stopTimers();
    this.#opening = false;
    this.#openedAt = performance.now();
    this.#choice.opened();
    this.#storeChoice();
    this.#emit('cause', null);
    if (this.#via === 'https')
      this.#retryTimer = setTimeout(() => this.#retryWebSocket(), this.#retryDelay);
    else this.#retryDelay = retryAfter;
  }

  #failed(message: string): void {
    this.#opening = false;
    const refused = connectErrors.some((each) => each === message);
    const cause = connectionCauseOf(message, this.#via);
    if (!refused && this.#choice.failed()) void this.#probeHttps();
    else if (cause) this.#emit('cause', cause);
    this.#emit('connect_error', { message });
  }

  /** Whether plain HTTPS works now; answers how long it took, in ms, or null. */
  async #probeHttps(): Promise<number | null> {
    const looking = new AbortController();
    this.#probe = looking;
    const since = performance.now();
    const cause = await probeServer(this.#options.url, looking.signal, this.#options.fetch);
    if (looking.signal.aborted) return null;
    this.#choice.httpsProbed(cause === null);
    this.#emit('cause', cause ?? 'blocked');
    return cause === null ? performance.now() - since : null;
  }

  /** A WebSocket has not opened for a while: it may be swallowed, or the network is slow. */
  async #onSilence(): Promise<void> {
    const took = await this.#probeHttps();
    if (took === null) return;
    const left = Math.max(giveUpAfter - silenceTimeout - took, (slownessFactor - 1) * took);
    this.#silenceTimer = setTimeout(() => {
      this.#choice.timedOut();
      this.#opening = false;
      this.#transports.websocket.terminate();
      this.#emit('connect_error', { message: 'silent' });
    }, left);
  }

  async #retryWebSocket(): Promise<void> {
    const isBusy = performance.now() - this.#lastCommandAt < idleTime;
    const opened = !isBusy && (await this.#set.probeWebSocket(this.#options));
    if (this.#via !== 'https' || this.#openedAt === null) return;
    if (!opened) {
      if (!isBusy) this.#retryDelay = Math.min(2 * this.#retryDelay, retryAtMost);
      this.#retryTimer = setTimeout(
        () => this.#retryWebSocket(),
        isBusy ? idleTime : this.#retryDelay,
      );
      return;
    }
    this.#choice.retry();
    this.#openedAt = null;
    // As from a server that stops: the client goes, and comes back by the other carrier.
    this.#emit('draining', 0);
  }

  #storeChoice(): void {
    if (storedTransport(this.#storage) === this.#choice.via) return;
    try {
      this.#storage?.setItem(transportKey, this.#choice.via);
    } catch {
      // Without storage the transport is chosen again after a reload.
    }
  }

  #stopTimers(): void {
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#retryTimer);
    this.#probe?.abort();
    this.#probe = null;
  }

  #emit(name: string, ...args: unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}

/** Packets that this transport handles itself; it forwards all others. */
const interceptedEvents = new Set<string>([
  'connect',
  'disconnect',
  'connect_error',
  'draining',
  'cause',
]);

function storedTransport(storage: DeviceStorage | undefined): TransportKind {
  try {
    return storage?.getItem(transportKey) === 'https' ? 'https' : 'websocket';
  } catch {
    return 'websocket';
  }
}

/** Maps the error of a transport that does not open to a failure cause. */
const connectionCauses: Readonly<Record<string, ConnectionCause>> = {
  ...{ 'too-many': 'crowded', draining: 'gateway', 'wrong-address': 'address' },
  ...{ gateway: 'gateway', busy: 'busy', foreign: 'foreign' },
};

/** Null where the network has to be asked. */
function connectionCauseOf(message: string, via: TransportKind): ConnectionCause | null {
  const known = connectionCauses[message];
  if (known) return known;
  return via === 'https' ? networkCause() : null;
}
